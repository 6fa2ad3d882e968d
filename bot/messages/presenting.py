"""An answer of the knowledge becomes a neutral message with sensible next steps."""

from typing import Any

from bot.messages.neutral import Button, OutboundMessage, Outcome, SourceLine, is_payload
from bot.messages.wire import Spoken
from knowledge.answers import STILL_TO_CHOOSE, Answer
from knowledge.records import RecordKind
from knowledge.text import Aspect

TITLE_MAX = 60
# Intent of a button and its title, in the order people ask.
NEXT_STEPS = {
    Aspect.DOCUMENTS: ("ask_documents", "Giấy tờ"),
    Aspect.TIME_LIMIT: ("ask_time_limit", "Bao lâu"),
    Aspect.FEE: ("ask_fee", "Lệ phí"),
    Aspect.WHERE: ("ask_where", "Nộp ở đâu"),
    Aspect.ONLINE: ("ask_online", "Nộp trực tuyến"),
    Aspect.POST: ("ask_postal", "Qua bưu điện"),
    Aspect.STEPS: ("ask_steps", "Các bước"),
}
MOST_STEPS = 4
# Lists are told in parts; the button to the next one carries the intent that asks for the list.
LISTS = {
    Aspect.DOCUMENTS: "ask_documents",
    Aspect.STEPS: "ask_steps",
    Aspect.LEGAL_BASIS: "ask_legal_basis",
    Aspect.FORM: "ask_form",
}
# Every intent that a button of ours carries: a client that knows only 'text' may send it as such.
BUTTON_INTENTS = frozenset(
    {"affirm", "cancel", "choose", "deny", "give_feedback", "go_back", "talk_to_human"}
    | {"delete_my_data", "erase_my_data", "export_my_data"}
    | {"feedback_kind", "quiz_answer", "rate", "rate_never", "start_quiz", "subscribe"}
    | {intent for intent, _ in NEXT_STEPS.values()}
    | set(LISTS.values())
)
NONE_OF_THESE = Button(title="Không phải, gặp cán bộ", payload="/talk_to_human")


def present(answer: Answer, trace: dict[str, Any] | None = None) -> Spoken:
    """Turn ``answer`` into what is said."""
    buttons = _choices(answer) if answer.choices else (*_pages(answer), *_next_steps(answer))
    sources = tuple(
        SourceLine(title=cited.title, code=cited.code, url=cited.url, checked_on=cited.checked_on)
        for cited in answer.sources
    )
    return Spoken(
        message=OutboundMessage(
            text=answer.text,
            buttons=buttons,
            sources=sources,
            # Turning a page is one act of reading; a new question gets a message of its own.
            replaces=answer.page is not None and answer.page.turned,
        ),
        outcome=Outcome(answer.state),
        procedure=answer.subject,
        trace=trace,
        repeats=answer.why == STILL_TO_CHOOSE,
    )


def trace_of(answer: Answer, question: str, versions: dict[str, str]) -> dict[str, Any]:
    """What is needed to replay ``answer``: the question, the candidates, the versions used."""
    return {
        "question": question,
        "state": answer.state,
        "why": answer.why,
        "aspects": list(answer.aspects),
        "hits": [
            {
                "key": hit.item.key,
                "title": hit.item.title,
                "score": round(hit.score, 3),
                "cosine": round(hit.cosine, 3),
                "words": round(hit.words, 3),
                "by": hit.text,
            }
            for hit in answer.hits[:5]
        ],
        **versions,
    }


def _choices(answer: Answer) -> tuple[Button, ...]:
    buttons = []
    for choice in answer.choices:
        payload = f'/choose{{"procedure":"{choice.reference}"}}'
        if is_payload(payload):
            buttons.append(Button(title=_cut(choice.title), payload=payload))
    return (*buttons, NONE_OF_THESE)


def _pages(answer: Answer) -> tuple[Button, ...]:
    """Back, on, and out of reading a procedure's steps one by one."""
    page = answer.page
    if page is None:
        return ()
    titles = {1: "Xem từng bước"}
    if page.number:
        titles = {page.number - 1: "◀ Bước trước", page.number + 1: "Bước sau ▶"}
        titles = {number: title for number, title in titles.items() if 0 < number <= page.total}
        titles[0] = "Xem gọn các bước"
    payloads = {
        number: f'/ask_steps{{"procedure":"{answer.subject}","option":"{number}"}}'
        for number in titles
    }
    return tuple(
        Button(title=titles[number], payload=payload)
        for number, payload in payloads.items()
        if is_payload(payload)
    )


def _next_steps(answer: Answer) -> tuple[Button, ...]:
    if answer.kind is not RecordKind.PROCEDURE or answer.subject is None:
        return ()
    if answer.page is not None and answer.page.number:
        return ()
    buttons = _more(answer, answer.subject)
    for aspect, (intent, title) in NEXT_STEPS.items():
        payload = f'/{intent}{{"procedure":"{answer.subject}"}}'
        if aspect not in answer.aspects and is_payload(payload):
            buttons.append(Button(title=title, payload=payload))
    return tuple(buttons[:MOST_STEPS])


def _more(answer: Answer, subject: str) -> list[Button]:
    if not answer.more:
        return []
    payload = f'/{LISTS[answer.aspects[0]]}{{"procedure":"{subject}","page":"{answer.part + 1}"}}'
    # One whose code is too long for a button is asked for by 'xem thêm'.
    return [Button(title="Xem thêm", payload=payload)] if is_payload(payload) else []


def _cut(title: str) -> str:
    return title if len(title) <= TITLE_MAX else title[: TITLE_MAX - 1].rsplit(" ", 1)[0] + "…"

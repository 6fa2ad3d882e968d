"""From a question and what was talked about before to an answer."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.answers.answer import Answer, Choice, State
from knowledge.answers.citing import cite, is_stale
from knowledge.answers.others import tell_contact, tell_faq, tell_plan
from knowledge.answers.procedures import tell
from knowledge.answers.wording import say
from knowledge.index import Item
from knowledge.records import Contact, Faq, Procedure, RecordKind
from knowledge.search import Searcher, SearchResult, Verdict
from knowledge.text import Aspect

DEFAULT_STALE_DAYS = 180
_YEAR = re.compile(r"\b20\d\d\b")
_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?!\d)")
_STATES = {
    Verdict.NO_SOURCE: State.NO_SOURCE,
    Verdict.OUT_OF_SCOPE: State.OUT_OF_SCOPE,
}


@dataclass(frozen=True)
class Topic:
    """What the conversation is about: a record's reference, and the aspects the dialogue heard."""

    subject: str | None = None
    aspects: tuple[Aspect, ...] = ()


class Answerer:
    """Answers from one searcher; holds no conversation of its own."""

    def __init__(
        self,
        searcher: Searcher,
        stale_days: int = DEFAULT_STALE_DAYS,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self.searcher = searcher
        self._stale_days = stale_days
        self._today = today

    def answer(self, question: str, topic: Topic = Topic()) -> Answer:
        """Answer ``question``; a follow-up without a subject of its own keeps the topic's."""
        result = self.searcher.search(question)
        named = _named(question, self.searcher)
        if named is not None:
            return self._tell(named, result.query.aspects or topic.aspects, result)
        aspects = result.query.aspects or topic.aspects
        subject = self.searcher.index.find(topic.subject) if topic.subject else None
        if subject is not None and _is_follow_up(result, subject, aspects):
            return self._tell(subject, aspects, result)
        if result.verdict is Verdict.ANSWERED and _another_years_plan(
            question, result.hits[0].item
        ):
            return Answer(State.NO_SOURCE, say("no_source"), hits=tuple(result.hits))
        if result.verdict is Verdict.ANSWERED:
            return self._tell(result.hits[0].item, aspects, result)
        if result.verdict is Verdict.CLARIFY:
            return _clarify(result, aspects)
        state = _STATES[result.verdict]
        return Answer(state, say(state), hits=tuple(result.hits))

    def about(self, reference: str, aspects: tuple[Aspect, ...] = ()) -> Answer:
        """Tell the record that a button or link names; NO_SOURCE when it is gone."""
        item = self.searcher.index.find(reference)
        if item is None:
            return Answer(State.NO_SOURCE, say("no_source"))
        return self._tell(item, aspects, None)

    def _tell(self, item: Item, aspects: tuple[Aspect, ...], result: SearchResult | None) -> Answer:
        today = self._today()
        text, state = self._life(item, today)
        if state is State.ANSWERED and item.payload.get("to_fill"):
            text, state = _text(item, aspects), State.NO_SOURCE
        elif state is State.ANSWERED:
            text = _text(item, aspects)
            if is_stale(item, today, self._stale_days):
                day = dt.date.fromisoformat(item.payload["checked_on"])
                text += "\n" + say("stale", day=f"{day:%d/%m/%Y}")
        return Answer(
            state=state,
            text=text,
            kind=item.kind,
            subject=item.reference if item.kind is RecordKind.PROCEDURE else None,
            aspects=aspects,
            sources=cite(item),
            hits=tuple(result.hits) if result else (),
        )

    def _life(self, item: Item, today: dt.date) -> tuple[str, State]:
        validity = item.validity
        if validity.holds_on(today):
            return "", State.ANSWERED
        if validity.effective_from and today < validity.effective_from:
            text = say("not_yet", name=item.title, day=f"{validity.effective_from:%d/%m/%Y}")
            return text, State.EXPIRED_SOURCE
        day = (
            f"{validity.effective_to + dt.timedelta(days=1):%d/%m/%Y}"
            if validity.effective_to
            else ""
        )
        lines = [say("expired", name=item.title, day=day)]
        successor = self.searcher.index.find(validity.replaced_by) if validity.replaced_by else None
        if successor is not None:
            lines.append(say("replaced_by", successor=f"{successor.title} ({successor.code})"))
        elif validity.replaced_by:
            lines.append(say("replaced_by", successor=validity.replaced_by))
        else:
            lines.append(say("no_successor"))
        return "\n".join(lines), State.EXPIRED_SOURCE


def _named(question: str, searcher: Searcher) -> Item | None:
    """The procedure whose national code stands in the question."""
    code = _CODE.search(question)
    return searcher.index.find(code[0]) if code else None


def _another_years_plan(question: str, item: Item) -> bool:
    """Whether the question is about a year that the plan found never mentions."""
    asked = set(_YEAR.findall(question))
    if item.kind is not RecordKind.PLAN or not asked:
        return False
    told = f"{item.title} {item.payload['question']} {item.payload['answer']}"
    return not asked & set(_YEAR.findall(told))


def _is_follow_up(result: SearchResult, subject: Item, aspects: tuple[Aspect, ...]) -> bool:
    """Whether the question is about ``subject`` still: it names nothing else that is known."""
    if not aspects:
        return False
    return not result.query.subject or (
        bool(result.hits) and result.hits[0].item.key == subject.key
    )


def _text(item: Item, aspects: tuple[Aspect, ...]) -> str:
    match item.kind:
        case RecordKind.PROCEDURE:
            return tell(Procedure.model_validate(item.payload), aspects)
        case RecordKind.FAQ:
            return tell_faq(Faq.model_validate(item.payload))
        case RecordKind.PLAN:
            return tell_plan(item)
        case _:
            return tell_contact(Contact.model_validate(item.payload))


def _clarify(result: SearchResult, aspects: tuple[Aspect, ...]) -> Answer:
    choices = tuple(Choice(hit.item.title, hit.item.reference) for hit in result.choices)
    return Answer(
        State.CLARIFY, say("clarify"), aspects=aspects, choices=choices, hits=tuple(result.hits)
    )

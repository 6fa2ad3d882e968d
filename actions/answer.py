"""Answer from the knowledge: questions, follow-ups, choices and corrections."""

import asyncio
import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.meant import first_of_choices, of_the_kind_meant, still_the_subject
from actions.pending import Pending
from actions.rated_word import heard_as_a_word
from actions.services import services
from actions.speaking import entity, intent_of, speak, text_of
from bot.messages.presenting import present, trace_of
from knowledge.answers import STILL_TO_CHOOSE, WHOLE, Answer, Answerer, State, Topic
from knowledge.answers.choosing import names_only_an_aspect
from knowledge.records import RecordKind
from knowledge.text import Aspect

ASPECTS = {
    "ask_documents": Aspect.DOCUMENTS,
    "ask_checklist": Aspect.DOCUMENTS,
    "ask_steps": Aspect.STEPS,
    "ask_fee": Aspect.FEE,
    "ask_time_limit": Aspect.TIME_LIMIT,
    "ask_where": Aspect.WHERE,
    "ask_other_place": Aspect.WHERE,
    "ask_online": Aspect.ONLINE,
    "ask_postal": Aspect.POST,
    "ask_result": Aspect.RESULT,
    "ask_audience": Aspect.AUDIENCE,
    "ask_legal_basis": Aspect.LEGAL_BASIS,
    "ask_form": Aspect.FORM,
}
# 'Cho tôi biết hết': told in the order in which it is needed.
ALL_DETAILS = (
    Aspect.DOCUMENTS,
    Aspect.WHERE,
    Aspect.TIME_LIMIT,
    Aspect.FEE,
    Aspect.ONLINE,
    Aspect.POST,
)


_THAT_PLAN = re.compile(
    r"\b(?:kế hoạch|ke hoach|kh) (?:đó|do|này|nay|ấy|ay|trên|tren|đấy|day)\b", re.I
)
# 'Kế hoạch … của phường Hải Hòa (28/KH-UBND)': in a question, only the words help.
_NUMBER_OF_PLAN = re.compile(r"\s*\([^()]*\)$")


class ActionMore(Action):  # type: ignore[misc]
    """'Xem thêm': the next part of the list that was shown."""

    def name(self) -> str:
        return "action_more"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        pending = Pending.load(tracker.get_slot("pending"))
        subject = tracker.get_slot("procedure")
        if not subject:
            return list(await ActionAnswer().run(dispatcher, tracker, domain))
        answerer = services().knowledge.answerer
        # Nothing of a list is left to tell: the rest of the procedure is.
        aspects, part = (pending.aspects, pending.part + 1) if pending.part else (ALL_DETAILS, 1)
        answer = await asyncio.to_thread(answerer.about, subject, aspects, part)
        speak(dispatcher, present(answer))
        return _remember(answer, tracker)


class ActionAnswer(Action):  # type: ignore[misc]
    """Everything that the index may know."""

    def name(self) -> str:
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if events := heard_as_a_word(dispatcher, tracker):
            return events
        answer = await asyncio.to_thread(_answer, tracker)
        versions = services().knowledge.versions
        speak(dispatcher, present(answer, trace_of(answer, text_of(tracker), versions)))
        return _remember(answer, tracker)


def _answer(tracker: Tracker) -> Answer:
    answerer = services().knowledge.answerer
    pending = Pending.load(tracker.get_slot("pending"))
    aspects = _aspects(intent_of(tracker))
    chosen = _chosen(tracker, pending)
    page = entity(tracker, "option") if text_of(tracker).startswith("/ask_steps") else None
    if chosen is not None and page is not None and page.isdecimal():
        return answerer.step(chosen, int(page))
    if chosen is not None:
        return answerer.about(chosen, aspects or pending.aspects, _part(tracker))
    if pending.asked == 1 and (asked := names_only_an_aspect(text_of(tracker))):
        return answerer.offer_again(pending.choices, asked)
    if taken := first_of_choices(answerer, tracker, pending, aspects):
        return taken
    found = _searched(answerer, tracker, aspects)
    if found.state is State.ANSWERED:
        return found
    return first_of_choices(answerer, tracker, pending, aspects, names=1) or found


def _chosen(tracker: Tracker, pending: Pending) -> str | None:
    """The record that a button, 'cái thứ hai', or a word of its name stands for."""
    intent = intent_of(tracker)
    if text_of(tracker).startswith("/"):
        return entity(tracker, "procedure") or entity(tracker, "faq")
    if intent in ("choose_option", "rate"):
        return pending.chosen(entity(tracker, "option") or entity(tracker, "rating"))
    if pending.choices:
        answerer = services().knowledge.answerer
        return answerer.chosen_by_name(text_of(tracker), pending.choices)
    return None


def _searched(answerer: Answerer, tracker: Tracker, aspects: tuple[Aspect, ...]) -> Answer:
    subject = None if intent_of(tracker) == "correct" else tracker.get_slot("procedure")
    topic = Topic(subject=subject, aspects=aspects, part=_part(tracker))
    answer = answerer.answer(text_of(tracker), topic)
    for better in (_of_the_same_plan, of_the_kind_meant, still_the_subject):
        if found := better(answerer, tracker, answer):
            return found
    if topic.part == WHOLE and subject and answer.state is not State.ANSWERED:
        # 'Danh sách giấy tờ cần mang' names no procedure: it is the one that was talked about.
        return answerer.about(subject, aspects, WHOLE)
    return answer


def _of_the_same_plan(answerer: Answerer, tracker: Tracker, answer: Answer) -> Answer | None:
    """'Kế hoạch đó căn cứ vào đâu' names no plan: it is the one that was talked about."""
    plan = tracker.get_slot("plan")
    if plan is None or intent_of(tracker) != "ask_plan" or answer.state is State.ANSWERED:
        return None
    again = answerer.answer(f"{plan} {_THAT_PLAN.sub('', text_of(tracker))}")
    if again.state is State.ANSWERED and again.kind is RecordKind.PLAN:
        return again
    if again.state is not State.CLARIFY or not again.hits:
        return None
    # Which plan is settled: of its places, the likeliest is told with its lines.
    likeliest = again.hits[0].item
    return answerer.about(likeliest.reference) if likeliest.kind is RecordKind.PLAN else None


def _aspects(intent: str) -> tuple[Aspect, ...]:
    if intent == "ask_all_details":
        return ALL_DETAILS
    aspect = ASPECTS.get(intent)
    return (aspect,) if aspect else ()


def _part(tracker: Tracker) -> int:
    """Which part of a long list: what a button names; all of it as a checklist; else the first."""
    if intent_of(tracker) == "ask_checklist":
        return WHOLE
    named = entity(tracker, "page") or ""
    return int(named) if named.isdigit() else 1


def _times_asked(tracker: Tracker, answer: Answer) -> int:
    """How often we have now asked which matter is meant; 0 where only a remark was unclear."""
    if answer.state is not State.CLARIFY:
        return 0
    if answer.why == STILL_TO_CHOOSE:
        return 2
    return int(_begins_a_matter(tracker, answer))


def _begins_a_matter(tracker: Tracker, answer: Answer) -> bool:
    """Whether the message names a matter of its own, and is no remark on the one talked about."""
    subject = tracker.get_slot("procedure")
    if subject in {choice.reference for choice in answer.choices}:
        return False
    return subject is None or intent_of(tracker) in ("ask_procedure", "correct")


def _remember(answer: Answer, tracker: Tracker) -> list[dict[str, Any]]:
    """Keep the subject for follow-ups, and the choices when something was asked back."""
    events = []
    before = tracker.get_slot("procedure")
    if answer.subject is not None and answer.subject != before:
        events += [SlotSet("procedure", answer.subject), SlotSet("previous_procedure", before)]
    if answer.state is State.ANSWERED and answer.kind is RecordKind.PLAN and answer.hits:
        title = _NUMBER_OF_PLAN.sub("", answer.hits[0].item.title)
        events.append(SlotSet("plan", title))
    pending = Pending(
        choices=tuple(choice.reference for choice in answer.choices),
        aspects=answer.aspects if answer.choices or answer.more else (),
        handed=answer.state is State.NO_SOURCE,
        part=answer.part if answer.more else 0,
        asked=_times_asked(tracker, answer),
    )
    events.append(SlotSet("pending", pending.dump()))
    return events

"""Answer from the knowledge: questions, follow-ups, choices and corrections."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.pending import Pending
from actions.services import services
from actions.speaking import entity, intent_of, speak, text_of
from bot.messages.presenting import present, trace_of
from knowledge.answers import Answer, Answerer, State, Topic
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


class ActionAnswer(Action):  # type: ignore[misc]
    """Everything that the index may know."""

    def name(self) -> str:
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        answer = await asyncio.to_thread(_answer, tracker)
        versions = services().knowledge.versions
        speak(dispatcher, present(answer, trace_of(answer, text_of(tracker), versions)))
        return _remember(answer, tracker)


def _answer(tracker: Tracker) -> Answer:
    answerer = services().knowledge.answerer
    pending = Pending.load(tracker.get_slot("pending"))
    aspects = _aspects(intent_of(tracker))
    chosen = _chosen(tracker, pending)
    if chosen is not None:
        return answerer.about(chosen, aspects or pending.aspects)
    return _searched(answerer, tracker, aspects)


def _chosen(tracker: Tracker, pending: Pending) -> str | None:
    """The record that a button, or 'cái thứ hai', names."""
    intent = intent_of(tracker)
    if text_of(tracker).startswith("/"):
        return entity(tracker, "procedure") or entity(tracker, "faq")
    if intent in ("choose_option", "rate"):
        return pending.chosen(entity(tracker, "option") or entity(tracker, "rating"))
    return None


def _searched(answerer: Answerer, tracker: Tracker, aspects: tuple[Aspect, ...]) -> Answer:
    subject = None if intent_of(tracker) == "correct" else tracker.get_slot("procedure")
    topic = Topic(subject=subject, aspects=aspects)
    return answerer.answer(text_of(tracker), topic)


def _aspects(intent: str) -> tuple[Aspect, ...]:
    if intent == "ask_all_details":
        return ALL_DETAILS
    aspect = ASPECTS.get(intent)
    return (aspect,) if aspect else ()


def _remember(answer: Answer, tracker: Tracker) -> list[dict[str, Any]]:
    """Keep the subject for follow-ups, and the choices when something was asked back."""
    events = []
    before = tracker.get_slot("procedure")
    if answer.subject is not None and answer.subject != before:
        events += [SlotSet("procedure", answer.subject), SlotSet("previous_procedure", before)]
    pending = None
    if answer.state is State.CLARIFY:
        references = tuple(choice.reference for choice in answer.choices)
        pending = Pending(references, answer.aspects).dump()
    events.append(SlotSet("pending", pending))
    return events

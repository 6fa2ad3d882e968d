"""Stopping, going back, changing the subject, reaching a person, news by subscription."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.feedback import FEEDBACK_SLOTS
from actions.pending import Pending
from actions.services import services
from actions.speaking import say, speak
from bot.messages.presenting import present
from bot.messages.wire import Request


class ActionCancel(Action):  # type: ignore[misc]
    """'Thôi': whatever was going on is dropped."""

    def name(self) -> str:
        return "action_cancel"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if tracker.active_loop or any(tracker.get_slot(slot) for slot in FEEDBACK_SLOTS):
            say(dispatcher, "feedback_cancelled", Request.FORGET_FEEDBACK)
        elif Pending.load(tracker.get_slot("pending")).handed:
            say(dispatcher, "handed_withdrawn", Request.WITHDRAW)
        else:
            # The bot knows whether a round of the quiz is open; if none is, this is all.
            say(dispatcher, "cancel", Request.QUIZ_STOP)
        return [SlotSet(slot, None) for slot in (*FEEDBACK_SLOTS, "pending")]


class ActionGoBack(Action):  # type: ignore[misc]
    """'Quay lại': the subject before this one, or the last answer of a form again."""

    def name(self) -> str:
        return "action_go_back"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if tracker.active_loop or tracker.get_slot("feedback_ready"):
            filled = [slot for slot in FEEDBACK_SLOTS if tracker.get_slot(slot)]
            return [SlotSet("feedback_ready", None), *(SlotSet(slot, None) for slot in filled[-1:])]
        before = tracker.get_slot("previous_procedure")
        if before is None:
            say(dispatcher, "go_back")
            return []
        answer = await asyncio.to_thread(services().knowledge.answerer.about, before)
        speak(dispatcher, present(answer))
        return [
            SlotSet("procedure", before),
            SlotSet("previous_procedure", tracker.get_slot("procedure")),
        ]


class ActionRestartTopic(Action):  # type: ignore[misc]
    """'Hỏi việc khác': the subject is forgotten."""

    def name(self) -> str:
        return "action_restart_topic"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        say(dispatcher, "restart_topic")
        slots = ("procedure", "previous_procedure", "plan", "pending", *FEEDBACK_SLOTS)
        return [SlotSet(slot, None) for slot in slots]


class ActionHandoff(Action):  # type: ignore[misc]
    """'Gặp cán bộ': the bot opens a case when it reads this outcome; 'không' takes it back."""

    def name(self) -> str:
        return "action_handoff"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        say(dispatcher, "talk_to_human")
        return [SlotSet("pending", Pending(handed=True).dump())]

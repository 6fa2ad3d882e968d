"""The feedback form: what, where, contact; read back, confirmed, handed to the bot."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking import say
from bot.messages.wire import Request

FEEDBACK_SLOTS = ("feedback_what", "feedback_where", "feedback_contact", "feedback_ready")
# Shorter than this says nothing that anybody could look into.
MIN_WHAT = 8
NO_CONTACT = "không"
MAX_SHOWN = 300


class ValidateFeedbackForm(FormValidationAction):  # type: ignore[misc]
    """Accepts what can be worked with."""

    def name(self) -> str:
        return "validate_feedback_form"

    def validate_feedback_what(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """A few words at least; otherwise the question is asked again."""
        text = str(value or "").strip()
        return {"feedback_what": text if len(text) >= MIN_WHAT else None}


class ActionFeedbackReview(Action):  # type: ignore[misc]
    """Reads the feedback back before anything is sent."""

    def name(self) -> str:
        return "action_feedback_review"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        say(
            dispatcher,
            "feedback_review",
            what=_shown(tracker, "feedback_what"),
            where=_shown(tracker, "feedback_where"),
            contact=_shown(tracker, "feedback_contact"),
        )
        return [SlotSet("feedback_ready", True)]


class ActionFeedbackSubmit(Action):  # type: ignore[misc]
    """Hands the confirmed feedback to the bot, which stores it and gives it a code."""

    def name(self) -> str:
        return "action_feedback_submit"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        details = {
            slot.removeprefix("feedback_"): str(tracker.get_slot(slot) or "")
            for slot in FEEDBACK_SLOTS
            if slot != "feedback_ready"
        }
        say(dispatcher, "feedback_thanks", Request.FEEDBACK, details)
        return [SlotSet(slot, None) for slot in FEEDBACK_SLOTS]


def _shown(tracker: Tracker, slot: str) -> str:
    text = str(tracker.get_slot(slot) or NO_CONTACT)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"

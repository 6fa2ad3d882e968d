"""The feedback form: what, where, about whom, contact; read back, confirmed, handed to the bot."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking import entity, say, speak
from bot.desk.routing import FeedbackKind, accused, kind_of, routes
from bot.messages import Button, OutboundMessage, Outcome
from bot.messages.texts import message, sentence
from bot.messages.wire import Awaits, Request, Spoken

FEEDBACK_SLOTS = (
    "feedback_what",
    "feedback_where",
    "feedback_who",
    "feedback_contact",
    "feedback_kind",
    "feedback_ready",
)
# Shorter than this says nothing that anybody could look into.
MIN_WHAT = 8
MAX_SHOWN = 300
_FORMAL = ("tố cáo", "khiếu nại", "to cao", "khieu nai")


class ValidateFeedbackForm(FormValidationAction):  # type: ignore[misc]
    """Accepts what can be worked with; asks about whom only when that is the matter."""

    def name(self) -> str:
        return "validate_feedback_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        """All slots of the domain, without 'about whom' where nobody is complained of."""
        unneeded = not routes()[_kind(tracker)].about_staff or _named(tracker)
        return [slot for slot in domain_slots if slot != "feedback_who" or not unneeded]

    def validate_feedback_what(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """A few words at least; otherwise the question is asked again."""
        text = str(value or "").strip()
        return {"feedback_what": text if len(text) >= MIN_WHAT else None}

    def validate_feedback_where(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """A location that was sent is kept by the bot; here it has a name only."""
        sent = str(value or "").startswith("/")
        return {"feedback_where": sentence("feedback_place_sent") if sent else value}

    def validate_feedback_contact(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """A number never comes here: the bot keeps it sealed and says only that there is one."""
        kept = str(value or "").startswith("/")
        return {"feedback_contact": sentence("feedback_contact_kept") if kept else value}


class _Ask:
    """Asks for one slot, and tells the bot which."""

    awaits: Awaits

    def name(self) -> str:
        return f"action_ask_{self.awaits}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        text, outcome = message(f"ask_{self.awaits}")
        speak(dispatcher, Spoken(message=text, outcome=outcome, awaits=self.awaits))
        return []


class ActionAskFeedbackWhat(_Ask, Action):  # type: ignore[misc]
    """What it is about."""

    awaits = Awaits.FEEDBACK_WHAT


class ActionAskFeedbackWhere(_Ask, Action):  # type: ignore[misc]
    """Where and when."""

    awaits = Awaits.FEEDBACK_WHERE


class ActionAskFeedbackWho(_Ask, Action):  # type: ignore[misc]
    """About whom."""

    awaits = Awaits.FEEDBACK_WHO


class ActionAskFeedbackContact(_Ask, Action):  # type: ignore[misc]
    """How to be reached."""

    awaits = Awaits.FEEDBACK_CONTACT


class ActionFeedbackReview(Action):  # type: ignore[misc]
    """Reads the feedback back before anything is sent."""

    def name(self) -> str:
        return "action_feedback_review"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        _read_back(dispatcher, tracker, _kind(tracker))
        return [SlotSet("feedback_ready", True)]


class ActionFeedbackKind(Action):  # type: ignore[misc]
    """Offers the kinds, or takes the one that a button names and reads back again."""

    def name(self) -> str:
        return "action_feedback_kind"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if not tracker.get_slot("feedback_ready"):
            say(dispatcher, "feedback_none")
            return []
        chosen = entity(tracker, "kind")
        if chosen in list(FeedbackKind):
            _read_back(dispatcher, tracker, FeedbackKind(chosen))
            return [SlotSet("feedback_kind", chosen)]
        buttons = tuple(
            Button(title=route.label, payload=f'/feedback_kind{{"kind":"{kind}"}}')
            for kind, route in routes().items()
        )
        asked = OutboundMessage(text=sentence("feedback_which_kind"), buttons=buttons)
        speak(dispatcher, Spoken(message=asked, outcome=Outcome.FORM))
        return []


class ActionFeedbackSubmit(Action):  # type: ignore[misc]
    """Hands the confirmed feedback to the bot, which stores it and gives it a code."""

    def name(self) -> str:
        return "action_feedback_submit"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        kind = _kind(tracker)
        details = {
            "what": str(tracker.get_slot("feedback_what") or ""),
            "where": str(tracker.get_slot("feedback_where") or ""),
            "contact": str(tracker.get_slot("feedback_contact") or ""),
            "kind": str(kind),
        }
        # Whoever is complained of must not get the case: the desk reads this.
        if routes()[kind].about_staff:
            details["about_staff"] = _about(tracker) or sentence("feedback_nobody_named")
        say(dispatcher, "feedback_thanks", Request.FEEDBACK, details)
        return [SlotSet(slot, None) for slot in FEEDBACK_SLOTS]


def _read_back(dispatcher: CollectingDispatcher, tracker: Tracker, kind: FeedbackKind) -> None:
    told = " ".join(_told(tracker)).lower()
    if any(word in told for word in _FORMAL):
        say(dispatcher, "feedback_formal")
    say(
        dispatcher,
        "feedback_review",
        kind=routes()[kind].label,
        what=_shown(tracker, "feedback_what"),
        where=_shown(tracker, "feedback_where"),
        contact=_shown(tracker, "feedback_contact"),
    )


def _kind(tracker: Tracker) -> FeedbackKind:
    """What the citizen chose, else what their words tell."""
    chosen = tracker.get_slot("feedback_kind")
    return FeedbackKind(chosen) if chosen else kind_of(str(tracker.get_slot("feedback_what") or ""))


def _told(tracker: Tracker) -> list[str]:
    slots = ("feedback_what", "feedback_where", "feedback_who")
    return [str(tracker.get_slot(slot)) for slot in slots if tracker.get_slot(slot)]


def _named(tracker: Tracker) -> str | None:
    """Whom the telling of it already names."""
    return next((who for text in _told(tracker) if (who := accused(text))), None)


def _about(tracker: Tracker) -> str | None:
    return _named(tracker) or tracker.get_slot("feedback_who")


def _shown(tracker: Tracker, slot: str) -> str:
    text = str(tracker.get_slot(slot) or sentence("feedback_no_contact"))
    if slot == "feedback_where" and (who := tracker.get_slot("feedback_who")):
        text = f"{text}; {who}"
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"

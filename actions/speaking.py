"""How an action speaks: one neutral message with its outcome, as JSON through Rasa."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.services import services
from bot.messages.texts import message
from bot.messages.wire import Request, Spoken


def speak(dispatcher: CollectingDispatcher, spoken: Spoken) -> None:
    """Hand ``spoken`` to the dialogue."""
    dispatcher.utter_message(json_message=spoken.model_dump(mode="json"))


def say(
    dispatcher: CollectingDispatcher,
    entry: str,
    request: Request | None = None,
    details: dict[str, str] | None = None,
    **values: object,
) -> None:
    """Say a fixed text, filled in."""
    text, outcome = message(entry, unit=services().unit, **values)
    speak(
        dispatcher,
        Spoken(message=text, outcome=outcome, request=request, details=details or {}),
    )


def intent_of(tracker: Tracker) -> str:
    """The intent that the dialogue heard."""
    name: Any = tracker.latest_message.get("intent", {}).get("name")
    return str(name or "")


def confidence_of(tracker: Tracker) -> float:
    """How sure the dialogue is of its intent, 0 to 1."""
    return float(tracker.latest_message.get("intent", {}).get("confidence") or 0.0)


def entity(tracker: Tracker, name: str) -> str | None:
    """The value of an entity of the latest message."""
    value = next(tracker.get_latest_entity_values(name), None)
    return None if value is None else str(value)


def text_of(tracker: Tracker) -> str:
    """What the citizen wrote."""
    return str(tracker.latest_message.get("text") or "")

"""A word after a mark: taken as one when it is no question."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.bands import bands
from actions.pending import Pending
from actions.speaking import confidence_of, intent_of, say, text_of
from bot.messages.wire import Request

_WORDS = frozenset({"inform", "thanks", "abuse", "nonsense", "nlu_fallback", "rate"})


def heard_as_a_word(
    dispatcher: CollectingDispatcher, tracker: Tracker
) -> list[dict[str, Any]] | None:
    """Hand the word to the bot and return the events; None when the message is something else."""
    pending = Pending.load(tracker.get_slot("pending"))
    if not pending.rated or "?" in text_of(tracker):
        return None
    if intent_of(tracker) not in _WORDS and confidence_of(tracker) > bands().word:
        return None
    say(dispatcher, "rate_word", Request.RATING_WORD, {"word": text_of(tracker)})
    return [SlotSet("pending", None)]

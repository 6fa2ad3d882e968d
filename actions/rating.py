"""A mark for the service, and the wish not to be asked for one."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from actions.pending import Pending
from actions.rated_word import heard_as_a_word
from actions.speaking import entity, intent_of, say, text_of
from bot.messages.wire import Request

# 'năm sao' is the mark alone; longer than this there is a word with it.
_MARK_ALONE = 3


class ActionRate(Action):  # type: ignore[misc]
    """Takes a mark from 1 to 5; a bare number after choices were offered chooses one of them."""

    def name(self) -> str:
        return "action_rate"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if intent_of(tracker) == "rate_never":
            say(dispatcher, "rate_never", Request.NEVER_ASK_RATING)
            return []
        text = text_of(tracker)
        pressed = text.startswith("/")
        if not pressed and Pending.load(tracker.get_slot("pending")).choices:
            return list(await ActionAnswer().run(dispatcher, tracker, domain))
        score = entity(tracker, "rating")
        if score is None:
            said = heard_as_a_word(dispatcher, tracker)
            if said is None:
                say(dispatcher, "rate_how")
            return said or []
        wordy = not pressed and len(text.split()) > _MARK_ALONE
        details = {"score": score} | ({"word": text} if wordy else {})
        say(dispatcher, "rate_word" if wordy else "rate", Request.RATE, details)
        return [SlotSet("pending", None if wordy else Pending(rated=True).dump())]

"""Fixed replies: courtesy, limits, emergencies."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from actions.bands import unsure, which_of_two
from actions.pending import Pending
from actions.rated_word import heard_as_a_word
from actions.services import services
from actions.speaking import intent_of, say, speak, text_of
from bot.messages import Outcome
from bot.messages.texts import names
from bot.messages.wire import Request, Spoken
from knowledge.search import Verdict

# A question that the dialogue takes for something out of bounds is answered all the same when the
# index is sure of it: sending away somebody with a right question is the worse mistake.
_DOUBTFUL = frozenset(
    {"off_topic", "other_agency", "medical_or_legal_advice", "politics", "nonsense"}
)

# A wrong guess does no harm here, and asking back would be odd or would please a quarrel.
_AT_ONCE = frozenset({"abuse", "deny", "greet", "prompt_injection", "thanks", "goodbye"})

# When parting a mark may be asked for; whether it is, the bot decides.
_REQUESTS = {
    "my_data": Request.MY_DATA,
    "thanks": Request.ASK_RATING,
    "goodbye": Request.ASK_RATING,
}


class ActionSay(Action):  # type: ignore[misc]
    """Says the text named like the intent."""

    def name(self) -> str:
        return "action_say"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        intent = intent_of(tracker)
        if intent == "emergency":
            emergency = services().emergency.to(text_of(tracker))
            speak(dispatcher, Spoken(message=emergency, outcome=Outcome.EMERGENCY))
            return []
        if events := heard_as_a_word(dispatcher, tracker):
            return events
        if intent in _DOUBTFUL and await asyncio.to_thread(_known, text_of(tracker)):
            return list(await ActionAnswer().run(dispatcher, tracker, domain))
        if intent == "deny":
            # None of what was offered is wanted: 'cái thứ hai' would now choose nothing.
            handed = Pending.load(tracker.get_slot("pending")).handed
            taken_back = ("handed_withdrawn", Request.WITHDRAW)
            say(dispatcher, *(taken_back if handed else (intent, Request.QUIZ_STOP)))
            return [SlotSet("pending", None)]
        if intent not in _AT_ONCE and _asked_back(dispatcher, tracker):
            return []
        # The form asks its question again; 'anything else?' before it would mislead.
        entry = "affirm_in_form" if intent == "affirm" and tracker.active_loop else intent
        say(dispatcher, entry if entry in names() else "nonsense", _REQUESTS.get(intent))
        return []


def _asked_back(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Ask what is meant by a message half understood; whether it was asked."""
    if not unsure(tracker):
        return False
    if asked := which_of_two(tracker):
        speak(dispatcher, asked)
        return True
    if intent_of(tracker) == "affirm":
        # Nothing is agreed to by a word that was half understood.
        say(dispatcher, "nonsense")
        return True
    return False


def _known(text: str) -> bool:
    result = services().knowledge.answerer.searcher.search(text)
    return result.verdict is Verdict.ANSWERED

"""Fixed replies: courtesy, limits, emergencies."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from actions.pending import Pending
from actions.services import services
from actions.speaking import intent_of, say, speak, text_of
from bot.messages import Outcome
from bot.messages.texts import names
from bot.messages.wire import Spoken
from knowledge.search import Verdict

# A question that the dialogue takes for something out of bounds is answered all the same when the
# index is sure of it: sending away somebody with a right question is the worse mistake.
_DOUBTFUL = frozenset(
    {"off_topic", "other_agency", "medical_or_legal_advice", "politics", "nonsense"}
)


class ActionSay(Action):  # type: ignore[misc]
    """Says the text named like the intent."""

    def name(self) -> str:
        return "action_say"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        intent = intent_of(tracker)
        if intent == "emergency":
            emergency = services().emergency.message
            speak(dispatcher, Spoken(message=emergency, outcome=Outcome.EMERGENCY))
            return []
        if intent == "rate" and Pending.load(tracker.get_slot("pending")).choices:
            # A bare number after choices were offered chooses one of them.
            return list(await ActionAnswer().run(dispatcher, tracker, domain))
        if intent in _DOUBTFUL and await asyncio.to_thread(_known, text_of(tracker)):
            return list(await ActionAnswer().run(dispatcher, tracker, domain))
        say(dispatcher, intent if intent in names() else "nonsense")
        return []


def _known(text: str) -> bool:
    result = services().knowledge.answerer.searcher.search(text)
    return result.verdict is Verdict.ANSWERED

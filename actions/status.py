"""Where a dossier stands: never pretended to be known, always told how to look it up."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.services import services
from actions.speaking import speak, text_of
from bot.messages.presenting import present
from knowledge.answers import Answer, State
from knowledge.records import RecordKind

# The record of 'tra cứu hồ sơ'; a test checks that the content holds it.
STATUS_FAQ = "tra-cuu-ho-so"


class ActionStatus(Action):  # type: ignore[misc]
    """Tells how to look a dossier up."""

    def name(self) -> str:
        return "action_status"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        answer = await asyncio.to_thread(_answer, text_of(tracker))
        speak(dispatcher, present(answer))
        return []


def _answer(text: str) -> Answer:
    """A question of its own about dossiers ('quá hẹn thì làm gì'), else how to look one up."""
    answerer = services().knowledge.answerer
    answer = answerer.answer(text)
    if answer.state is State.ANSWERED and answer.kind is RecordKind.FAQ:
        return answer
    return answerer.about(STATUS_FAQ)

"""Where a dossier stands: never pretended to be known, always told how to look it up."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.services import services
from actions.speaking import speak
from bot.messages.presenting import present

# The record of 'tra cứu hồ sơ'; a test checks that the content holds it.
STATUS_FAQ = "tra-cuu-ho-so"


class ActionStatus(Action):  # type: ignore[misc]
    """Tells how to look a dossier up."""

    def name(self) -> str:
        return "action_status"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        answer = await asyncio.to_thread(services().knowledge.answerer.about, STATUS_FAQ)
        speak(dispatcher, present(answer))
        return []

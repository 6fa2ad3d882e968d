"""Where a dossier or a feedback stands: never pretended to be known."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.services import services
from actions.speaking import entity, intent_of, say, speak, text_of
from bot.messages import SourceLine
from bot.messages.presenting import present
from bot.messages.texts import sentence
from bot.messages.wire import Request
from knowledge.answers import Answer, State
from knowledge.records import RecordKind

# The record of 'tra cứu hồ sơ'; a test checks that the content holds it.
STATUS_FAQ = "tra-cuu-ho-so"
# The first letter of an agency's identification code: Quyết định 20/2020/QĐ-TTg.
_CODES_OF_AGENCIES = SourceLine(
    title="Quyết định về mã định danh điện tử của các cơ quan, tổ chức", code="20/2020/QĐ-TTg"
)
_PLACES = {"H": "dossier_of_province", "G": "dossier_of_ministry"}


class ActionStatus(Action):  # type: ignore[misc]
    """Tells how to look a dossier up; the state of a feedback is the bot's to tell."""

    def name(self) -> str:
        return "action_status"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        tracking = entity(tracker, "tracking_code")
        dossier = entity(tracker, "dossier_code")
        if tracking or (intent_of(tracker) == "feedback_status" and not dossier):
            details = {"code": tracking} if tracking else {}
            say(dispatcher, "feedback_status", Request.CASE_STATUS, details)
            return []
        answer = await asyncio.to_thread(_answer, text_of(tracker))
        spoken = present(answer)
        if dossier:
            lines = [sentence("dossier_code_read", code=dossier), *_where_filed(dossier)]
            text = "\n".join([*lines, spoken.message.text])
            sources = (*spoken.message.sources, *((_CODES_OF_AGENCIES,) if lines[1:] else ()))
            message = spoken.message.model_copy(update={"text": text, "sources": sources})
            asked = {"request": Request.DOSSIER_STATUS, "details": {"code": dossier}}
            spoken = spoken.model_copy(update={"message": message, **asked})
        speak(dispatcher, spoken)
        return []


def _where_filed(dossier: str) -> list[str]:
    """Whether it was filed in a province or at a ministry, as the code's first letter tells."""
    agency = next(
        (part for part in dossier.split("-", maxsplit=1)[0].split(".") if part[:1] in _PLACES), None
    )
    return [sentence(_PLACES[agency[0]])] if agency else []


def _answer(text: str) -> Answer:
    """A question of its own about dossiers ('quá hẹn thì làm gì'), else how to look one up."""
    answerer = services().knowledge.answerer
    answer = answerer.answer(text)
    if answer.state is State.ANSWERED and answer.kind is RecordKind.FAQ:
        return answer
    return answerer.about(STATUS_FAQ)

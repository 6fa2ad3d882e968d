"""How polling asks for news, so that one update nobody can read does not hold up all others."""

from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram.decode import unreadable


class UpdatesRequest(HTTPXRequest):
    """An update that the library cannot read becomes an empty one, confirmed like all others.

    Left alone, python-telegram-bot gives up the whole answer of getUpdates, logs it with what
    people wrote, and asks for the same news again at once, for ever.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As HTTPXRequest's, with every update readable.

        Raises:
            TelegramError: no JSON, or an update without the number that confirms it.
        """
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(found := answer.get("result"), list):
            answer["result"] = [_readable(update) for update in found]
        return answer


def _readable(update: Any) -> Any:
    try:
        Update.de_json(update, None)
    except Exception as error:  # noqa: BLE001 — the library's parser promises no error type
        if not isinstance(update, dict) or type(update.get("update_id")) is not int:
            raise TelegramError("an update without a number") from None
        unreadable(error)
        return {"update_id": update["update_id"]}
    return update

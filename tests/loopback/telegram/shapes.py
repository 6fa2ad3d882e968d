"""Updates as the Bot API writes them (core.telegram.org/bots/api#available-types)."""

import re
import time
from typing import Any

from tests.loopback.telegram.html_text import utf16_length

Json = dict[str, Any]

_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?")
_MENTION = re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}")
_SUPERGROUP = -1_000_000_000_000


def bot_user(bot_id: int, username: str) -> Json:
    return {"id": bot_id, "is_bot": True, "first_name": "Một Cửa", "username": username}


def person(user_id: int) -> Json:
    return {
        "id": user_id,
        "is_bot": False,
        "first_name": "Lan",
        "last_name": "Nguyễn",
        "username": f"lan{user_id}",
        "language_code": "vi",
    }


def chat(chat_id: int) -> Json:
    if chat_id > 0:
        user = person(chat_id)
        return {
            "id": chat_id,
            "first_name": user["first_name"],
            "last_name": user["last_name"],
            "username": user["username"],
            "type": "private",
        }
    kind = "supergroup" if chat_id <= _SUPERGROUP else "group"
    return {"id": chat_id, "title": "Tổ dân phố 5", "type": kind}


def entities(text: str) -> list[Json]:
    """What Telegram finds by itself in a typed text: commands and mentions."""
    found = [
        {
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
            "type": kind,
        }
        for kind, pattern in (("bot_command", _COMMAND), ("mention", _MENTION))
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: int(entity["offset"]))


def message(message_id: int, chat_id: int, sender: Json, **fields: Any) -> Json:
    body: Json = {
        "message_id": message_id,
        "from": sender,
        "chat": chat(chat_id),
        "date": int(time.time()),
        **fields,
    }
    if "text" in fields and (found := entities(str(fields["text"]))):
        body["entities"] = found
    return body


def callback_query(query_id: str, sender: Json, pressed_under: Json, data: str) -> Json:
    return {
        "id": query_id,
        "from": sender,
        "message": pressed_under,
        "chat_instance": "4321008765",
        "data": data,
    }


def membership(chat_id: int, sender: Json, bot: Json, old: str, new: str) -> Json:
    def member(status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": bot, "status": status, **until}

    return {
        "chat": chat(chat_id),
        "from": sender,
        "date": int(time.time()),
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }

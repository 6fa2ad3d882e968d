"""Methods about the bot itself and its files."""

import hashlib
import re

from tests.loopback.telegram.errors import bad_request
from tests.loopback.telegram.params import Params
from tests.loopback.telegram.shapes import Json
from tests.loopback.telegram.state import State

COMMANDS_MAX = 100
DESCRIPTION_MAX = 256
DESCRIBED_MAX = 512
SHORTLY_DESCRIBED_MAX = 120
DOWNLOAD_MAX = 20_000_000
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(state: State, _: Params) -> Json:
    return state.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(state: State, params: Params) -> bool:
    commands = params.object("commands")
    if not isinstance(commands, list) or len(commands) > COMMANDS_MAX:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= DESCRIPTION_MAX:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    scope = params.object("scope") or {}
    where = str(scope.get("chat_id", ""))
    state.commands[f"{params.text('language_code')} {where}".strip()] = commands
    return True


def get_my_commands(state: State, params: Params) -> list[Json]:
    return state.commands.get(params.text("language_code"), [])


def set_my_description(state: State, params: Params) -> bool:
    return _describe(state, params, "description", DESCRIBED_MAX)


def set_my_short_description(state: State, params: Params) -> bool:
    return _describe(state, params, "short_description", SHORTLY_DESCRIBED_MAX)


def _describe(state: State, params: Params, field: str, limit: int) -> bool:
    text = params.text(field)
    if len(text) > limit:
        raise bad_request("BOT_DESCRIPTION_INVALID")
    state.descriptions[f"{field} {params.text('language_code')}".strip()] = text
    return True


def get_file(state: State, params: Params) -> Json:
    file_id = params.text("file_id")
    if file_id not in state.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(state.files[file_id]) > DOWNLOAD_MAX:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": hashlib.sha256(file_id.encode()).hexdigest()[:16],
        "file_size": len(state.files[file_id]),
        "file_path": f"documents/{file_id}",
    }

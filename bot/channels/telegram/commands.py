"""The bot's commands, and what a citizen would say instead of each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from telegram import BotCommand

START: Final = "start"
GREETING: Final = "/greet"

DeepLink = Callable[[str], str | None]
"""From the parameter of ``t.me/<bot>?start=…`` to a payload; None where it means nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """``said`` is shown to staff as the citizen's words; ``payload`` is what Rasa is told.

    ``asks``: words behind the command are the question itself, in the payload's place.
    """

    name: str
    description: str
    said: str
    payload: str | None = None
    asks: bool = False


COMMANDS: Final = (
    Command(START, "Bắt đầu trò chuyện", "Xin chào", GREETING),
    # Searched for, 'thủ tục hành chính' would find only what such procedures are.
    Command(
        "thutuc",
        "Hỏi về một thủ tục hành chính",
        "Tôi muốn hỏi về thủ tục hành chính",
        "/restart_topic",
        asks=True,
    ),
    Command("canbo", "Gặp cán bộ", "Tôi muốn gặp cán bộ", "/talk_to_human"),
    # The contract fixes these words: 'đăng ký nhận tin' subscribes at once.
    Command("dangky", "Đăng ký nhận tin", "đăng ký nhận tin"),
    Command("dung", "Dừng nhận tin", "dừng nhận tin", "/unsubscribe"),
    Command("huongdan", "Hướng dẫn sử dụng", "Bạn giúp được những gì?", "/ask_capabilities"),
    Command("help", "Help (in Vietnamese)", "Bạn giúp được những gì?", "/ask_capabilities"),
)
MENU: Final = tuple(BotCommand(command.name, command.description) for command in COMMANDS)

# What a stranger sees before the first message, and on the bot's card. Telegram takes 512 and 120
# characters of them.
DESCRIPTION: Final = (
    "Trợ lý tự động của xã, phường: hỏi giấy tờ cần có, lệ phí, thời hạn, nơi nộp của thủ tục hành"
    " chính; gửi phản ánh; gặp cán bộ.\n"
    "Câu trả lời có ghi nguồn và ngày kiểm tra. Ông/bà cứ hỏi tự nhiên, không dấu cũng được.\n"
    "Xin đừng gửi số căn cước, số tài khoản vào đây."
)
SHORT_DESCRIPTION: Final = "Hỏi thủ tục hành chính, gửi phản ánh, gặp cán bộ xã, phường."

_BY_NAME: Final = {command.name: command for command in COMMANDS}
# Telegram's own form: a slash, 1 to 32 letters, digits or '_', perhaps @bot, then arguments.
_TYPED: Final = re.compile(r"/(?P<name>\w{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as it came in: its text for people, its payload for Rasa, whom it addresses."""

    text: str
    payload: str | None
    addressee: str | None


def read_command(text: str, deep_link: DeepLink) -> Typed | None:
    """Return the command in ``text``; None when it is no command.

    An unknown one loses its slash, so that nobody can type a payload such as ``/close_case``.
    """
    match = _TYPED.fullmatch(text.strip())
    if match is None:
        return None
    rest = (match["rest"] or "").strip()
    command = _BY_NAME.get(match["name"].lower())
    if command is None:
        return Typed(f"{match['name']} {rest}".strip(), None, match["bot"])
    if command.name == START:
        return Typed(command.said, (rest and deep_link(rest)) or command.payload, match["bot"])
    payload = None if rest and command.asks else command.payload
    return Typed(rest or command.said, payload, match["bot"])

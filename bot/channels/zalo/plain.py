"""An outbound message as plain text: Zalo shows no markup, so none may be left standing."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from bot.messages import Button, OutboundMessage, QuizQuestion, SourceLine

_BOLD: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_TAG: Final = re.compile(r"</?(?:b|strong|i|em|u)>", re.IGNORECASE)
_SOURCE_TITLE_MAX: Final = 200
LETTERS: Final = "ABCDEFGHIJ"


def plain(text: str) -> str:
    """``text`` in NFC without the marks of bold and italics."""
    return _TAG.sub("", _BOLD.sub(r"\2", unicodedata.normalize("NFC", text))).strip()


def sources_of(sources: Sequence[SourceLine]) -> str:
    """Where the facts come from, each with its address in full: Zalo makes a link of it."""
    if not sources:
        return ""
    shown = [_source(source) for source in sources]
    return f"Nguồn: {shown[0]}" if len(shown) == 1 else "Nguồn:\n• " + "\n• ".join(shown)


def numbered(buttons: Sequence[Button]) -> str:
    """Choices that do not fit into buttons, to be answered with a number."""
    lines = [f"{number}. {button.title}" for number, button in enumerate(buttons, start=1)]
    return "\n".join([*lines, "Ông/bà nhắn số của ý mình chọn, ví dụ: 1"])


def lettered(quiz: QuizQuestion) -> str:
    """The options of a quiz, to be answered with a letter."""
    lines = [f"{LETTERS[at]}. {option}" for at, option in enumerate(quiz.options)]
    return "\n".join([*lines, "Ông/bà nhắn chữ cái của câu trả lời, ví dụ: A"])


def body_of(message: OutboundMessage, *, choices_in_text: bool) -> str:
    """The text with its choices; sources come behind and are kept whole."""
    parts = [plain(message.text)]
    if message.quiz is not None:
        parts.append(lettered(message.quiz))
    if message.buttons and choices_in_text:
        parts.append(numbered(message.buttons))
    return "\n\n".join(part for part in parts if part)


def _source(source: SourceLine) -> str:
    title = unicodedata.normalize("NFC", source.title).strip()
    if len(title) > _SOURCE_TITLE_MAX:
        title = title[: _SOURCE_TITLE_MAX - 1] + "…"
    if source.code and source.code not in title:
        title = f"{title} ({source.code})".strip()
    if source.checked_on is not None:
        title = f"{title}, kiểm tra ngày {source.checked_on:%d/%m/%Y}"
    return f"{title}\n{source.url}" if source.url else title

"""An outbound message in Telegram's voice: escaped HTML, sources, parts, files, quiz, buttons."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final
from urllib.parse import urlsplit

from telegram import InlineKeyboardMarkup

from bot.channels.split import split_text, visible_length
from bot.channels.telegram.constants import (
    CAPTION_MAX,
    QUESTION_MAX,
    SOURCE_TITLE_MAX,
    TEXT_MAX,
    URL_MAX,
)
from bot.channels.telegram.keyboard import inline_keyboard
from bot.messages import OutboundFile, OutboundMessage, QuizQuestion, SourceLine

# Above the poll when the question itself is too long for one, or has sources to show.
CHOOSE: Final = "Mời ông/bà chọn một câu trả lời:"


@dataclass(frozen=True, slots=True)
class Part:
    """One message as Telegram takes it.

    ``html`` is the text, or the caption of ``file``, or the plain question of ``quiz``.
    """

    html: str
    keyboard: InlineKeyboardMarkup | None = None
    file: OutboundFile | None = None
    quiz: QuizQuestion | None = None

    @property
    def is_text(self) -> bool:
        """Whether it is words alone, which can be put in the place of others."""
        return self.file is None and self.quiz is None


@dataclass(frozen=True, slots=True)
class _Piece:
    """HTML beside the length that is left of it once Telegram has read the tags."""

    html: str
    length: int

    def joined(self, other: "_Piece", gap: str) -> "_Piece":
        return _Piece(self.html + gap + other.html, self.length + len(gap) + other.length)


def encode(message: OutboundMessage) -> tuple[Part, ...]:
    """Return the parts to send, buttons under the last one; empty when nothing would show.

    A single file takes a short text as its caption; otherwise files come before the text, so that
    the buttons stay at the bottom of the screen.
    """
    pieces = _pieces(message)
    if not pieces:
        return ()
    keyboard = inline_keyboard(message.buttons)
    if message.quiz is not None:
        return (*_files(message), *_quiz(message, message.quiz, pieces, keyboard))
    if len(message.files) == 1 and len(pieces) == 1 and pieces[0].length <= CAPTION_MAX:
        return (Part(pieces[0].html, keyboard, file=message.files[0]),)
    texts = [Part(piece.html) for piece in pieces]
    texts[-1] = replace(texts[-1], keyboard=keyboard)
    return (*_files(message), *texts)


def _files(message: OutboundMessage) -> list[Part]:
    return [Part("", file=file) for file in message.files]


def _quiz(
    message: OutboundMessage,
    quiz: QuizQuestion,
    pieces: list[_Piece],
    keyboard: InlineKeyboardMarkup | None,
) -> list[Part]:
    question = unicodedata.normalize("NFC", message.text).strip()
    if message.sources or visible_length(question) > QUESTION_MAX:
        texts = [Part(piece.html) for piece in pieces]
        return [*texts, Part(CHOOSE, keyboard, quiz=quiz)]
    return [Part(question, keyboard, quiz=quiz)]


def _pieces(message: OutboundMessage) -> list[_Piece]:
    text = unicodedata.normalize("NFC", message.text)
    pieces = [_plain(part) for part in split_text(text, TEXT_MAX)]
    if not pieces:
        return []
    gap = "\n\n"
    for piece in _source_block(message.sources):
        whole = pieces[-1].joined(piece, gap)
        if whole.length <= TEXT_MAX:
            pieces[-1] = whole
        else:
            pieces.append(piece)
        gap = "\n"
    return pieces


def _plain(text: str) -> _Piece:
    return _Piece(escape(text, quote=False), visible_length(text))


def _source_block(sources: Sequence[SourceLine]) -> list[_Piece]:
    if len(sources) == 1:
        return [_plain("Nguồn: ").joined(_source(sources[0]), "")]
    lines = [_plain("• ").joined(_source(source), "") for source in sources]
    return [_plain("Nguồn:").joined(lines[0], "\n"), *lines[1:]] if lines else []


def _source(source: SourceLine) -> _Piece:
    title = _shortened(unicodedata.normalize("NFC", source.title).strip())
    if source.code and source.code not in title:
        title = f"{title} ({source.code})".strip()
    piece = _plain(title)
    if source.url is not None and _is_link(source.url):
        # quote=True: an address must not be able to end the attribute it stands in.
        piece = _Piece(f'<a href="{escape(source.url)}">{piece.html}</a>', piece.length)
    if source.checked_on is not None:
        piece = piece.joined(_plain(f", kiểm tra ngày {source.checked_on:%d/%m/%Y}"), "")
    return piece


def _shortened(title: str) -> str:
    return title if len(title) <= SOURCE_TITLE_MAX else title[: SOURCE_TITLE_MAX - 1] + "…"


def _is_link(url: str) -> bool:
    """Only the web: no ``tg:``, ``javascript:`` or relative address becomes a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(url) <= URL_MAX

"""An outbound message in Telegram's voice: escaped HTML, sources, parts, buttons."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.constants import SOURCE_TITLE_MAX, TEXT_MAX, URL_MAX
from bot.channels.telegram.keyboard import inline_keyboard
from bot.channels.telegram.split import split_text, visible_length
from bot.messages import OutboundMessage, SourceLine


@dataclass(frozen=True, slots=True)
class Part:
    """One message as Telegram takes it: HTML of at most TEXT_MAX visible characters."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """HTML beside the length that is left of it once Telegram has read the tags."""

    html: str
    length: int

    def joined(self, other: "_Piece", gap: str) -> "_Piece":
        return _Piece(self.html + gap + other.html, self.length + len(gap) + other.length)


def encode(message: OutboundMessage) -> tuple[Part, ...]:
    """Return the parts to send, buttons under the last one; empty when nothing would show."""
    text = unicodedata.normalize("NFC", message.text)
    pieces = [_plain(part) for part in split_text(text, TEXT_MAX)]
    if not pieces:
        return ()
    gap = "\n\n"
    for piece in _source_block(message.sources):
        whole = pieces[-1].joined(piece, gap)
        if whole.length <= TEXT_MAX:
            pieces[-1] = whole
        else:
            pieces.append(piece)
        gap = "\n"
    last = len(pieces) - 1
    keyboard = inline_keyboard(message.buttons)
    return tuple(
        Part(piece.html, keyboard if index == last else None) for index, piece in enumerate(pieces)
    )


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

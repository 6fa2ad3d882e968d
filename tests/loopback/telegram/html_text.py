"""Telegram's HTML style: text, entities, and complaints worded as the real server's."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.telegram.errors import ApiError, bad_request

# core.telegram.org/bots/api#html-style
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w+));?")
_ATTRIBUTE = re.compile(r"""([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_LINK = re.compile(r"(?:https?|tg|mailto|tel)://?[^\s]+", re.IGNORECASE)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def unescape(text: str) -> str:
    """Numbers and the four names that Telegram knows; anything else stays as it is."""

    def replaced(match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name is not None:
            return _NAMED.get(name, match[0])
        return chr(int(decimal) if decimal else int(hexadecimal, 16))

    return _REFERENCE.sub(replaced, text)


@dataclass
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


@dataclass
class _Parser:
    html: str
    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def run(self) -> None:
        at = 0
        while at < len(self.html):
            if self.html[at] != "<":
                end = self.html.find("<", at)
                end = len(self.html) if end < 0 else end
                self.text += unescape(self.html[at:end])
            else:
                end = self.html.find(">", at) + 1
                if end == 0:
                    raise self._complain(f"Unclosed start tag at byte offset {self._byte(at)}")
                self._tag(self.html[at + 1 : end - 1], at)
            at = end
        if self.stack:
            tag = self.stack[-1].tag
            raise self._complain(f'Can\'t find end tag corresponding to start tag "{tag}"')

    def _tag(self, inside: str, at: int) -> None:
        if inside.startswith("/"):
            self._close(inside[1:].strip().lower(), at)
            return
        name, _, rest = inside.partition(" ")
        attributes = {
            m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(rest)
        }
        spoiler = attributes.get("class") == "tg-spoiler"
        if name.lower() not in TAGS or (name.lower() == "span" and not spoiler):
            raise self._complain(f'Unsupported start tag "{name}" at byte offset {self._byte(at)}')
        self.stack.append(_Open(name.lower(), utf16_length(self.text), attributes))

    def _close(self, name: str, at: int) -> None:
        if not self.stack:
            raise self._complain(f"Unexpected end tag at byte offset {self._byte(at)}")
        opened = self.stack.pop()
        if name and name != opened.tag:
            raise self._complain(
                f"Unmatched end tag at byte offset {self._byte(at)}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        length = utf16_length(self.text) - opened.offset
        entity: dict[str, Any] = {
            "type": TAGS[opened.tag],
            "offset": opened.offset,
            "length": length,
        }
        if opened.tag == "a":
            entity["url"] = opened.attributes.get("href", "")
            if not _LINK.match(entity["url"]):
                return
        if length:
            self.entities.append(entity)

    def _byte(self, at: int) -> int:
        return len(self.html[:at].encode())

    def _complain(self, what: str) -> ApiError:
        return bad_request(f"can't parse entities: {what}")


def parse_html(html: str) -> tuple[str, list[dict[str, Any]]]:
    """The visible text, trimmed as Telegram trims it, and its entities.

    Raises ApiError with Telegram's own words for what it cannot read.
    """
    parser = _Parser(html)
    parser.run()
    start = utf16_length(parser.text) - utf16_length(parser.text.lstrip())
    text = parser.text.strip()
    for entity in parser.entities:
        entity["offset"] = max(0, entity["offset"] - start)
        entity["length"] = min(entity["length"], utf16_length(text) - entity["offset"])
    return text, sorted(parser.entities, key=lambda entity: entity["offset"])

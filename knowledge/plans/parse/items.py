"""Sentences of purposes, audiences and contents, each with its lines."""

import re
from collections.abc import Iterator, Sequence

from knowledge.plans.folding import fold
from knowledge.plans.outline import Section
from knowledge.plans.parse.labels import names_products, opens_with_label, without_products
from knowledge.plans.parse.passage import Passage, paragraphs
from knowledge.plans.parse.roles import Block
from knowledge.records.plan import Item

_MARK = re.compile(
    r"^\s*(?:[-—–+*•·~’']+|\W{0,3}\d{1,2}(?:[.,]\d{1,2}){0,2}\s*[.)]|[a-zđ¢€©]?\s*\))\s*"
)

_CONTENTS_ALONE = re.compile(r"^\w{1,3}i? ?dung$")
"""'Nội dung' as the name of what follows, also misread."""


def items(lines: Sequence[str], block: Block) -> list[Item]:
    """Paragraphs and bullets of ``block``, its own heading left out.

    What only says who, when, how or with what product is left out too.
    """
    found = list(section_items(lines, block.section, heading=True))
    for child in block.children:
        if not names_products(child.title):
            found += section_items(lines, child, heading=False)
    return [item for item in found if not _CONTENTS_ALONE.match(fold(item.text))]


def section_items(lines: Sequence[str], section: Section, heading: bool) -> Iterator[Item]:
    """Items of one section; with ``heading`` its first paragraph is a name and is left out.

    What follows the name after a colon ('Đối tượng: toàn dân') stays.
    """
    pieces = list(without_products(paragraphs(lines, section.first, section.last)))
    for position, piece in enumerate(pieces):
        if position == 0 and heading:
            colon = piece.text.find(":") + 1
            text, where = piece.part(colon, len(piece.text))
            if colon and len(text.split()) > 1:
                yield Item(text=text.strip(" .;,"), lines=where)
            continue
        if not opens_with_label(piece) and (item := as_item(piece)):
            yield item


def as_item(piece: Passage) -> Item | None:
    """``piece`` without its bullet or number; None if nothing is left."""
    text = _MARK.sub("", piece.text).strip(" .;,")
    return Item(text=text, lines=piece.lines) if any(char.isalpha() for char in text) else None


def without_mark(text: str) -> str:
    """``text`` without a bullet or number before it."""
    return _MARK.sub("", text).strip()

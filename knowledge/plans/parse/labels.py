"""Labelled lines under a task: who does it, who helps, by when, and what comes of it."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from knowledge.plans.headings import is_bullet
from knowledge.plans.parse.passage import Passage, fold_evenly


class Label(StrEnum):
    """What a label says about the task that it stands under."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    TIME = "time"
    PRODUCT = "product"


_PRODUCT = (
    r"(?:san pham|dau ra|minh chung|ket qua(?= d\w kien| can dat| dat duoc| dau ra))"
    r"(?:(?:,| va| -|/)? ?(?:san pham|ket qua|dau ra|d\w kien|can dat|dat duoc|hoan thanh))*"
)
_BODY = r"(?:c\w quan|don vi|bo phan|(?:cac )?phong,? ban)"
_PATTERNS = (
    (Label.COORDINATING, rf"(?:{_BODY} )?ph\w{{1,3}} h\w{{1,2}}p(?: th\w+c hi\w+n)?\s*:"),
    (
        Label.LEAD,
        rf"(?:{_BODY} (?:chu tri|th\w+c hi\w+n|dau moi|phu trach|tham muu)"
        r"|chu tri|phu trach|nguoi thuc hien|phan cong(?: thuc hien| chu tri)?)"
        r"(?:,? (?:th\w+c hi\w+n|tham muu|trien khai))?\s*:",
    ),
    (
        Label.TIME,
        r"(?:thoi (?:gian|han)|tien do)(?: (?:th\w+c hi\w+n|hoan thanh|trien khai))?\s*:",
    ),
    (Label.PRODUCT, rf"{_PRODUCT}\s*:"),
)
_LABEL = re.compile(
    r"(?:^|[.;]\s+|\s[-–+]\s+)\W*(?:[a-z]?\s*\)\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s*)?(?:"
    + "|".join(f"(?P<{label.value}>{pattern})" for label, pattern in _PATTERNS)
    + ")"
)
_OF_PRODUCTS = re.compile(rf"^\W*(?:[a-z]?\s*\)\s*)?{_PRODUCT}\W*(?::|\(|$)")


def labelled(piece: Passage) -> Iterator[tuple[Label, str]]:
    """Labels in ``piece`` with what follows each, up to the next one."""
    found = list(_LABEL.finditer(piece.folded))
    ends = [*(match.start() for match in found[1:]), len(piece.text)]
    for match, end in zip(found, ends, strict=False):
        label = next(Label(name) for name, text in match.groupdict().items() if text)
        yield label, piece.text[match.end() : end].strip(" .;,:–-")


def names_products(text: str) -> bool:
    """Whether ``text`` opens with a label of products ('Sản phẩm, kết quả dự kiến: …')."""
    return bool(_OF_PRODUCTS.match(fold_evenly(text.strip())))


def without_products(pieces: Iterable[Passage]) -> Iterator[Passage]:
    """``pieces`` without those that only say what shall come of a task.

    Bullets after a label that stands alone ('Sản phẩm:') belong to it.
    """
    listing = False
    for piece in pieces:
        if names_products(piece.text):
            listing = not any(text for _label, text in labelled(piece))
        elif not (listing and is_bullet(piece.text)):
            listing = False
            yield piece

"""Labelled lines under a task: who does it, who helps, by when, how, and what comes of it."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from knowledge.plans.annex import is_time
from knowledge.plans.folding import fold_evenly
from knowledge.plans.headings import is_bullet
from knowledge.plans.parse.passage import Passage
from knowledge.plans.parse.vocabulary import body_start


class Label(StrEnum):
    """What a label says about the task that it stands under."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    TIME = "time"
    FORM = "form"
    PRODUCT = "product"


_PRODUCT = (
    r"(?:san pham|dau ra|minh chung|ket qua(?= d\w kien| can dat| dat duoc| dau ra))"
    r"(?:(?:,| va| -|/)? ?(?:san pham|ket qua|dau ra|d\w kien|can dat|dat duoc|hoan thanh))*"
)
_BODY = r"(?:c\w quan|don vi|bo phan|(?:cac )?phong,? ban)"
_DOES = r"(?:,? (?:th\w+c hi\w+n|tham muu|trien khai))?"
_IN_FULL = (
    (Label.COORDINATING, rf"{_BODY} ph\w{{1,3}} h\w{{1,2}}p(?: th\w+c hi\w+n)?"),
    (Label.LEAD, rf"{_BODY} (?:chu tri|th\w+c hi\w+n|dau moi|phu trach|tham muu){_DOES}"),
    (Label.TIME, r"(?:thoi (?:gian|han)|tien do) (?:th\w+c hi\w+n|hoan thanh|trien khai)"),
)
"""Labels that are none of a sentence's words, with a colon or without one."""
_IN_SHORT = (
    (Label.COORDINATING, r"ph\w{1,3} h\w{1,2}p(?: th\w+c hi\w+n)?"),
    (
        Label.LEAD,
        rf"(?:chu tri|phu trach|nguoi thuc hien|phan cong(?: thuc hien| chu tri)?){_DOES}",
    ),
    (Label.TIME, r"thoi (?:gian|han)|tien do"),
    (Label.FORM, r"(?:h[il1]nh th\w{2,4}|cach thuc)(?: (?:th\w+c hi\w+n|tuyen truyen))?"),
    (Label.PRODUCT, _PRODUCT),
)
_MARK = r"\W*(?:[a-z]?\s*\)\s*|\d{1,2}(?:\.\d{1,2})*[.)]\s*)?"


def _one_of(patterns: Iterable[tuple[Label, str]]) -> str:
    return "|".join(f"(?P<{label.value}>{pattern})" for label, pattern in patterns)


_ALL = [
    (label, "|".join(pattern for other, pattern in (*_IN_FULL, *_IN_SHORT) if other is label))
    for label in Label
]
_LABEL = re.compile(rf"(?:^|[.;]\s+|\s[-–+]\s+){_MARK}(?:{_one_of(_ALL)})\s*:")
_BARE = re.compile(rf"^{_MARK}(?:{_one_of(_IN_FULL)})\s+(?=\S)")
_OF_PRODUCTS = re.compile(rf"^\W*(?:[a-z]?\s*\)\s*)?{_PRODUCT}\W*(?::|\(|$)")


def labelled(piece: Passage) -> Iterator[tuple[Label, str]]:
    """Labels in ``piece`` with what follows each, up to the next one.

    Without a colon a label counts where a body or a time comes next: 'Cơ quan chủ trì Sở Nội vụ'.
    """
    found = list(_LABEL.finditer(piece.folded)) or _without_colon(piece)
    ends = [*(match.start() for match in found[1:]), len(piece.text)]
    for match, end in zip(found, ends, strict=False):
        yield _label_of(match), piece.text[match.end() : end].strip(" .;,:–-")


def opens_with_label(piece: Passage) -> bool:
    """Whether ``piece`` says who, when, how or with what product, and no work of its own."""
    return _LABEL.match(piece.folded) is not None or bool(_without_colon(piece))


def _without_colon(piece: Passage) -> list[re.Match[str]]:
    match = _BARE.match(piece.folded)
    if match is None:
        return []
    value = piece.text[match.end() :]
    if _label_of(match) is Label.TIME:
        named = is_time(value)
    else:
        named = value[0].isupper() and bool(body_start().match(fold_evenly(value)))
    return [match] if named else []


def _label_of(match: re.Match[str]) -> Label:
    return next(Label(name) for name, text in match.groupdict().items() if text)


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

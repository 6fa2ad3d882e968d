"""Which unit a feedback belongs to, and whom it is about; both read from the citizen's words."""

import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from knowledge.text import clean, fold

_FILE = Path(__file__).with_name("routing.yaml")
MAX_NAMED = 80
_WORD = re.compile(r"\w+")
_ROLE = (
    r"(?:cán bộ|nhân viên|công chức|lãnh đạo|chủ tịch|phó chủ tịch|trưởng phòng|giám đốc|công an"
    r"|bảo vệ|anh|chị|ông|bà|cô|chú|em|người|bạn|thầy)"
)
# 'À-Ỹ' would hold small letters as well.
_CAPITAL = "[A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]"
_NAME = rf"{_CAPITAL}\w+(?: {_CAPITAL}\w*){{0,3}}"
_OFFICE = (
    r"(?:tư pháp|hộ tịch|địa chính|một cửa|văn thư|tiếp dân|thuế|xây dựng|môi trường|xã hội"
    r"|công an)"
)
_DESK = r"(?:quầy|bàn|cửa|ô)(?: số)? \d{1,2}"
# The most telling first: a desk or a name; then what somebody is in charge of.
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i:{_ROLE}(?: \w+){{0,3}} {_DESK})",
        rf"(?i:{_ROLE}) (?:(?i:tên|là) )?{_NAME}",
        rf"(?i:{_ROLE} (?:\w+ )?{_OFFICE})",
        r"(?i:(?:phó )?chủ tịch(?: ủy ban| UBND)?(?: xã| phường)?)",
        r"(?i:trưởng (?:phòng|thôn|ấp|khu phố)[\w ]{0,12}\b)",
        rf"(?i:{_DESK})",
    )
)


class FeedbackKind(StrEnum):
    """What a feedback is about: the closed list of the routing table."""

    HARASSMENT = "harassment"
    ATTITUDE = "attitude"
    DELAY = "delay"
    ONLINE = "online"
    REGULATION = "regulation"
    ENVIRONMENT = "environment"
    INFRASTRUCTURE = "infrastructure"
    ORDER = "order"
    WELFARE = "welfare"
    OTHER = "other"


class Route(BaseModel):
    """Where one kind goes. ``about_staff``: it is about a person who must not handle it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str = Field(min_length=1, max_length=60)
    unit: str = Field(min_length=1)
    about_staff: bool = False
    words: tuple[str, ...] = ()


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: dict[FeedbackKind, Route]


@lru_cache(maxsize=1)
def routes() -> dict[FeedbackKind, Route]:
    """The whole table, every kind once.

    Raises:
        ValueError: a kind is missing.
    """
    table = _Table.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    if missing := set(FeedbackKind) - set(table.kinds):
        raise ValueError(f"{_FILE.name}: no route for {sorted(missing)}")
    return table.kinds


def kind_of(text: str) -> FeedbackKind:
    """The kind that most words of ``text`` speak for; OTHER when none does."""
    words = " ".join(["", *_WORD.findall(fold(clean(text))), ""])
    scores = {
        kind: sum(f" {word} " in words for word in route.words) for kind, route in routes().items()
    }
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] else FeedbackKind.OTHER


def accused(text: str) -> str | None:
    """Who ``text`` complains of: a name, a desk or an office with its holder; None when nobody."""
    for pattern in _NAMED:
        if found := pattern.search(text):
            return found[0].strip()[:MAX_NAMED]
    return None

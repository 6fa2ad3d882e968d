"""A reading as groups of elements with named fields, as the page lists and corrects them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.web.desk.times import date
from knowledge.editing.plan_corrections import Value, shown
from knowledge.records import PlanReading

DATES = frozenset({"date", "due", "from", "to"})
_HEADING = {
    "number": "Số kế hoạch",
    "date": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "place": "Nơi ban hành",
    "title": "Tên kế hoạch",
    "period.from": "Từ ngày",
    "period.to": "Đến ngày",
    "funding.text": "Kinh phí",
    "signer.text": "Người ký",
}
_DOCUMENT = {"number": "Số văn bản", "date": "Ngày", "issuer": "Cơ quan", "about": "Về việc"}
_TEXT = {"text": "Nội dung"}
_GROUPS: dict[str, tuple[str, dict[str, str]]] = {
    "based_on": ("Căn cứ", _DOCUMENT),
    "references": (
        "Văn bản khác được nhắc",
        {name: title for name, title in _DOCUMENT.items() if name != "about"},
    ),
    "purposes": ("Mục đích", _TEXT),
    "audiences": ("Đối tượng", _TEXT),
    "contents": ("Nội dung", _TEXT),
    "channels": ("Hình thức", {"name": "Lời của kế hoạch"}),
    "units": ("Đơn vị và nhiệm vụ", {"unit": "Đơn vị"}),
    "schedule": (
        "Phụ lục",
        {
            "content": "Nội dung",
            "forms": "Hình thức (cách nhau bằng dấu ;)",
            "lead": "Chủ trì",
            "coordinating": "Phối hợp (cách nhau bằng dấu ;)",
            "time": "Thời gian",
            "due": "Hạn",
        },
    ),
    "reporting": (
        "Chế độ báo cáo",
        {"who": "Ai báo cáo", "what": "Việc", "when": "Kỳ", "due": "Hạn ghi trong kế hoạch"},
    ),
    "recipients": ("Nơi nhận", _TEXT),
}
_NO_DATE = frozenset({"reporting.due"})


def label_of(path: str) -> str:
    """The name of a corrected field, as the page shows it."""
    if path in _HEADING:
        return _HEADING[path]
    group, _, name = path.rpartition(".")
    title, labels = _GROUPS.get(group.removesuffix(".duties"), (path, {}))
    return f"{title}, {_plain({**_TEXT, **labels}.get(name, name)).lower()}"


def _plain(label: str) -> str:
    """A label without the hint for writing."""
    return label.partition(" (")[0]


@dataclass(frozen=True)
class Field:
    """One field; ``path`` as corrections name it."""

    path: str
    label: str
    value: Value

    @property
    def name(self) -> str:
        """The label without the hint for writing."""
        return _plain(self.label)

    @property
    def told(self) -> str:
        """The value as it is read, a day in the order of this country; empty when unread."""
        return (
            date(dt.date.fromisoformat(str(self.value)))
            if self.is_date and self.value
            else shown(self.value)
        )

    @property
    def is_date(self) -> bool:
        """Whether the value is a day of the calendar."""
        return self.path not in _NO_DATE and self.path.rpartition(".")[2] in DATES


@dataclass(frozen=True)
class Element:
    """Fields read from ``lines`` (1-based, inclusive); None for the heading, which has several."""

    fields: tuple[Field, ...]
    lines: tuple[int, int] | None


def groups(reading: PlanReading) -> dict[str, list[Element]]:
    """Title of each group, in the plan's order, and its elements; empty groups are left out."""
    data = reading.model_dump(mode="json", by_alias=True)
    found = {"Phần đầu và cuối": [_heading(data)]}
    for name, (title, labels) in _GROUPS.items():
        if elements := list(_elements(data, name, labels)):
            found[title] = elements
    return found


def _heading(data: dict[str, Any]) -> Element:
    fields = []
    for path, label in _HEADING.items():
        first, _, second = path.partition(".")
        # What has a place of its own in the file can be put right, but not made up.
        if second and data[first] is None:
            continue
        value = data[first].get(second) if second else data[first]
        fields.append(Field(path, label, value))
    return Element(tuple(fields), None)


def _elements(data: dict[str, Any], name: str, labels: dict[str, str]) -> Iterator[Element]:
    for one in data[name]:
        yield _element(one, name, labels)
        for duty in one.get("duties", ()):
            yield _element(duty, f"{name}.duties", _TEXT)


def _element(one: dict[str, Any], name: str, labels: dict[str, str]) -> Element:
    fields = tuple(Field(f"{name}.{key}", label, one.get(key)) for key, label in labels.items())
    first, last = one["lines"]
    return Element(fields, (first, last))

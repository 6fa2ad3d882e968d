"""One record, read-only: its life, its source, what citizens read, every field."""

from typing import Any

from bot.messages.presenting import present
from bot.web.desk.knowledge.labels import FIELDS, PARTS
from bot.web.desk.knowledge.words import edit_address
from bot.web.desk.markup import Words, box, outside_link
from bot.web.desk.times import date
from bot.web.desk.wording import RECORD_KINDS
from knowledge.answers import Answer
from knowledge.editing import DESK, kind_of
from knowledge.index import Item

OWN = "content"


def draw(item: Item, answer: Answer, *, may_edit: bool = False) -> None:
    """Draw ``item`` into the place that is open; ``answer`` is what a citizen gets told of it."""
    with box("div", "record-head"):
        Words("span", RECORD_KINDS[item.kind], "chip")
        Words("h2", item.title)
        kind = kind_of(item.kind)
        if may_edit and kind is not None:
            Words("a", "Sửa mục này", href=edit_address(kind, _key(item)))
    with box("dl", "pairs"):
        if item.code:
            _pair("Mã, số", item.code)
        _pair("Nguồn", answer)
        _pair("Kho", _shelf(item))
        _pair("Hiệu lực", _life(item))
    with box("section", "seen"):
        Words("h3", "Người dân đọc thấy")
        Words("p", present(answer).message.text, "preview")
    with box("dl", "fields"):
        for name, title in FIELDS.items():
            if value := item.payload.get(name):
                _field(title, value)


def _shelf(item: Item) -> str:
    if item.file == DESK:
        return "Cán bộ biên tập tại đây"
    return "Nội dung của phường, xã" if item.own else f"Nhập từ tệp {item.file}"


def _key(item: Item) -> str:
    return item.key.partition(":")[2]


def _pair(name: str, value: str | Answer) -> None:
    with box("div"):
        Words("dt", name)
        with box("dd"):
            if isinstance(value, str):
                Words("span", value)
            else:
                _source(value)


def _source(answer: Answer) -> None:
    if not answer.sources:
        Words("span", "chưa có nguồn nên không được nói với người dân", "bad")
    for cited in answer.sources:
        outside_link(cited.title, cited.url)
        checked = f", kiểm tra ngày {date(cited.checked_on)}" if cited.checked_on else ""
        Words("span", checked)


def _life(item: Item) -> str:
    life = item.validity
    since = f"từ {date(life.effective_from)}" if life.effective_from else ""
    until = f"đến hết {date(life.effective_to)}" if life.effective_to else ""
    parts = [part for part in (since, until) if part]
    if life.replaced_by:
        parts.append(f"được thay bằng {life.replaced_by}")
    return ", ".join(parts) or "không ghi ngày hết hiệu lực"


def _field(title: str, value: Any) -> None:
    with box("div"):
        Words("dt", title)
        with box("dd"):
            _value(value)


def _value(value: Any) -> None:
    if isinstance(value, list):
        with box("ul"):
            for part in value:
                Words("li", _line(part))
    elif isinstance(value, dict):
        with box("ul"):
            for name, part in value.items():
                Words("li", f"{PARTS.get(name) or FIELDS.get(name, name)}: {_line(part)}")
    else:
        Words("p", str(value), "text")


def _line(part: Any) -> str:
    if isinstance(part, bool):
        return "có" if part else "không"
    if isinstance(part, dict):
        when = f"{part['when']}: " if part.get("when") else ""
        return f"{when}{part.get('text', '')}"
    return str(part)

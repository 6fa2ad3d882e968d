"""Hold a draft against the record's own schema; each fault is told beside its field, in words."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.editing.fields import FIELDS
from knowledge.editing import Editable, EditKind, schema_of


@dataclass(frozen=True)
class Fault:
    """What is wrong with the field at ``path``."""

    path: str
    message: str


_MESSAGES = {
    "missing": "Mục này chưa có.",
    "string_too_short": "Mục này chưa có.",
    "string_too_long": "Dài quá {max_length} ký tự.",
    "too_short": "Cần ít nhất {min_length} dòng, mới có {actual_length}.",
    "enum": "Chọn một mục trong danh sách.",
    "date_from_datetime_parsing": "Ngày này không có trong lịch.",
    "date_parsing": "Ngày này không có trong lịch.",
}
# What the records' own rules say, and the field beside which it belongs.
_RULES = {
    "a source needs a url or a document reference": (
        "source.reference",
        "Ghi số, ký hiệu văn bản hoặc địa chỉ trang.",
    ),
    "a contact needs a source and checked_on": (
        "source.title",
        "Ghi nguồn và ngày kiểm tra; không có nguồn thì không nói với người dân.",
    ),
    "effective_to is before effective_from": (
        "validity.effective_to",
        "Ngày hết hiệu lực đứng trước ngày có hiệu lực.",
    ),
    "a contact marked to_fill must not hold facts yet": (
        "phone",
        "Mục còn để trống thì chưa ghi số, địa chỉ.",
    ),
}
_LINKS = ("url", "source.url", "where.online_url")


def check(
    kind: EditKind, payload: dict[str, Any], today: dt.date
) -> tuple[Editable | None, list[Fault]]:
    """The record that ``payload`` holds, or everything that is wrong with it."""
    faults = list(_beyond_the_schema(payload, today))
    try:
        record = schema_of(kind).model_validate(payload)
    except ValidationError as error:
        paths = sorted((field.path for field in FIELDS[kind]), key=len, reverse=True)
        return None, [*(_fault(one, paths) for one in error.errors()), *faults]
    if record.model_dump().get("to_fill"):
        faults.append(Fault("phone", "Ghi điện thoại, địa chỉ hoặc trang để người dân tìm được."))
    return (None if faults else record), faults


def payload_of(record: Editable) -> dict[str, Any]:
    """The record as it is stored: JSON data without what is at its default."""
    return record.model_dump(mode="json", exclude_defaults=True)


def _fault(error: ErrorDetails, paths: list[str]) -> Fault:
    place = ".".join(str(part) for part in error["loc"])
    near = next((path for path in paths if place == path or place.startswith(f"{path}.")), None)
    for rule, (path, message) in _RULES.items():
        if rule in error["msg"]:
            return Fault(path, message)
    message = _MESSAGES.get(error["type"], "Chưa đúng dạng.").format(**error.get("ctx", {}))
    if near is None:
        # 'source' is missing as a whole: said at its first input.
        near = next((path for path in reversed(paths) if path.startswith(f"{place}.")), place)
    return Fault(near, message)


def _beyond_the_schema(payload: dict[str, Any], today: dt.date) -> Iterator[Fault]:
    checked = payload.get("checked_on")
    if isinstance(checked, str) and checked > today.isoformat():
        yield Fault("checked_on", "Ngày kiểm tra không thể ở sau hôm nay.")
    for path in _LINKS:
        outer, _, name = path.rpartition(".")
        link = (payload.get(outer) or {} if outer else payload).get(name)
        if link and urlsplit(str(link)).scheme not in ("http", "https"):
            yield Fault(path, "Ghi đủ địa chỉ, bắt đầu bằng https://")

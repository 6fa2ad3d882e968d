"""The fields of each form, and the way between a record's data and what stands in its inputs."""

import copy
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.editing import EditKind
from knowledge.records import ContactKind, OnlineService, Topic

# Between a paper and the case in which only some people need it.
WHEN = " | khi: "


class FieldKind(StrEnum):
    """What an input takes; LINES and PAPERS hold one entry a line."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    PAPERS = "papers"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Field:
    """One input; ``path`` names the value in the record, dots lead inside."""

    path: str
    label: str
    kind: FieldKind = FieldKind.LINE
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_ANSWER = {"yes": True, "no": False}
_TOPICS = (
    (Topic.PORTAL, "Cổng dịch vụ công"),
    (Topic.PAYMENT, "Thanh toán"),
    (Topic.POST, "Bưu chính"),
    (Topic.STATUS, "Tra cứu hồ sơ"),
    (Topic.IDENTITY, "VNeID"),
    (Topic.FEEDBACK, "Phản ánh, kiến nghị"),
    (Topic.ONE_STOP, "Bộ phận một cửa"),
    (Topic.SERVICE_LEVELS, "Mức độ dịch vụ công"),
    (Topic.TWO_LEVEL, "Chính quyền hai cấp"),
    (Topic.INDICES, "Chỉ số cải cách"),
    (Topic.REFORM, "Cải cách hành chính"),
    (Topic.SAFETY, "An toàn"),
)
_SOURCE = (
    Field("source.title", "Nguồn: tên văn bản, trang", hint="Ví dụ: Quyết định số 12/QĐ-UBND"),
    Field("source.reference", "Nguồn: số, ký hiệu"),
    Field("source.url", "Nguồn: địa chỉ trang"),
    Field("checked_on", "Ngày kiểm tra nguồn", FieldKind.DATE),
)
_VALIDITY = (
    Field("validity.decision", "Quyết định công bố"),
    Field("validity.effective_from", "Có hiệu lực từ", FieldKind.DATE),
    Field("validity.effective_to", "Hết hiệu lực sau ngày", FieldKind.DATE),
    Field("validity.replaced_by", "Được thay bằng (mã)"),
)
FIELDS: dict[EditKind, tuple[Field, ...]] = {
    EditKind.CONTACT: (
        Field("name", "Tên"),
        Field(
            "kind",
            "Loại",
            FieldKind.CHOICE,
            choices=(
                (ContactKind.HOTLINE, "Đường dây nóng"),
                (ContactKind.OFFICE, "Nơi làm việc"),
                (ContactKind.PORTAL, "Trang thông tin"),
            ),
        ),
        Field("serves", "Phục vụ việc gì"),
        Field("phone", "Điện thoại"),
        Field("address", "Địa chỉ"),
        Field("hours", "Giờ làm việc", hint="Ví dụ: Thứ Hai đến thứ Sáu, 7:30–11:30, 13:30–17:00"),
        Field("url", "Địa chỉ trang"),
        Field("email", "Thư điện tử"),
        Field("fee_note", "Cước phí"),
        *_SOURCE,
        Field("aliases", "Tên gọi khác", FieldKind.LINES, "Mỗi dòng một cách gọi"),
    ),
    EditKind.FAQ: (
        Field("question", "Câu hỏi"),
        Field(
            "topic",
            "Chủ đề",
            FieldKind.CHOICE,
            choices=tuple((topic.value, name) for topic, name in _TOPICS),
        ),
        Field("answer", "Trả lời", FieldKind.TEXT, "Nhiều nhất 700 ký tự, lời lẽ dễ hiểu"),
        Field("steps", "Các bước", FieldKind.LINES, "Mỗi dòng một bước"),
        Field("variants", "Cách hỏi khác", FieldKind.LINES, "Mỗi dòng một cách, ít nhất ba"),
        *_SOURCE,
        *_VALIDITY[1:3],
    ),
    EditKind.PROCEDURE: (
        Field("name", "Tên thủ tục"),
        Field("field", "Lĩnh vực"),
        Field("summary", "Tóm tắt", FieldKind.TEXT),
        Field("audience", "Ai làm được", FieldKind.TEXT),
        Field(
            "documents",
            "Giấy tờ",
            FieldKind.PAPERS,
            f"Mỗi dòng một loại; chỉ một số người cần thì thêm '{WHEN.strip()} …'",
        ),
        Field("steps", "Các bước", FieldKind.LINES, "Mỗi dòng một bước"),
        Field("time_limit", "Thời hạn", FieldKind.TEXT),
        Field("fee", "Phí, lệ phí", FieldKind.TEXT),
        Field("where.counter", "Nộp tại quầy"),
        Field(
            "where.online",
            "Nộp trực tuyến",
            FieldKind.CHOICE,
            choices=tuple((kind.value, kind.value.capitalize()) for kind in OnlineService),
        ),
        Field("where.online_url", "Địa chỉ nộp trực tuyến"),
        Field("where.online_note", "Lưu ý khi nộp trực tuyến"),
        Field("where.post", "Gửi qua bưu điện", FieldKind.YES_NO),
        Field("where.post_note", "Lưu ý khi gửi bưu điện"),
        Field("agency", "Cơ quan", FieldKind.TEXT),
        Field("result", "Kết quả", FieldKind.TEXT),
        Field("requirements", "Điều kiện", FieldKind.LINES),
        Field("forms", "Mẫu đơn", FieldKind.LINES),
        Field("notes", "Lưu ý", FieldKind.LINES),
        Field("aliases", "Tên gọi khác", FieldKind.LINES),
        Field("life_events", "Cách nói của người dân", FieldKind.LINES),
        Field("legal_basis", "Căn cứ pháp lý", FieldKind.LINES),
        *_VALIDITY,
        *_SOURCE,
    ),
}


def to_form(kind: EditKind, payload: dict[str, Any]) -> dict[str, str]:
    """What stands in each input of ``kind``'s form, by path."""
    return {field.path: _shown(field, _at(payload, field.path)) for field in FIELDS[kind]}


def from_form(kind: EditKind, values: dict[str, str], base: dict[str, Any]) -> dict[str, Any]:
    """The record's data: ``base`` with the form's values; what is left empty is left out.

    A contact is a placeholder exactly as long as it holds no way to reach anybody.
    """
    payload = copy.deepcopy(base)
    for field in FIELDS[kind]:
        if field.path in values:
            _put(payload, field.path, _meant(field, values[field.path]))
    if kind is EditKind.CONTACT:
        payload.pop("to_fill", None)
        if not any(payload.get(name) for name in ("phone", "url", "email", "address")):
            payload["to_fill"] = True
    return payload


def _shown(field: Field, value: Any) -> str:
    if value is None or value == []:
        return ""
    if field.kind is FieldKind.PAPERS:
        return "\n".join(
            f"{one['text']}{WHEN}{one['when']}" if one.get("when") else one["text"] for one in value
        )
    if field.kind is FieldKind.LINES:
        return "\n".join(str(one) for one in value)
    if field.kind is FieldKind.YES_NO:
        return "yes" if value else "no"
    return str(value)


def _meant(field: Field, text: str) -> Any:
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    match field.kind:
        case FieldKind.LINES:
            return lines
        case FieldKind.PAPERS:
            return [_paper(line) for line in lines]
        case FieldKind.YES_NO:
            return _ANSWER[text]
        case FieldKind.TEXT:
            return "\n".join(lines)
        case _:
            return " ".join(text.split())


def _paper(line: str) -> dict[str, str]:
    text, _, when = line.partition(WHEN.strip())
    paper = {"text": text.strip(), "when": when.strip()}
    return {name: value for name, value in paper.items() if value}


def _at(payload: dict[str, Any], path: str) -> Any:
    value: Any = payload
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _put(payload: dict[str, Any], path: str, value: Any) -> None:
    outer, _, name = path.rpartition(".")
    inside = payload.setdefault(outer, {}) if outer else payload
    if value is None:
        inside.pop(name, None)
    else:
        inside[name] = value
    if outer and not inside:
        payload.pop(outer)

"""Registers beside the plans: each kind has its own fields, checked before they are kept."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.plans.errors import PlanError
from bot.plans.limits import MOST_REACHED, TEXT_CHARS, TITLE_CHARS, UNIT_CHARS
from bot.privacy import redact
from bot.store import Petition, PlanTask, RegisterEntry, RegisterKind
from bot.store.models import utc_now
from knowledge.text import clean

Short = Annotated[str, StringConstraints(max_length=UNIT_CHARS, strip_whitespace=True)]
Long = Annotated[str, StringConstraints(max_length=TEXT_CHARS, strip_whitespace=True)]
People = Annotated[int, Field(ge=0, le=MOST_REACHED)]

# What proves a training session (capability row 34).
CHECKLIST = {
    "summons": "Văn bản triệu tập",
    "content": "Nội dung",
    "time": "Thời gian, địa điểm",
    "number": "Số lượng người dự",
    "material": "Tài liệu",
    "pictures": "Ảnh hoặc video",
    "attendance": "Danh sách điểm danh",
    "news": "Tin bài",
}
# These three are facts of the form; the others are links or files.
_FROM_FIELDS = {"content": ("content",), "time": ("place",), "number": ("people",)}


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TrainingFields(_Fields):
    """A training session."""

    place: Short = Field("", title="Giờ, địa điểm")
    content: Long = Field("", title="Nội dung")
    people: People | None = Field(None, title="Số người dự")


class ContestFields(_Fields):
    """A contest; ``quiz`` names the contest of the quiz that the assistant runs."""

    ends_on: dt.date | None = Field(None, title="Ngày kết thúc")
    rules: Long = Field("", title="Thể lệ")
    quiz: Short = Field("", title="Tên cuộc thi trong bot (nếu có)")
    people: People | None = Field(None, title="Số người dự thi")
    result: Long = Field("", title="Kết quả")


class ModelFields(_Fields):
    """A good practice; it is shown to others only after a leader approved it."""

    unit: Short = Field("", title="Đơn vị thực hiện")
    practice: Long = Field("", title="Cách làm")
    result: Long = Field("", title="Kết quả")


class DialogueFields(_Fields):
    """A dialogue session with citizens or firms."""

    place: Short = Field("", title="Giờ, địa điểm")
    chair: Short = Field("", title="Người chủ trì")
    questions_until: dt.date | None = Field(None, title="Nhận câu hỏi đến ngày")
    people: People | None = Field(None, title="Số người dự")


class InitiativeFields(_Fields):
    """An initiative that somebody registered."""

    author: Short = Field("", title="Tác giả, đơn vị")
    problem: Long = Field("", title="Vấn đề cần giải quyết")
    solution: Long = Field("", title="Giải pháp")
    hand_in_by: dt.date | None = Field(None, title="Hạn nộp")
    benefit: Long = Field("", title="Hiệu quả")


class FundingFields(_Fields):
    """An item of money: where it comes from, how much was planned and spent (đồng)."""

    source: Short = Field("", title="Nguồn kinh phí")
    planned: Annotated[int, Field(ge=0)] | None = Field(None, title="Dự toán (đồng)")
    spent: Annotated[int, Field(ge=0)] | None = Field(None, title="Đã chi (đồng)")


FORMS: dict[RegisterKind, type[_Fields]] = {
    RegisterKind.TRAINING: TrainingFields,
    RegisterKind.CONTEST: ContestFields,
    RegisterKind.MODEL: ModelFields,
    RegisterKind.DIALOGUE: DialogueFields,
    RegisterKind.INITIATIVE: InitiativeFields,
    RegisterKind.FUNDING: FundingFields,
}


def entries(session: Session, kind: RegisterKind) -> list[RegisterEntry]:
    """The lines of one register, the newest first."""
    return list(
        session.scalars(
            select(RegisterEntry)
            .where(RegisterEntry.kind == kind)
            .options(
                selectinload(RegisterEntry.evidence),
                selectinload(RegisterEntry.petitions),
                selectinload(RegisterEntry.sheet),
            )
            .order_by(RegisterEntry.held_on.desc(), RegisterEntry.id.desc())
        )
    )


def save_entry(
    session: Session,
    kind: RegisterKind,
    title: str,
    held_on: dt.date | None,
    fields: dict[str, Any],
    by: str,
    *,
    entry_id: int | None = None,
    task_id: int | None = None,
) -> RegisterEntry:
    """Add a line, or change the one with ``entry_id``; a changed model needs approval again.

    Raises:
        PlanError: naming the field that is wrong.
    """
    name = clean(title).strip()
    if not name or len(name) > TITLE_CHARS:
        raise PlanError(f"Tên phải có từ 1 đến {TITLE_CHARS} chữ.")
    if held_on is None and kind not in (RegisterKind.MODEL, RegisterKind.FUNDING):
        raise PlanError("Chưa ghi ngày.")
    if task_id is not None and session.get(PlanTask, task_id) is None:
        raise PlanError(f"Không có nhiệm vụ số {task_id}.")
    kept = _checked(kind, fields)
    if entry_id is None:
        entry = RegisterEntry(kind=kind, title=name, made_by=by, fields=kept)
        session.add(entry)
    else:
        entry = _entry(session, entry_id, kind)
        entry.approved_by = None
    entry.title, entry.held_on, entry.task_id = name, held_on, task_id
    entry.fields, entry.changed_at = kept, utc_now()
    session.flush()
    return entry


def approve_entry(session: Session, entry_id: int, by: str) -> RegisterEntry:
    """A leader lets a good practice be shown.

    Raises:
        PlanError: no such model, or the one who wrote it would approve it.
    """
    entry = _entry(session, entry_id, RegisterKind.MODEL)
    if entry.made_by == by:
        raise PlanError("Người viết không tự duyệt được; nhờ người khác duyệt.")
    entry.approved_by = by
    return entry


def ask_petition(
    session: Session, entry_id: int, question: str, unit: str, due: dt.date | None
) -> Petition:
    """Gather a question for a dialogue session; personal numbers are hidden.

    Raises:
        PlanError: no such session, or no question.
    """
    entry = _entry(session, entry_id, RegisterKind.DIALOGUE)
    text = redact(clean(question).strip()).text
    if not text or len(text) > TEXT_CHARS:
        raise PlanError(f"Câu hỏi phải có từ 1 đến {TEXT_CHARS} chữ.")
    petition = Petition(entry_id=entry.id, question=text, unit=clean(unit).strip() or None, due=due)
    session.add(petition)
    session.flush()
    return petition


def answer_petition(
    session: Session, petition_id: int, answer: str, by: str, today: dt.date
) -> Petition:
    """Write the answer to a question.

    Raises:
        PlanError: no such question, or no answer.
    """
    petition = session.get(Petition, petition_id, with_for_update=True)
    text = clean(answer).strip()
    if petition is None:
        raise PlanError(f"Không có câu hỏi số {petition_id}.")
    if not text or len(text) > TEXT_CHARS:
        raise PlanError(f"Câu trả lời phải có từ 1 đến {TEXT_CHARS} chữ.")
    petition.answer, petition.answered_by = text, by
    petition.answered_on = petition.answered_on or today
    return petition


def missing_items(entry: RegisterEntry) -> list[str]:
    """Items of the checklist that a training session lacks, in the list's order."""
    shown = {piece.item for piece in entry.evidence}
    told = {
        item
        for item, names in _FROM_FIELDS.items()
        if all(entry.fields.get(name) not in (None, "") for name in names)
    }
    if entry.sheet is not None and entry.sheet.people:
        told.add("attendance")
    return [item for item in CHECKLIST if item not in shown | told]


def _entry(session: Session, entry_id: int, kind: RegisterKind) -> RegisterEntry:
    entry = session.get(RegisterEntry, entry_id, with_for_update=True)
    if entry is None or entry.kind is not kind:
        raise PlanError(f"Sổ này không có dòng số {entry_id}.")
    return entry


def _checked(kind: RegisterKind, fields: dict[str, Any]) -> dict[str, Any]:
    given = {name: clean(one) if isinstance(one, str) else one for name, one in fields.items()}
    given = {name: one for name, one in given.items() if one not in (None, "")}
    try:
        return FORMS[kind].model_validate(given).model_dump(mode="json")
    except ValidationError as error:
        fault = error.errors(include_input=False)[0]
        name = str(fault["loc"][0])
        field = FORMS[kind].model_fields.get(name)
        raise PlanError(f"{(field and field.title) or name}: giá trị không hợp lệ.") from None

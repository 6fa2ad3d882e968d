"""The fields of a task that staff may correct, and how their values are kept beside the task."""

import datetime as dt
from typing import Any

from bot.plans.errors import PlanError
from bot.plans.limits import TEXT_CHARS, UNIT_CHARS
from bot.store import PlanTask, TaskOrigin
from knowledge.text import clean

FIELDS = ("content", "forms", "lead", "supporting", "time", "due", "ongoing")
FIELD_NAMES = {
    "content": "Nội dung",
    "forms": "Hình thức",
    "lead": "Chủ trì",
    "supporting": "Phối hợp",
    "time": "Thời gian",
    "due": "Hạn",
    "ongoing": "Thường xuyên",
}
Value = str | bool | list[str] | dt.date | None


def packed(value: Value) -> dict[str, Any]:
    """A value as JSON data."""
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return {"value": value}


def unpacked(kept: dict[str, Any]) -> Value:
    """The value that ``packed`` kept."""
    if "date" in kept:
        return dt.date.fromisoformat(kept["date"])
    value: Value = kept["value"]
    return value


def checked(name: str, value: Value) -> Value:
    """``value`` cleaned, if field ``name`` may have it.

    Raises:
        PlanError: it may not.
    """
    label = FIELD_NAMES.get(name)
    if label is None:
        raise PlanError(f"Nhiệm vụ không có mục '{name}'.")
    if name == "due" and (value is None or isinstance(value, dt.date)):
        return value
    if name == "ongoing" and isinstance(value, bool):
        return value
    if name in ("forms", "supporting") and isinstance(value, list):
        parts = [clean(part).strip() for part in value]
        return [_short(label, part, UNIT_CHARS) for part in parts if part]
    if name in ("content", "lead", "time") and (value is None or isinstance(value, str)):
        text = clean(value or "").strip()
        if name == "content" and not text:
            raise PlanError("Nội dung nhiệm vụ không được để trống.")
        return _short(label, text, TEXT_CHARS if name == "content" else UNIT_CHARS) or None
    raise PlanError(f"{label}: giá trị không đúng kiểu.")


def missing(task: PlanTask) -> list[str]:
    """What has to be asked before the task can be followed: who leads it, and until when."""
    asked = []
    if not task.lead:
        asked.append("lead")
    if task.due is None and not task.ongoing and task.origin is not TaskOrigin.STAFF:
        asked.append("due")
    return asked


def _short(label: str, text: str, most: int) -> str:
    if len(text) > most:
        raise PlanError(f"{label}: dài quá {most} chữ.")
    return text

"""Fields that several forms of the desk share."""

import datetime as dt
from collections.abc import Awaitable, Callable

from nicegui import events, ui

from bot.plans import PlanError
from bot.plans.evidence import ACCEPTED
from bot.plans.limits import FILE_BYTES
from bot.web.desk.visit import Visit


def date_field(label: str, value: dt.date | None = None) -> ui.input:
    """The browser's own date picker."""
    shown = ui.input(label, value=value.isoformat() if value else "")
    return shown.props("outlined dense type=date stack-label")


def date_of(field: ui.input, label: str) -> dt.date | None:
    """What was picked.

    Raises:
        PlanError: no date of the calendar.
    """
    text = str(field.value or "").strip()
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise PlanError(f"{label}: '{text}' không phải là ngày.") from None


def number_of(field: ui.input, label: str) -> int | None:
    """A whole number, with or without thousands points; None when empty.

    Raises:
        PlanError: something else.
    """
    text = str(field.value or "").strip().replace(".", "").replace(" ", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise PlanError(f"{label}: ghi bằng số, ví dụ 120.")
    return int(text)


def file_field(
    visit: Visit, label: str, take: Callable[[str, bytes], Awaitable[None]], kinds: str = ACCEPTED
) -> ui.upload:
    """Files that are taken as soon as they are chosen; too large ones are refused here as well."""

    async def arrived(event: events.UploadEventArguments) -> None:
        if event.file.size() > FILE_BYTES:
            raise PlanError(_too_large())
        await take(event.file.name, await event.file.read())

    field = ui.upload(
        label=f"{label} ({kinds})",
        auto_upload=True,
        max_file_size=FILE_BYTES,
        on_upload=visit.guard(arrived),
        on_rejected=lambda: ui.notify(_too_large(), type="warning"),
    )
    return field.props("flat bordered").classes("upload")


def _too_large() -> str:
    return f"Tệp lớn hơn mức {FILE_BYTES // 2**20} MB, chưa nhận. Xin giảm cỡ rồi gửi lại."

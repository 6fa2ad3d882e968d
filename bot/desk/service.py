"""The ward's promise: by when a case is answered, when its holder is reminded, how it is told."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from bot.desk.calendar import ZONE, CalendarUnknownError, WorkCalendar
from bot.desk.data import DATA, DeskDataError, Entry, read
from bot.store import CaseKind, Priority

FILE = DATA / "service.yaml"
# Due times are told by the half hour, so they are made so.
STEP = dt.timedelta(minutes=30)
_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class Promise(Entry):
    """The file; hours are working hours, parts are of the whole time."""

    hours: dict[CaseKind, float]
    urgent_part: float = Field(gt=0, le=1)
    remind_part: float = Field(gt=0, lt=1)
    reopen_days: int = Field(ge=0)
    units: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class ServiceLevels:
    """The promise on the calendar; where the calendar knows no answer, there is no due time."""

    calendar: WorkCalendar
    promise: Promise

    def allowed(self, kind: CaseKind, priority: Priority = Priority.NORMAL) -> dt.timedelta:
        """The working time for a case."""
        part = self.promise.urgent_part if priority is Priority.URGENT else 1.0
        return dt.timedelta(hours=self.promise.hours[kind]) * part

    def due(
        self, kind: CaseKind, opened: dt.datetime, priority: Priority = Priority.NORMAL
    ) -> dt.datetime | None:
        """By when a case opened at ``opened`` is answered, on a half hour; None if unknown."""
        return self.later(opened, self.allowed(kind, priority))

    def later(self, at: dt.datetime, time: dt.timedelta) -> dt.datetime | None:
        """``time`` of work after ``at``, up to the next half hour; None if unknown."""
        try:
            exact = self.calendar.add_working_time(at, time)
        except CalendarUnknownError:
            return None
        midnight = exact.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - (midnight - exact) // STEP * STEP

    def left(self, now: dt.datetime, due: dt.datetime) -> dt.timedelta | None:
        """Working time from ``now`` to ``due``; None if unknown."""
        try:
            return self.calendar.working_time_between(now, due)
        except CalendarUnknownError:
            return None

    def is_near(self, kind: CaseKind, now: dt.datetime, due: dt.datetime) -> bool:
        """Whether so little is left that the holder is to be reminded."""
        left = self.left(now, due)
        return left is not None and left <= self.allowed(kind) * self.promise.remind_part


def load_service(calendar: WorkCalendar, ward: Path | None = None) -> ServiceLevels:
    """The promise of ``ward``'s file, or the product's default.

    Raises:
        DeskDataError: the file cannot be used; the message names the setting.
    """
    try:
        promise = read(ward or FILE, Promise)
        if missing := set(CaseKind) - set(promise.hours):
            raise DeskDataError(f"{ward or FILE}: hours: no time for {', '.join(sorted(missing))}")
    except DeskDataError as error:
        raise DeskDataError(f"MOTCUA_SERVICE: {error}") from None
    return ServiceLevels(calendar, promise)


def told(at: dt.datetime) -> str:
    """A due time as people say it: '16 giờ thứ Ba 24/11', '8 giờ 30 thứ Hai 04/01/2027'."""
    here = at.astimezone(ZONE)
    clock = f"{here.hour} giờ {here.minute:02d}" if here.minute else f"{here.hour} giờ"
    year = "" if here.year == dt.datetime.now(ZONE).year else f"/{here.year}"
    return f"{clock} {_DAYS[here.weekday()]} {here:%d/%m}{year}"

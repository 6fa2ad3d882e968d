"""The office's working time: what is open, when it opens again, and hours counted on it.

A year without data, or a day that is not yet settled, is unknown and never guessed: whatever would
have to count across it raises ``CalendarUnknownError``.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.desk.calendar_days import CalendarFile, DayKind, Session, read_days
from bot.desk.data import DeskDataError

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_NOTHING = dt.timedelta()
_DAY = dt.timedelta(days=1)


class CalendarUnknownError(Exception):
    """Whether the office works on ``day`` is not known."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(f"Chưa có lịch làm việc của ngày {day:%d/%m/%Y}.")
        self.day = day


class WorkCalendar:
    """Sessions of a day, weekly rest, public holidays and compensatory days. Times are aware."""

    def __init__(self, national: CalendarFile, ward: CalendarFile | None = None) -> None:
        """Lay ``ward``'s file over ``national``, which must name sessions and weekly rest.

        Raises:
            ValueError: ``national`` lacks one of the two.
        """
        sessions = (ward and ward.sessions) or national.sessions
        rest = ward.weekly_rest if ward and ward.weekly_rest is not None else national.weekly_rest
        if sessions is None or rest is None:
            raise ValueError("a calendar needs 'sessions' and 'weekly_rest'")
        self._sessions: tuple[Session, ...] = sessions
        self._rest = rest
        files = [national, ward] if ward else [national]
        self._years = {number for file in files for number in file.years}
        self._days: dict[dt.date, DayKind] = {}
        for file in files:
            for year in file.years.values():
                self._days.update(year.kinds())

    def is_working_day(self, day: dt.date) -> bool:
        """Whether the office works on ``day``.

        Raises:
            CalendarUnknownError: no data for its year, or not settled yet.
        """
        if day.year not in self._years:
            raise CalendarUnknownError(day)
        match self._days.get(day):
            case DayKind.CLOSED:
                return False
            case DayKind.OPEN:
                return True
            case DayKind.UNDECIDED:
                raise CalendarUnknownError(day)
            case None:
                return day.isoweekday() not in self._rest

    def is_open(self, at: dt.datetime) -> bool:
        """Whether somebody is at the office at ``at``; a session's last moment no longer counts.

        Raises:
            CalendarUnknownError: that day is not known.
        """
        return any(begins <= at < ends for begins, ends in self._of_day(_day(at)))

    def next_opening(self, at: dt.datetime) -> dt.datetime:
        """``at`` itself while the office is open, else when its next session begins.

        Raises:
            CalendarUnknownError: a day on the way is not known.
        """
        begins, _ = next(self._from(at))
        return begins

    def add_working_time(self, at: dt.datetime, time: dt.timedelta | float) -> dt.datetime:
        """When ``time`` (a span, or hours) of work has passed since ``at``.

        Raises:
            CalendarUnknownError: a day on the way is not known.
            ValueError: ``time`` is negative.
        """
        left = time if isinstance(time, dt.timedelta) else dt.timedelta(hours=time)
        if left < _NOTHING:
            raise ValueError("working time cannot be negative")
        for begins, ends in self._from(at):
            if left <= ends - begins:
                return begins + left
            left -= ends - begins
        raise AssertionError("sessions never end")

    def working_time_between(self, first: dt.datetime, last: dt.datetime) -> dt.timedelta:
        """Working time from ``first`` to ``last``; zero when ``last`` is not later.

        Raises:
            CalendarUnknownError: a day between them is not known.
        """
        total, day = _NOTHING, _day(first)
        while day <= _day(last):
            for begins, ends in self._of_day(day):
                total += max(_NOTHING, min(ends, last) - max(begins, first))
            day += _DAY
        return total

    def _from(self, at: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """What is left of the sessions from ``at`` on; endless as far as days are known."""
        day = _day(at)
        while True:
            for begins, ends in self._of_day(day):
                if at < ends:
                    yield max(begins, at.astimezone(ZONE)), ends
            day += _DAY

    def _of_day(self, day: dt.date) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        if not self.is_working_day(day):
            return
        for session in self._sessions:
            yield (
                dt.datetime.combine(day, session.begins, ZONE),
                dt.datetime.combine(day, session.ends, ZONE),
            )


def load_calendar(ward: Path | None = None) -> WorkCalendar:
    """The country's calendar with the ward's own file over it.

    Raises:
        DeskDataError: the ward's file cannot be used; the message names the setting.
    """
    if ward is None:
        return WorkCalendar(read_days())
    try:
        return WorkCalendar(read_days(), read_days(ward))
    except DeskDataError as error:
        raise DeskDataError(f"MOTCUA_CALENDAR: {error}") from None


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(ZONE).date()

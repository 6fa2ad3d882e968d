"""The work calendar's file: hours of the sessions, weekly rest, the days of each known year."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import Field, field_validator, model_validator

from bot.desk.data import DATA, Entry, read

FILE = DATA / "calendar.yaml"


class DayKind(StrEnum):
    """What a year's list says of a day; every other day follows the week."""

    CLOSED = "closed"
    OPEN = "open"
    UNDECIDED = "undecided"


class Session(Entry):
    """Part of a working day, from the first minute up to the last."""

    begins: dt.time = Field(alias="from")
    ends: dt.time = Field(alias="to")

    @field_validator("begins", "ends", mode="before")
    @classmethod
    def _written_with_quotes(cls, value: object) -> object:
        # YAML reads an unquoted 07:30 as the number 450.
        if not isinstance(value, str):
            raise ValueError(  # noqa: TRY004  (pydantic reports only value errors)
                'must be a time in quotes, such as "07:30"'
            )
        return value


class Days(Entry):
    """One day or several in a row, with what they are and who says so."""

    first: dt.date = Field(alias="from")
    last: dt.date | None = Field(None, alias="to")
    name: str = Field(min_length=1)
    source: str = Field(min_length=1)

    def each(self) -> Iterator[dt.date]:
        """The days, in order."""
        last = self.last or self.first
        for number in range((last - self.first).days + 1):
            yield self.first + dt.timedelta(days=number)


class Year(Entry):
    """The days of one year that do not follow the week."""

    closed: tuple[Days, ...] = ()
    open: tuple[Days, ...] = ()
    undecided: tuple[Days, ...] = ()

    def kinds(self) -> Iterator[tuple[dt.date, DayKind]]:
        """Every day of the lists with its kind."""
        for kind in DayKind:
            for days in getattr(self, kind.value):
                for day in days.each():
                    yield day, kind


class CalendarFile(Entry):
    """One file; a ward's own may leave out what it does not change."""

    sessions: tuple[Session, ...] | None = None
    weekly_rest: frozenset[int] | None = None
    years: dict[int, Year] = Field(default_factory=dict)

    @field_validator("weekly_rest")
    @classmethod
    def _days_of_a_week(cls, value: frozenset[int] | None) -> frozenset[int] | None:
        if value is not None and not value < frozenset(range(1, 8)):
            raise ValueError("must be days from 1 (Monday) to 7 (Sunday), not all of them")
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        at = dt.time.min
        for session in self.sessions or ():
            if not at <= session.begins < session.ends:
                raise ValueError(f"sessions: {session.begins:%H:%M} is out of order")
            at = session.ends
        if self.sessions == ():
            raise ValueError("sessions: at least one is needed")
        for number, year in self.years.items():
            seen: set[dt.date] = set()
            for day, _ in year.kinds():
                if day.year != number:
                    raise ValueError(f"years: {number}: {day} is not in this year")
                if day in seen:
                    raise ValueError(f"years: {number}: {day} is named twice")
                seen.add(day)
        return self


def read_days(path: Path = FILE) -> CalendarFile:
    """Read a calendar's file.

    Raises:
        DeskDataError: one line naming the file and what is wrong.
    """
    return read(path, CalendarFile)

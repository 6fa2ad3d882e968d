"""Quiet hours in the ward's own time; everything stored stays in UTC."""

import datetime as dt

from bot.broadcasts.limits import Limits, limits


def is_quiet(at: dt.datetime, by: Limits | None = None) -> bool:
    """Whether ``at`` (aware) lies in the quiet hours."""
    by = by or limits()
    begins, ends = by.quiet.begins, by.quiet.ends
    clock = at.astimezone(by.zone).time()
    if begins <= ends:
        return begins <= clock < ends
    return clock >= begins or clock < ends


def next_open(at: dt.datetime, by: Limits | None = None) -> dt.datetime:
    """``at`` itself, or the end of the quiet hours it lies in; in UTC."""
    by = by or limits()
    if not is_quiet(at, by):
        return at.astimezone(dt.UTC)
    here = at.astimezone(by.zone)
    day = here.date()
    if here.time() >= by.quiet.ends:
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, by.quiet.ends, by.zone).astimezone(dt.UTC)


def in_ward_time(at: dt.datetime, by: Limits | None = None) -> str:
    """``at`` as officers read it, for example '07:00 ngày 23/11/2026'."""
    return f"{at.astimezone((by or limits()).zone):%H:%M ngày %d/%m/%Y}"


def typed_time(text: str, by: Limits | None = None) -> dt.datetime:
    """A time typed as '2026-11-23 08:00' in the ward's zone; returned in UTC.

    Raises:
        ValueError: it is no such time.
    """
    by = by or limits()
    try:
        typed = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"'{text}' không phải thời điểm; viết như 2026-11-23 08:00") from None
    return (typed if typed.tzinfo else typed.replace(tzinfo=by.zone)).astimezone(dt.UTC)

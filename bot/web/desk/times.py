"""Times as officers read them: the ward's clock, and spans in words."""

import datetime as dt
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def local(at: dt.datetime) -> dt.datetime:
    """``at`` on the ward's clock."""
    return at.astimezone(ZONE)


def clock(at: dt.datetime) -> str:
    """Hours and minutes, e.g. 14:05."""
    return f"{local(at):%H:%M}"


def day(at: dt.datetime) -> str:
    """The day with its name, e.g. Thứ Hai, 23/11/2026."""
    here = local(at)
    return f"{_DAYS[here.weekday()]}, {here:%d/%m/%Y}"


def moment(at: dt.datetime) -> str:
    """Time and date, e.g. 14:05 ngày 23/11/2026."""
    return f"{local(at):%H:%M ngày %d/%m/%Y}"


def date(value: dt.date) -> str:
    """A date, e.g. 23/11/2026."""
    return f"{value:%d/%m/%Y}"


def span(since: dt.datetime, now: dt.datetime) -> str:
    """How long it has been, in its two largest units: '0 phút', '2 giờ 5 phút', '3 ngày 4 giờ'."""
    seconds = max(0, int((now - since).total_seconds()))
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} phút"
    if seconds < _DAY:
        return _joined(seconds // _HOUR, "giờ", seconds % _HOUR // _MINUTE, "phút")
    return _joined(seconds // _DAY, "ngày", seconds % _DAY // _HOUR, "giờ")


def _joined(large: int, name: str, small: int, small_name: str) -> str:
    return f"{large} {name} {small} {small_name}" if small else f"{large} {name}"

"""Zalo's error codes in the house's words: one table, read once."""

import datetime as dt
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.channels.base import Deferred, DeliveryError, Refused, SlowDown, Unreachable, WindowShut

_TABLE: Final = Path(__file__).with_name("errors.yaml")
# Zalo names hours without a zone; its users and its office are in Vietnam.
HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_MORNING: Final = dt.time(6, 5)
_NIGHT_CODES: Final = frozenset({-133, -234})


class Family(StrEnum):
    """Which part of Zalo answered; the same number may mean different things."""

    OA = "oa"
    ZBS = "zbs"
    OAUTH = "oauth"


class Action(StrEnum):
    """What is done about an error: the closed list of errors.yaml."""

    RETRY = "retry"
    REFRESH = "refresh"
    REUPLOAD = "reupload"
    DEFER = "defer"
    UNREACHABLE = "unreachable"
    WINDOW = "window"
    ALERT = "alert"
    REFUSE = "refuse"


class Row(BaseModel):
    """One line of the table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    action: Action
    note: str = Field(min_length=1)
    seconds: float | None = None
    tries: int = 1


class Alert(Refused):
    """Somebody has to mend something at Zalo or in the settings first."""


class ZaloError(Exception):
    """Zalo answered with an error code; ``row`` says what is done about it."""

    def __init__(self, code: int, family: Family) -> None:
        self.code = code
        self.family = family
        self.row = row_of(code, family)
        super().__init__(f"{self.row.note} (mã {code})")


@cache
def table() -> dict[Family, dict[int, Row]]:
    """The whole table by family and code."""
    rows = TypeAdapter(dict[Family, dict[int, Row]])
    return rows.validate_python(yaml.safe_load(_TABLE.read_text(encoding="utf-8")))


def row_of(code: int, family: Family) -> Row:
    """The row of ``code``; template messages also give the account's codes, unknown is refused."""
    known = table()
    found = known[family].get(code) or known[Family.OA].get(code)
    return found or Row(action=Action.REFUSE, note="Zalo báo một lỗi chưa biết")


def mapped(error: ZaloError, now: dt.datetime) -> DeliveryError:
    """The house's error for one of Zalo's, once refreshing and uploading again were tried."""
    said = str(error)
    match error.row.action:
        case Action.RETRY if error.row.tries == 1:
            return SlowDown(error.row.seconds or 1.0)
        case Action.DEFER:
            until = _next_morning(now) if error.code in _NIGHT_CODES else None
            when = f"; gửi lại sau {until:%H:%M ngày %d/%m}" if until else ""
            return Deferred(said + when, until)
        case Action.UNREACHABLE:
            return Unreachable(said)
        case Action.WINDOW:
            return WindowShut(said)
        case Action.ALERT | Action.REFRESH:
            return Alert(said)
        case _:
            return Refused(said)


def _next_morning(now: dt.datetime) -> dt.datetime:
    here = now.astimezone(HANOI)
    morning = dt.datetime.combine(here.date(), _MORNING, HANOI)
    return morning if here < morning else morning + dt.timedelta(days=1)

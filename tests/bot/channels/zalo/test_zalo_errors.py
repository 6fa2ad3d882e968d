"""Every row of the error table, as the house meets it."""

import datetime as dt

import pytest

from bot.channels import DeliveryError, Refused, SlowDown, Unreachable, WindowShut, known_of
from bot.channels.zalo.api import ReuploadNeeded, ZaloApi
from bot.channels.zalo.constants import SEND_PATH
from bot.channels.zalo.errors import (
    HANOI,
    Action,
    Alert,
    Deferred,
    Family,
    ZaloError,
    mapped,
    row_of,
    table,
)
from bot.store import DeliveryState
from tests.loopback.zalo import LoopbackZalo

NOON = dt.datetime(2026, 11, 22, 12, 0, tzinfo=HANOI)
ROWS = [(family, code) for family, rows in table().items() for code in rows]
BECOMES: dict[Action, type[DeliveryError]] = {
    Action.RETRY: SlowDown,
    Action.REFRESH: Alert,
    Action.REUPLOAD: Refused,
    Action.DEFER: Deferred,
    Action.UNREACHABLE: Unreachable,
    Action.WINDOW: WindowShut,
    Action.ALERT: Alert,
    Action.REFUSE: Refused,
}
STATES = {
    Action.RETRY: DeliveryState.PENDING,
    Action.UNREACHABLE: DeliveryState.UNREACHABLE,
}
# The codes that our notes on the platform list; a row that went missing would go unnoticed.
DOCUMENTED = {
    *(-32, -100, -200, -201, -204, -205, -209, -210, -211, -212, -213, -214, -216, -217, -218),
    *(-219, -220, -221, -223, -224, -227, -230, -232, -233, -234, -235, -240, -242, -244, -248),
    *(-249, -305, -311, -320, -321),
}
TEXT = {"recipient": {"user_id": "1"}, "message": {"text": "x"}}


def test_every_documented_code_has_a_row() -> None:
    assert set(table()[Family.OA]) == DOCUMENTED
    assert set(table()[Family.ZBS]) == {
        *(-108, -114, -115, -118, -119, -124, -131, -133, -144, -147)
    }


@pytest.mark.parametrize(("family", "code"), ROWS)
def test_a_row_becomes_the_house_s_error(family: Family, code: int) -> None:
    row = table()[family][code]
    error = mapped(ZaloError(code, family), NOON)
    expected = Refused if row.action is Action.RETRY and row.tries > 1 else BECOMES[row.action]
    assert type(error) is expected
    state, note = known_of(error)
    if row.tries == 1:
        assert state is STATES.get(row.action, DeliveryState.REFUSED)
    if row.action is not Action.RETRY:
        assert row.note in note
        assert str(code) in note, "who asks for help needs the number"


@pytest.mark.parametrize("code", [code for family, code in ROWS if family is Family.OA])
async def test_a_row_over_the_wire(zalo: LoopbackZalo, api: ZaloApi, code: int) -> None:
    zalo.know("1")
    row = row_of(code, Family.OA)
    zalo.fail_next(SEND_PATH, code, times=5)
    with pytest.raises(DeliveryError) as told:
        await api.post(SEND_PATH, TEXT)
    calls = len(zalo.calls(SEND_PATH))
    match row.action:
        case Action.REFRESH:
            assert type(told.value) is Alert
            assert (calls, zalo.state.refreshes) == (2, 2), "refreshed once, tried once more"
        case Action.REUPLOAD:
            assert type(told.value) is ReuploadNeeded
        case Action.RETRY if row.tries > 1:
            assert type(told.value) is Refused
            assert calls == row.tries
        case _:
            assert type(told.value) is BECOMES[row.action]
            assert calls == 1
    assert zalo.sent == []


async def test_an_unknown_code_is_refused_with_its_number(zalo: LoopbackZalo, api: ZaloApi) -> None:
    zalo.know("1")
    zalo.fail_next(SEND_PATH, -98765)
    with pytest.raises(Refused, match="-98765"):
        await api.post(SEND_PATH, TEXT)


def _at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (_at(22, 23, 30), _at(23, 6, 5)),
        (_at(22, 3), _at(22, 6, 5)),
        (dt.datetime(2026, 11, 22, 17, 0, tzinfo=dt.UTC), _at(23, 6, 5)),
    ],
)
def test_a_night_ban_says_when_the_morning_is(now: dt.datetime, until: dt.datetime) -> None:
    error = mapped(ZaloError(-234, Family.OA), now)
    assert isinstance(error, Deferred)
    assert error.until == until
    assert "06:05 ngày" in str(error)


async def test_an_expired_token_is_refreshed_and_the_message_arrives_once(
    zalo: LoopbackZalo, api: ZaloApi
) -> None:
    zalo.know("1")
    await api.post(SEND_PATH, TEXT)
    zalo.expire_access()
    await api.post(SEND_PATH, TEXT)
    assert len(zalo.sent) == 2
    assert zalo.state.refreshes == 2

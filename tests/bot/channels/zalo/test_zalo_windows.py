"""An officer's reply inside and outside of Zalo's windows."""

import datetime as dt

import pytest
from sqlalchemy import select

from bot.channels import WindowShut
from bot.channels.zalo.constants import SEND_PATH
from bot.conversation import Hub
from bot.desk import Cases, Replies
from bot.messages import (
    OutboundMessage,
)
from bot.store import Conversation, DeliveryState, Message, Store, ZaloPerson
from tests.bot import people
from tests.bot.channels.zalo.conftest import LAN, Account, OpenAccount
from tests.bot.conftest import MakeTurns
from tests.loopback.zalo import LoopbackZalo


async def test_an_officer_s_reply_within_the_window_goes_out(
    zalo: LoopbackZalo, account: Account, sqlite_store: Store
) -> None:
    states = await _replied(zalo, account, sqlite_store, hours=47)
    assert states == (DeliveryState.SENT, None)
    assert zalo.sent[-1].text == "Chị mang căn cước nhé."


async def test_an_officer_s_reply_after_two_days_would_cost_and_is_held(
    zalo: LoopbackZalo, account: Account, sqlite_store: Store
) -> None:
    state, note = await _replied(zalo, account, sqlite_store, hours=50)
    assert state is DeliveryState.REFUSED
    assert note is not None
    assert "48 giờ" in note
    assert zalo.calls(SEND_PATH)[1:] == [], "nothing was sent"


async def test_a_paid_reply_goes_out_where_the_ward_allows_it(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount, turns_on: MakeTurns
) -> None:
    account = await open_account(turns_on(sqlite_store).handle, sqlite_store, paid_messages=True)
    assert (await _replied(zalo, account, sqlite_store, hours=50))[0] is DeliveryState.SENT
    assert zalo.sent[-1].quota == "sub_quota"


async def test_after_a_week_the_officer_is_told_the_next_best_way(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount, turns_on: MakeTurns
) -> None:
    account = await open_account(turns_on(sqlite_store).handle, sqlite_store, template_id="300")
    state, note = await _replied(zalo, account, sqlite_store, hours=169)
    assert state is DeliveryState.REFUSED
    assert note is not None
    assert "7 ngày" in note
    assert "ZBS" in note


async def test_zalo_s_own_word_about_the_window_counts(
    zalo: LoopbackZalo, account: Account, sqlite_store: Store
) -> None:
    """Our clock says open, Zalo's says shut: the officer hears it and nothing is silent."""
    await account.write(LAN, "xin chào")
    await zalo.arrived(1)
    zalo.know(LAN, last_hours=200)
    with pytest.raises(WindowShut, match="-230"):
        await account.channel.send(LAN, OutboundMessage(text="Xin mời."))


async def _replied(
    zalo: LoopbackZalo, account: Account, store: Store, hours: float
) -> tuple[DeliveryState, str | None]:
    """An officer answers so many hours after the citizen's last message."""
    await account.write(LAN, "xin chào")
    await zalo.arrived(1)
    ago = dt.timedelta(hours=hours)
    zalo.know(LAN, last_hours=hours)
    with store.session() as session:
        for message in session.scalars(select(Message)):
            message.said_at -= ago
        for person in session.scalars(select(ZaloPerson)):
            assert person.last_interaction_at is not None
            person.last_interaction_at -= ago
        lan = session.scalar(select(Conversation))
        assert lan is not None
    hoa = people.staff(store)
    case = people.case(store, lan)
    with store.session() as session:
        Cases.claim(session, case.id, hoa)
    replies = Replies(store, {"zalo": account.channel}, Hub())
    replies.write(case.id, hoa, "Chị mang căn cước nhé.")
    await replies.deliver()
    said = people.said(store)[-1]
    return said.delivery, said.delivery_note

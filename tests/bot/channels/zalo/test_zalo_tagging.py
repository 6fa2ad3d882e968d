"""Tags at Zalo follow what people subscribed to, whatever fails in between."""

import httpx
import pytest
from sqlalchemy import select

from bot.channels.zalo.account import Account
from bot.channels.zalo.api import ZaloApi
from bot.channels.zalo.constants import TAG_PATH
from bot.channels.zalo.tagging import Tagging
from bot.conversation.requests import subscribe, unsubscribe
from bot.store import Conversation, Store, Subscription, ZaloTag
from tests.bot import people
from tests.loopback.zalo import LoopbackZalo

LAN, NAM = "2512523625412515", "2512523625412516"


def _wish(store: Store, user: str, topic: str | None, *, ends: bool = False) -> None:
    with store.session() as session:
        found = session.scalar(select(Conversation).where(Conversation.address == user))
        assert found is not None
        if ends:
            unsubscribe(session, found, topic)
        else:
            subscribe(session, found, topic or "all")


def _tagging(store: Store, api: ZaloApi) -> Tagging:
    return Tagging(store, Account(api), lambda topic: f"Tin {topic}")


@pytest.fixture
def both(sqlite_store: Store, zalo: LoopbackZalo) -> Store:
    zalo.know(LAN, NAM)
    for user in (LAN, NAM):
        people.conversation(sqlite_store, user, channel="zalo")
    people.conversation(sqlite_store, "501", channel="telegram")
    return sqlite_store


async def test_tags_come_with_the_wish_and_go_with_it(
    zalo: LoopbackZalo, api: ZaloApi, both: Store
) -> None:
    tagging = _tagging(both, api)
    _wish(both, LAN, "vneid")
    _wish(both, LAN, "noi-khu-pho-3")
    _wish(both, NAM, None)
    _wish(both, "501", "vneid")
    with both.session() as session:
        of_nam = session.scalars(select(Subscription).where(Subscription.topic == "all")).one()
        of_nam.neighbourhood = "Khu phố 3"
    assert await tagging.work() == 4
    assert zalo.state.people[LAN].tags == {"Tin vneid", "Tin noi-khu-pho-3"}
    assert zalo.state.people[NAM].tags == {"Tin all", "Khu phố 3"}
    assert await tagging.work() == 0, "nothing is done twice"
    _wish(both, LAN, "vneid", ends=True)
    assert await tagging.work() == 1
    assert zalo.state.people[LAN].tags == {"Tin noi-khu-pho-3"}
    _wish(both, LAN, None, ends=True)
    await tagging.work()
    assert zalo.state.people[LAN].tags == set()


async def test_whoever_left_or_erased_their_data_loses_the_tag_at_zalo_too(
    zalo: LoopbackZalo, api: ZaloApi, both: Store
) -> None:
    tagging = _tagging(both, api)
    _wish(both, LAN, "vneid")
    await tagging.work()
    with both.session() as session:
        for row in session.scalars(select(Subscription)):
            session.delete(row)
    await tagging.work()
    assert zalo.state.people[LAN].tags == set()
    with both.session() as session:
        assert session.scalars(select(ZaloTag)).all() == []


async def test_a_refused_tag_is_not_asked_for_again_and_a_busy_zalo_is(
    zalo: LoopbackZalo, api: ZaloApi, both: Store
) -> None:
    tagging = _tagging(both, api)
    _wish(both, LAN, "vneid")
    _wish(both, NAM, "vneid")
    zalo.fail_next(TAG_PATH, -213)
    assert await tagging.work() == 1
    assert await tagging.work() == 0
    assert len(zalo.calls(TAG_PATH)) == 2
    _wish(both, LAN, "thanh-toan")
    zalo.fail_next(TAG_PATH, -32)
    assert await tagging.work() == 0
    assert await tagging.work() == 1
    assert zalo.state.people[LAN].tags == {"Tin thanh-toan"}


async def test_a_call_without_an_answer_is_repeated(
    zalo: LoopbackZalo,
    api: ZaloApi,
    both: Store,
    http: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tagging = _tagging(both, api)
    _wish(both, LAN, "vneid")
    await Account(api).facts()
    monkeypatch.setattr(http, "timeout", 0.3)
    zalo.swallow_next(TAG_PATH)
    assert await tagging.work() == 0
    assert await tagging.work() == 1
    assert zalo.state.people[LAN].tags == {"Tin vneid"}

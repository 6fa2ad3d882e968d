"""What grows old goes, and only that."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from bot.privacy.erasure import PersonalData
from bot.privacy.retention import DELIVERIES_KEPT, retain
from bot.store import (
    Conversation,
    InboundUpdate,
    Message,
    StaffSession,
    Store,
    Subscription,
)
from tests.bot import people
from tests.bot.privacy.filled import feedback, fill
from tests.bot.privacy.test_erasure import Told

NOW = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
DAYS = 365
OLD = NOW - dt.timedelta(days=DAYS + 1)
FRESH = NOW - dt.timedelta(days=DAYS - 1)


@pytest.fixture(autouse=True)
def frozen() -> object:
    with time_machine.travel(NOW, tick=False) as now:
        yield now


async def run(store: Store, data: Path, told: Told | None = None) -> dict[str, int]:
    told = told or Told()
    return await retain(store, PersonalData(store, data, told.forget), DAYS)


def addresses(store: Store) -> set[str]:
    with store.session() as session:
        return {a for a in session.scalars(select(Conversation.address)) if "erased" not in a}


async def test_an_old_conversation_goes_and_a_fresh_one_stays(store: Store, tmp_path: Path) -> None:
    fill(store, "old", seen=OLD)
    fill(store, "fresh", seen=FRESH)
    told = Told()
    assert (await run(store, tmp_path, told))["conversations"] == 1
    assert addresses(store) == {"fresh"}
    assert told.senders == ["telegram:old"]
    assert (await run(store, tmp_path))["conversations"] == 0


async def test_whoever_has_an_open_case_waits(store: Store, tmp_path: Path) -> None:
    feedback(store, fill(store, "old", seen=OLD), "PA-OPEN77")
    assert (await run(store, tmp_path))["conversations"] == 0
    assert addresses(store) == {"old"}


async def test_a_subscriber_stays_known_but_the_talk_goes(store: Store, tmp_path: Path) -> None:
    who = fill(store, "old", seen=OLD)
    with store.session() as session:
        session.scalars(select(Subscription)).one().ended_at = None
    assert (await run(store, tmp_path))["conversations"] == 1
    assert addresses(store) == {"old"}
    with store.session() as session:
        assert session.scalars(select(Message).where(Message.conversation_id == who)).all() == []
        assert session.scalars(select(Subscription)).one().ended_at is None


async def test_deliveries_and_sign_ins_go_when_their_time_is_over(
    store: Store, tmp_path: Path
) -> None:
    hour = dt.timedelta(hours=1)
    officer = people.staff(store)
    with store.session() as session:
        for name, at in (("late", NOW - DELIVERIES_KEPT - hour), ("new", NOW - hour)):
            session.add(InboundUpdate(channel="zalo", update_id=name, received_at=at))
        for name, ends, revoked in (
            ("ended", NOW - hour, False),
            ("holds", NOW + hour, False),
            ("revoked", NOW + hour, True),
        ):
            session.add(
                StaffSession(token_hash=name, staff_id=officer.id, expires_at=ends, revoked=revoked)
            )
    done = await run(store, tmp_path)
    assert (done["deliveries"], done["sign_ins"]) == (1, 2)
    with store.session() as session:
        assert session.scalars(select(InboundUpdate.update_id)).all() == ["new"]
        assert session.scalars(select(StaffSession.token_hash)).all() == ["holds"]

"""Who an officer of the group is: a code that links once and grows old."""

import datetime as dt

import pytest
import time_machine

from bot.channels.telegram.staff_group import StaffLinks
from bot.channels.telegram.staff_group.links import CODE_LIFE
from bot.store import (
    Staff,
    Store,
)
from tests.bot import people
from tests.bot.channels.telegram.staff_group.world import HOA, OFFICE, World
from tests.loopback.telegram import shapes


async def test_a_code_links_once_and_in_private_only(world: World) -> None:
    links = StaffLinks(world.store)
    code = links.issue("Hoa")
    world.telegram.push_text(OFFICE, f"/link {code}", sender=shapes.person(HOA))
    await world.group_said("nhắn riêng")
    assert links.staff_of(HOA) is None
    world.telegram.push_text(HOA, f"/link {code.lower()}")
    await world.telegram.arrived(lambda sent: any("Đã nối" in message.text for message in sent))
    found = links.staff_of(HOA)
    assert found is not None
    assert found.name == "Hoa"
    world.telegram.push_text(666, f"/link {code}")
    await world.telegram.arrived(lambda sent: any("Mã không đúng" in m.text for m in sent))
    assert links.staff_of(666) is None
    assert world.handle.seen == [], "a code came to the assistant"


def test_codes_grow_old_and_accounts_end(store: Store) -> None:
    hoa = people.staff(store, "Hoa")
    links = StaffLinks(store)
    with time_machine.travel(dt.datetime(2026, 9, 2, 8, tzinfo=dt.UTC), tick=False) as clock:
        old = links.issue("Hoa")
        code = links.issue("Hoa")
        assert links.redeem(HOA, old) is None, "an earlier code still works"
        clock.shift(CODE_LIFE + dt.timedelta(seconds=1))
        assert links.redeem(HOA, code) is None
        assert links.redeem(HOA, links.issue("Hoa")) is not None
    people.staff(store, "Nam")
    assert links.redeem(HOA, links.issue("Nam")) is not None
    found = links.staff_of(HOA)
    assert found is not None
    assert found.name == "Nam", "one telephone is one officer"
    with store.session() as session:
        session.get_one(Staff, found.id).active = False
    assert links.staff_of(HOA) is None
    assert hoa.name == "Hoa"
    with pytest.raises(ValueError, match="Ai đó"):
        links.issue("Ai đó")

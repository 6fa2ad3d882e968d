"""Alerts to staff: none lost and none repeated by a restart, whoever carries them."""

import datetime as dt

import pytest
import time_machine

from bot.desk import Alert, AlertKind, Alerts
from bot.desk.alerts import GIVEN_UP, SAME
from bot.store import Store
from tests.bot.desk.case_steps import MONDAY

LATE = Alert(AlertKind.OVERDUE, "PA-1", "Việc PA-1 đã quá hạn.", "Hoa", None, restricted=False)


class Carrier:
    """Notes what it is given; fails while it is broken."""

    def __init__(self) -> None:
        self.told: list[Alert] = []
        self.broken = False

    async def carry(self, alert: Alert) -> None:
        if self.broken:
            raise ConnectionError
        self.told.append(alert)


def started(store: Store, **carriers: Carrier) -> Alerts:
    """The alerts of a process that has just begun."""
    made = Alerts(store)
    for name, carrier in carriers.items():
        made.subscribe(name, carrier.carry)
    return made


async def test_a_restart_repeats_nothing(store: Store) -> None:
    group = Carrier()
    for _ in range(3):
        alerts = started(store, group=group)
        await alerts.tell(LATE)
        await alerts.deliver()
    assert group.told == [LATE]


async def test_a_process_that_died_before_telling_tells_at_its_next_start(store: Store) -> None:
    with store.session() as session:
        assert Alerts.note(session, LATE)
    group = Carrier()
    assert await started(store, group=group).deliver() == 1
    assert group.told == [LATE]


async def test_what_is_not_kept_is_not_told(store: Store) -> None:
    """The alert stands in the transaction of its case: rolled back together."""

    def torn() -> None:
        with store.session() as session:
            Alerts.note(session, LATE)
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        torn()
    group = Carrier()
    assert await started(store, group=group).deliver() == 0


async def test_who_failed_is_told_later_and_the_others_not_twice(store: Store) -> None:
    group, telephones = Carrier(), Carrier()
    group.broken = True
    await started(store, group=group, telephones=telephones).tell(LATE)
    assert (group.told, telephones.told) == ([], [LATE])
    group.broken = False
    assert await started(store, group=group, telephones=telephones).deliver() == 1
    assert (group.told, telephones.told) == ([LATE], [LATE])


async def test_a_broken_carrier_rests_before_it_is_tried_again(store: Store) -> None:
    group = Carrier()
    group.broken = True
    alerts = started(store, group=group)
    await alerts.tell(LATE)
    group.broken = False
    assert await alerts.deliver() == 0
    assert group.told == []


async def test_what_nobody_could_carry_for_long_is_given_up(store: Store) -> None:
    group = Carrier()
    group.broken = True
    with time_machine.travel(MONDAY, tick=False) as clock:
        await started(store, group=group).tell(LATE)
        clock.shift(GIVEN_UP + dt.timedelta(minutes=1))
        await started(store, group=group).deliver()
        group.broken = False
        await started(store, group=group).deliver()
    assert group.told == []


async def test_the_same_fault_is_told_again_the_next_half_day(store: Store) -> None:
    group = Carrier()
    with time_machine.travel(MONDAY, tick=False) as clock:
        for wait in (dt.timedelta(), SAME / 2, SAME):
            clock.shift(wait)
            await started(store, group=group).tell(LATE)
    assert len(group.told) == 2


async def test_nobody_to_tell_leaves_nothing_behind(store: Store) -> None:
    assert await started(store).deliver() == 0
    await started(store).tell(LATE)
    assert await started(store, group=Carrier()).deliver() == 0

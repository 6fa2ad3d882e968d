"""What is late: reminded once, told to the leader once."""

import datetime as dt

import time_machine

from bot.desk import (
    Alert,
    AlertKind,
    Alerts,
    ServiceLevels,
    Watch,
    casework,
)
from bot.store import (
    Conversation,
    Happening,
    Staff,
    Store,
)
from tests.bot.desk.case_steps import HOUR, MONDAY, history, opened, taken


async def test_reminded_once_escalated_once(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    alerts, told = Alerts(store), list[Alert]()

    async def fails(_: Alert) -> None:
        raise RuntimeError

    async def note(alert: Alert) -> None:
        told.append(alert)

    alerts.subscribe("group", fails)
    alerts.subscribe("telephones", note)
    watch = Watch(store, levels, alerts)
    with time_machine.travel(MONDAY, tick=False) as clock:
        case = taken(store, opened(store, lan, levels), hoa)
        assert await watch.look() == 0
        clock.move_to(MONDAY + 8 * HOUR)
        assert await watch.look() == 1
        assert await watch.look() == 0
        clock.move_to(MONDAY + 24 * HOUR)
        assert await Watch(store, levels, alerts).look() == 1
        # A clock set back and a restart tell nobody twice.
        clock.move_to(MONDAY)
        assert await Watch(store, levels, alerts).look() == 0
    assert [alert.kind for alert in told] == [AlertKind.NEAR, AlertKind.OVERDUE]
    assert told[0].text == f"Việc {case.code} sắp tới hạn: trước 8 giờ thứ Ba 01/12, Hoa đang giữ."
    assert "quá hạn" in told[1].text
    assert told[1].holder == "Hoa"
    assert history(store, case)[-2:] == [Happening.REMINDED, Happening.ESCALATED]


async def test_what_waits_for_the_citizen_is_never_late(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        case = taken(store, opened(store, lan, levels), hoa)
        with store.session() as session:
            casework.wait_for_citizen(session, case.id, hoa)
        clock.move_to(MONDAY + dt.timedelta(days=10))
        assert await Watch(store, levels, Alerts(store)).look() == 0

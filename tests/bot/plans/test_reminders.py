"""People are reminded before a task is due, once a step."""

import datetime as dt

import time_machine

from bot.desk.alerts import Alert, Alerts
from bot.plans.reminders import coming, take_reminders
from bot.plans.tasks import correct, progress
from bot.plans.watching import TaskWatch
from bot.store import Store, TaskProgress
from tests.bot.plans.test_importing import all_tasks, bring


def _texts(store: Store, today: dt.date) -> list[int]:
    with store.session() as session:
        return [one.days_left for one in take_reminders(session, today)]


def test_each_step_is_given_once(store: Store) -> None:
    bring(store)
    assert _texts(store, dt.date(2026, 12, 16)) == []
    # Two rows are due on 31 December, one of them without a unit yet.
    assert _texts(store, dt.date(2026, 12, 17)) == [14, 14]
    assert _texts(store, dt.date(2026, 12, 18)) == []
    assert _texts(store, dt.date(2026, 12, 25)) == [6, 6]
    assert _texts(store, dt.date(2026, 12, 31)) == [0, 0]
    assert _texts(store, dt.date(2027, 1, 1)) == []


def test_done_is_not_reminded_and_a_moved_date_is_reminded_anew(store: Store) -> None:
    bring(store)
    first, second, *_ = all_tasks(store)
    day = dt.date(2026, 12, 30)
    assert _texts(store, day) == [1, 1]
    with store.session() as session:
        progress(session, first.id, TaskProgress.DONE, "", day)
        correct(session, second.id, "due", dt.date(2027, 1, 1), "lan")
    assert _texts(store, day) == [2]
    with store.session() as session:
        (one,) = coming(session, day)
        assert one.text.startswith(f"Nhiệm vụ số {second.id} (chưa rõ đơn vị chủ trì), còn 2 ngày")


async def test_staff_are_told_once(sqlite_store: Store) -> None:
    bring(sqlite_store)
    told: list[Alert] = []
    alerts = Alerts(sqlite_store)

    async def sink(alert: Alert) -> None:
        told.append(alert)

    alerts.subscribe("desk", sink)
    watch = TaskWatch(sqlite_store, alerts)
    with time_machine.travel(dt.datetime(2026, 12, 30, 2, 0, tzinfo=dt.UTC), tick=False):
        assert (await watch.look(), await watch.look()) == (2, 0)
    assert "còn 1 ngày" in told[0].text

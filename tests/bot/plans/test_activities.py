"""Each activity once, with numbers that somebody knows or nobody claims."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.plans import (
    ActivityFacts,
    PlanError,
    broadcast_channel,
    change_activity,
    log_activity,
    withdraw_activity,
)
from bot.plans.importing import import_reading
from bot.plans.tasks import tasks
from bot.store import Activity, ActivityKind, ReachBasis, Store
from knowledge.records.plan import PlanChannel
from tests.bot.plans.readings import reading

FACTS = ActivityFacts(
    kind=ActivityKind.BROADCAST,
    channel=PlanChannel.TELEGRAM,
    title="Tin về lệ phí khai sinh",
    held_on=dt.date(2026, 11, 3),
    reached=120,
    basis=ReachBasis.KNOWN,
)


def test_one_source_is_one_line_with_the_newest_numbers(store: Store) -> None:
    with store.session() as session:
        first = log_activity(session, FACTS, source="broadcast:1", links=["https://a.vn/1"]).id
    with store.session() as session:
        again = replace(FACTS, reached=131)
        second = log_activity(
            session, again, source="broadcast:1", links=["https://a.vn/1", "https://a.vn/2"]
        )
        assert (second.id, second.reached) == (first, 131)
        assert [one.url for one in second.evidence] == ["https://a.vn/1", "https://a.vn/2"]
    with store.session() as session:
        assert session.scalar(select(func.count()).select_from(Activity)) == 1


def test_an_officers_words_outlive_the_source(store: Store) -> None:
    with store.session() as session:
        one = log_activity(session, FACTS, source="todo:4").id
        estimated = replace(FACTS, reached=90, basis=ReachBasis.ESTIMATED)
        change_activity(session, one, estimated, "lan")
    with store.session() as session:
        found = log_activity(session, FACTS, source="todo:4")
        assert (found.reached, found.basis, found.edited_by) == (90, ReachBasis.ESTIMATED, "lan")


def test_a_line_tied_to_a_plan_goes_on_taking_newer_numbers_and_is_untied_again(
    sqlite_store: Store,
) -> None:
    with sqlite_store.session() as session:
        import_reading(session, reading(), "ke-hoach.txt", "lan")
        task = tasks(session)[0].id
        one = log_activity(session, FACTS, source="broadcast:4").id
        change_activity(session, one, replace(FACTS, task_id=task), "lan")
    with sqlite_store.session() as session:
        found = log_activity(session, replace(FACTS, reached=131), source="broadcast:4")
        assert (found.reached, found.task_id) == (131, task)
        assert change_activity(session, one, replace(FACTS, reached=131), "lan").task_id is None


def test_the_same_source_from_many_sides_at_once_is_one_line(store: Store) -> None:
    def log(_: int) -> int:
        with store.session() as session:
            return log_activity(session, FACTS, source="broadcast:9").id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(log, range(12)))) == 1


def test_two_by_hand_are_two(store: Store) -> None:
    with store.session() as session:
        assert log_activity(session, FACTS, by="lan").id != log_activity(session, FACTS).id


def test_a_withdrawn_line_stays_but_cannot_be_changed(store: Store) -> None:
    with store.session() as session:
        one = log_activity(session, FACTS, by="lan").id
        withdraw_activity(session, one, "hoa")
    with store.session() as session:
        assert session.get_one(Activity, one).withdrawn
        with pytest.raises(PlanError, match="Không có hoạt động"):
            change_activity(session, one, FACTS, "lan")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": "  "}, "tên hoạt động"),
        ({"title": "x" * 501}, "dài quá 500"),
        ({"sessions": 0}, "Số lần"),
        ({"reached": None}, "để trống"),
        ({"basis": ReachBasis.UNKNOWN}, "để trống"),
        ({"reached": -1}, "Số người"),
        ({"task_id": 404}, "nhiệm vụ số 404"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    sqlite_store: Store, change: dict[str, object], told: str
) -> None:
    with sqlite_store.session() as session:
        with pytest.raises(PlanError, match=told):
            log_activity(session, replace(FACTS, **change))  # type: ignore[arg-type]
        assert session.scalars(select(Activity)).all() == []


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "a.vn", "https://", "https://a b", "http://["]
)
def test_only_web_addresses_are_links(sqlite_store: Store, link: str) -> None:
    with sqlite_store.session() as session, pytest.raises(PlanError, match="đường liên kết"):
        log_activity(session, FACTS, links=[link])


def test_channels_of_broadcasts_have_the_plans_names() -> None:
    assert broadcast_channel("web") is PlanChannel.WEB_PORTAL
    assert broadcast_channel("zalo") is PlanChannel.ZALO
    assert broadcast_channel("loudspeaker") is PlanChannel.LOUDSPEAKER
    with pytest.raises(PlanError, match="'fax'"):
        broadcast_channel("fax")

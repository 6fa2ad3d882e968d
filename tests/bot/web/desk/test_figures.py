"""What is counted and looked up for the other pages."""

import datetime as dt

import pytest

from bot.messages import Outcome
from bot.store import (
    Conversation,
    Direction,
    Message,
    Store,
)
from bot.web.desk.plans.reading import plans_of
from bot.web.desk.reports.reading import report
from bot.web.desk.shelf import Shelf
from knowledge.records import RecordKind
from tests.bot.web.desk_world import answerer


def test_a_report_counts_on_both_databases(store: Store) -> None:
    now = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
    source = {"title": "Đăng ký khai sinh", "code": "1.001193"}
    told = {"message": {"text": "…", "sources": [source]}}
    # 18:00 in London is the next day in the ward.
    said = [
        ("answered", told, now),
        ("answered", told, dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC)),
        ("answered", {"message": {"text": "…", "sources": []}}, now),
        ("no_source", None, now),
        ("answered", told, now - dt.timedelta(days=30)),
    ]
    with store.session() as session:
        who = Conversation(channel="web", address="1")
        session.add(who)
        session.flush()
        for outcome, trace, at in said:
            session.add(
                Message(
                    conversation_id=who.id,
                    direction=Direction.BOT,
                    text="…",
                    outcome=outcome,
                    trace=trace,
                    said_at=at,
                )
            )
    with store.session() as session:
        counted = report(session, 7, now)
    assert counted.answers == 4
    assert counted.outcomes == [(Outcome.ANSWERED, 3), (Outcome.NO_SOURCE, 1)]
    assert [(one.title, one.code, one.times) for one in counted.asked] == [
        ("Đăng ký khai sinh", "1.001193", 2)
    ]
    assert [day for day in counted.by_day if day[1]] == [
        (dt.date(2026, 11, 21), 1),
        (dt.date(2026, 11, 22), 3),
    ]


@pytest.mark.parametrize("text", ["dang ky khai sinh", "Khai sinh đăng", "1.001193"])
def test_records_are_found_with_and_without_accents(text: str) -> None:
    shelf = Shelf(answerer().searcher.index)
    assert "1.001193" in {item.code for item in shelf.find(text, RecordKind.PROCEDURE).items}


def test_the_facts_of_a_plan_come_together_again() -> None:
    items = answerer().searcher.index.items
    plans = plans_of(items)
    assert len(plans) == len({plan.number for plan in plans})
    facts = sum(item.kind is RecordKind.PLAN for item in items)
    assert sum(len(plan.parts) for plan in plans) == facts

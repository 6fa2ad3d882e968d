"""What the tables promise: aware times, no doubles, closed lists by value."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from bot.store import (
    Base,
    Broadcast,
    Case,
    CaseKind,
    Conversation,
    Delivery,
    DeliveryState,
    Direction,
    InboundUpdate,
    Message,
    Role,
    Staff,
    Store,
    Subscription,
)
from tests.bot.people import conversation, staff

HANOI = dt.timezone(dt.timedelta(hours=7))


def test_times_come_back_in_utc_whatever_zone_they_had(store: Store) -> None:
    moment = dt.datetime(2026, 11, 30, 6, 30, 15, 123456, tzinfo=HANOI)
    with store.session() as session:
        session.add(Conversation(channel="web", address="x", started_at=moment))
    with store.session() as session:
        found = session.scalars(select(Conversation)).one()
    assert found.started_at == moment
    assert found.started_at.utcoffset() == dt.timedelta(0)
    assert found.started_at.day == 29


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = dt.datetime(2026, 11, 30, 6, 30)  # noqa: DTZ001  (what is refused)
    with pytest.raises(StatementError, match="without a zone"), store.session() as session:
        session.add(Conversation(channel="web", address="x", started_at=naive))


def test_times_compare_in_the_database_as_they_do_outside(store: Store) -> None:
    early = dt.datetime(2026, 11, 30, 6, 0, tzinfo=HANOI)
    with store.session() as session:
        session.add(Conversation(channel="web", address="x", started_at=early))
    after = dt.datetime(2026, 11, 29, 22, 59, 59, tzinfo=dt.UTC)
    with store.session() as session:
        assert session.scalars(select(Conversation).where(Conversation.started_at > after)).one()


def _doubles(one: Conversation, of: Staff) -> dict[str, Callable[[], list[Base]]]:
    broadcast = {"source": "s", "channel": "web", "audience": "all", "message": {}}
    case = {"code": "PA-AAAAA3", "conversation_id": one.id, "kind": CaseKind.QUESTION}
    return {
        "conversation": lambda: [Conversation(channel="telegram", address="lan")],
        "update": lambda: [InboundUpdate(channel="web", update_id="7") for _ in "ab"],
        "staff": lambda: [Staff(name=of.name, role=Role.ADMIN, password_hash="-")],
        "subscription": lambda: [Subscription(conversation_id=one.id, topic="all") for _ in "ab"],
        "case code": lambda: [Case(**case, question="q", reason="r") for _ in "ab"],
        "delivery": lambda: [
            Broadcast(id=1, **broadcast),
            *(Delivery(broadcast_id=1, conversation_id=one.id) for _ in "ab"),
        ],
    }


@pytest.mark.parametrize(
    "what", ["conversation", "update", "staff", "subscription", "case code", "delivery"]
)
def test_nothing_is_there_twice(store: Store, what: str) -> None:
    rows = _doubles(conversation(store), staff(store))[what]()
    with pytest.raises(IntegrityError):
        _add_one_by_one(store, rows)


def _add_one_by_one(store: Store, rows: list[Base]) -> None:
    with store.session() as session:
        for row in rows:
            session.add(row)
            session.flush()
            session.expunge_all()


def test_the_same_person_may_write_on_two_channels(store: Store) -> None:
    assert conversation(store, "lan", "web").id != conversation(store, "lan", "telegram").id


def test_a_message_needs_its_conversation(store: Store) -> None:
    with pytest.raises(IntegrityError), store.session() as session:
        session.add(Message(conversation_id=404, direction=Direction.BOT, text="?"))


def test_closed_lists_are_stored_by_value(store: Store) -> None:
    one = conversation(store)
    with store.session() as session:
        session.add(Message(conversation_id=one.id, direction=Direction.CITIZEN, text="chào"))
    with store.session() as session:
        row = session.execute(text("SELECT direction, delivery FROM message")).one()
    assert tuple(row) == ("citizen", "sent")


def test_a_value_outside_a_closed_list_cannot_be_written(store: Store) -> None:
    one = conversation(store)
    with pytest.raises(StatementError), store.session() as session:
        session.add(Message(conversation_id=one.id, direction="neighbour", text="chào"))


def test_vietnamese_and_json_come_back_as_they_were(store: Store) -> None:
    one = conversation(store)
    trace = {"query": "làm khai sinh 😀", "hits": [{"score": 3.25}], "none": None}
    with store.session() as session:
        session.add(
            Message(conversation_id=one.id, direction=Direction.BOT, text="Dạ ạ 😀", trace=trace)
        )
    with store.session() as session:
        found = session.scalars(select(Message)).one()
    assert (found.text, found.trace, found.delivery) == ("Dạ ạ 😀", trace, DeliveryState.SENT)

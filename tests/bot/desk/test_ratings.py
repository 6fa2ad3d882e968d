"""Marks: asked for seldom, after an answer or a closed case, inside the channel's window."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from bot.conversation import Hub
from bot.desk import Cases, Replies
from bot.desk.ratings import ASK_AGAIN, Ratings
from bot.store import (
    Case,
    CloseReason,
    Conversation,
    Direction,
    Message,
    Rating,
    Store,
)
from tests.bot import people

NOON = dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


class World:
    """One citizen, one officer; the clock stands at noon."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.hoa = people.staff(store)
        self.replies = Replies(store, {}, Hub())

    def citizen(self, channel: str = "telegram", wrote: dt.datetime = NOON) -> Conversation:
        row = people.conversation(self.store, channel=channel)
        with self.store.session() as session:
            session.add(
                Message(
                    conversation_id=row.id,
                    direction=Direction.CITIZEN,
                    text="Khi nào có giấy?",
                    said_at=wrote,
                )
            )
        return row

    def close(self, of: Conversation, reason: CloseReason = CloseReason.ANSWERED) -> Case:
        case = people.case(self.store, of)
        with self.store.session() as session:
            Cases.claim(session, case.id, self.hoa)
        self.replies.close(case.id, self.hoa, reason, answer="Mai ông/bà ra lấy.")
        return case

    def told(self) -> Message:
        """What the assistant said last."""
        return people.said(self.store, Direction.BOT)[-1]

    def asks(self) -> bool:
        """Whether the last message has the five marks and the way out as buttons."""
        shown = (self.told().trace or {}).get("message", {}).get("buttons", [])
        payloads = [button["payload"] for button in shown]
        marks = [f'/rate{{"rating":"{mark}"}}' for mark in range(1, 6)]
        return bool(payloads == [*marks, "/rate_never"])

    def rate(self, of: Conversation, score: int) -> Rating:
        with self.store.session() as session:
            return Ratings.rate(session, session.get_one(Conversation, of.id), score)


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("reason", [CloseReason.ANSWERED, CloseReason.DONE])
def test_a_closed_case_asks_for_a_mark_in_the_same_message(
    world: World, reason: CloseReason
) -> None:
    case = world.close(world.citizen(), reason)
    assert world.asks()
    told = world.told()
    assert case.code in told.text
    assert "mấy điểm" in told.text
    assert len(told.text.splitlines()) <= 6


@pytest.mark.parametrize(
    "reason",
    [CloseReason.SILENT, CloseReason.DOUBLE, CloseReason.NOT_OURS, CloseReason.ELSEWHERE],
)
def test_where_nothing_was_done_no_mark_is_asked(world: World, reason: CloseReason) -> None:
    case = world.close(world.citizen(), reason)
    assert not world.asks()
    assert case.code in world.told().text


def test_the_mark_belongs_to_the_case_and_not_to_an_old_answer(world: World) -> None:
    lan = world.citizen()
    with world.store.session() as session:
        session.add(
            Message(conversation_id=lan.id, direction=Direction.BOT, text="…", subject="1.001193")
        )
    case = world.close(lan)
    rating = world.rate(lan, 4)
    assert (rating.case_id, rating.subject, rating.score) == (case.id, None, 4)


def test_a_mark_after_an_answer_belongs_to_the_record(world: World) -> None:
    lan = world.citizen()
    with world.store.session() as session:
        session.add(
            Message(conversation_id=lan.id, direction=Direction.BOT, text="…", subject="1.001193")
        )
    rating = world.rate(lan, 5)
    assert (rating.case_id, rating.subject) == (None, "1.001193")


@pytest.mark.parametrize(
    ("channel", "days", "asked"),
    [("zalo", 6, True), ("zalo", 8, False), ("telegram", 8, True), ("web", 8, True)],
)
def test_only_inside_the_channel_s_window(
    world: World, channel: str, days: int, asked: bool
) -> None:
    world.close(world.citizen(channel, NOON - dt.timedelta(days=days)))
    assert world.asks() is asked


def test_whoever_does_not_want_to_be_asked_is_not(
    world: World, noon: time_machine.Traveller
) -> None:
    lan = world.citizen()
    with world.store.session() as session:
        Ratings.never(session, session.get_one(Conversation, lan.id))
    world.close(lan)
    assert not world.asks()
    noon.shift(2 * ASK_AGAIN)
    world.close(lan)
    assert not world.asks()


def test_a_month_lies_between_two_questions(world: World, noon: time_machine.Traveller) -> None:
    lan = world.citizen()
    world.close(lan)
    assert world.asks()
    noon.shift(ASK_AGAIN - HOUR)
    world.close(lan)
    assert not world.asks()
    noon.shift(2 * HOUR)
    world.close(lan)
    assert world.asks()


def test_a_word_is_put_to_the_last_mark(world: World) -> None:
    lan = world.citizen()
    world.close(lan)
    world.rate(lan, 2)
    with world.store.session() as session:
        conversation = session.get_one(Conversation, lan.id)
        Ratings.add_word(session, conversation, "chờ lâu")
        Ratings.add_word(session, conversation, "nhưng cán bộ vui vẻ")
    with world.store.session() as session:
        assert session.scalars(select(Rating)).one().word == "chờ lâu\nnhưng cán bộ vui vẻ"


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_mark_is_one_to_five(world: World, score: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        world.rate(world.citizen(), score)

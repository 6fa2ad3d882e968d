"""Staff's words reach the citizen: stored first, sent once, and known for what they are."""

import asyncio
import contextlib

import pytest
from sqlalchemy import select

from bot.channels import (
    Moved,
    Refused,
    SlowDown,
    UnknownDelivery,
    Unreachable,
    WindowShut,
)
from bot.conversation import Hub
from bot.desk import CaseError, Cases, Replies
from bot.store import Case, Conversation, DeliveryState, Direction, Message, Staff, Store
from tests.bot import people
from tests.bot.people import ToldChannel


class Desk:
    """One held case of one citizen on Telegram, and the desk's replies over a told channel."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.lan: Conversation = people.conversation(store)
        self.hoa: Staff = people.staff(store)
        self.case: Case = people.case(store, self.lan)
        with store.session() as session:
            Cases.claim(session, self.case.id, self.hoa)
        self.channel = ToldChannel()
        self.hub = Hub()
        self.replies = Replies(store, {"telegram": self.channel}, self.hub)

    def write(self, text: str = "Chị mang căn cước nhé.") -> None:
        self.replies.write(self.case.id, self.hoa, text)

    def states(self) -> list[DeliveryState]:
        return [message.delivery for message in people.said(self.store)]


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


async def test_a_reply_is_stored_before_it_is_sent_and_then_sent_once(desk: Desk) -> None:
    desk.write()
    (stored,) = people.said(desk.store)
    assert (stored.direction, stored.delivery) == (Direction.STAFF, DeliveryState.PENDING)
    assert stored.staff_id == desk.hoa.id
    assert desk.channel.sent == []
    assert await desk.replies.deliver() == 1
    assert await desk.replies.deliver() == 0
    assert desk.channel.sent == [("lan", "Chị mang căn cước nhé.")]
    assert desk.states() == [DeliveryState.SENT]


async def test_a_reply_is_claimed_while_it_is_on_its_way(desk: Desk) -> None:
    seen: list[DeliveryState] = []
    desk.channel.before_send = lambda _: seen.extend(desk.states())
    desk.write()
    await desk.replies.deliver()
    assert seen == [DeliveryState.CLAIMED]


async def test_replies_arrive_in_the_order_they_were_written(desk: Desk) -> None:
    for number in range(5):
        desk.write(f"phần {number}")
    assert await desk.replies.deliver() == 5
    assert [text for _, text in desk.channel.sent] == [f"phần {number}" for number in range(5)]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Unreachable("blocked"), DeliveryState.UNREACHABLE),
        (Refused("too long"), DeliveryState.REFUSED),
        (UnknownDelivery("time-out"), DeliveryState.UNKNOWN),
        (SlowDown(3), DeliveryState.PENDING),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_what_is_known_of_a_delivery_that_failed(
    desk: Desk, error: Exception, state: DeliveryState
) -> None:
    desk.write()
    desk.channel.errors["lan"].append(error)
    await desk.replies.deliver()
    (message,) = people.said(desk.store)
    assert message.delivery is state
    assert (message.delivery_note or "").startswith(str(error))
    assert desk.channel.sent == []


@pytest.mark.parametrize(
    "error", [Moved("lan-2"), WindowShut("24 h are over")], ids=["moved", "shut"]
)
async def test_what_certainly_did_not_arrive_is_not_called_unknown(
    desk: Desk, error: Exception
) -> None:
    """An officer who reads 'unknown' does not write again, for fear of saying it twice."""
    desk.write()
    desk.channel.errors["lan"].append(error)
    await desk.replies.deliver()
    (message,) = people.said(desk.store)
    assert message.delivery not in (DeliveryState.SENT, DeliveryState.UNKNOWN)


async def test_after_slowing_down_it_is_sent_once(desk: Desk) -> None:
    desk.write()
    desk.channel.errors["lan"].append(SlowDown(60))
    assert await desk.replies.deliver() == 0
    desk.replies._resting.clear()  # a minute later
    assert await desk.replies.deliver() == 1
    assert len(desk.channel.sent) == 1
    assert desk.states() == [DeliveryState.SENT]


async def test_one_unreachable_person_holds_nobody_up(desk: Desk) -> None:
    minh = people.conversation(desk.store, "minh")
    other = people.case(desk.store, minh)
    with desk.store.session() as session:
        Cases.claim(session, other.id, desk.hoa)
    desk.channel.errors["lan"].append(Unreachable("blocked"))
    desk.write()
    desk.replies.write(other.id, desk.hoa, "Dạ xong rồi ạ.")
    await desk.replies.deliver()
    assert desk.channel.sent == [("minh", "Dạ xong rồi ạ.")]


async def test_a_fault_of_the_channel_s_own_loses_no_reply(desk: Desk) -> None:
    """A bug in an adapter raises what no channel should: the reply must not hang as claimed."""
    desk.write()
    desk.channel.errors["lan"].append(KeyError("surprise"))
    with contextlib.suppress(KeyError):
        await desk.replies.deliver()
    assert desk.states() != [DeliveryState.CLAIMED]


async def test_nothing_is_sent_twice_when_two_deliver_at_once(desk: Desk) -> None:
    desk.channel.seconds = 0.005
    second = Replies(desk.store, {"telegram": desk.channel}, desk.hub)
    for number in range(12):
        desk.write(f"phần {number}")
    counts = await asyncio.gather(
        *(asyncio.to_thread(asyncio.run, one.deliver()) for one in (desk.replies, second))
    )
    assert sum(counts) == 12
    assert sorted(text for _, text in desk.channel.sent) == sorted(
        f"phần {number}" for number in range(12)
    )


async def test_a_channel_that_is_off_is_said_so(desk: Desk) -> None:
    desk.write()
    await Replies(desk.store, {}, desk.hub).deliver()
    (message,) = people.said(desk.store)
    assert message.delivery is DeliveryState.REFUSED
    assert "telegram" in str(message.delivery_note)


async def test_what_was_on_its_way_when_the_machine_died_is_unknown_and_not_resent(
    desk: Desk,
) -> None:
    for number in range(2):
        desk.write(f"phần {number}")
    with desk.store.session() as session:
        session.scalars(select(Message).order_by(Message.id)).first().delivery = (  # type: ignore[union-attr]
            DeliveryState.CLAIMED
        )
    assert desk.replies.forget_interrupted() == 1
    assert await desk.replies.deliver() == 1
    assert desk.channel.sent == [("lan", "phần 1")]
    assert desk.states() == [DeliveryState.UNKNOWN, DeliveryState.SENT]


async def test_delivery_wakes_whoever_waits_for_the_conversation(desk: Desk) -> None:
    desk.write()
    waiting = asyncio.create_task(desk.hub.wait("telegram:lan", 5))
    await asyncio.sleep(0)
    await desk.replies.deliver()
    await asyncio.wait_for(waiting, 1)


async def test_closing_tells_the_citizen_that_the_assistant_answers_again(desk: Desk) -> None:
    desk.replies.close(desk.case.id, desk.hoa, answer="Ông/bà mang căn cước.")
    await desk.replies.deliver()
    answer, (to, text) = desk.channel.sent
    assert answer == ("lan", "Ông/bà mang căn cước.")
    assert to == "lan"
    assert desk.case.code in text
    with desk.store.session() as session:
        assert Cases.holding(session, desk.lan) is None


def test_only_the_holder_writes_and_closes(desk: Desk) -> None:
    stranger = people.staff(desk.store, "Minh")
    with pytest.raises(CaseError):
        desk.replies.write(desk.case.id, stranger, "Tôi trả lời thay.")
    with pytest.raises(CaseError):
        desk.replies.close(desk.case.id, stranger)
    assert people.said(desk.store) == []


async def test_a_channel_that_has_to_wait_does_not_hold_up_the_others(desk: Desk) -> None:
    """Zalo's grant was lost: its replies stay pending, Telegram's go on."""
    zalo = ToldChannel("zalo")
    nam = people.conversation(desk.store, "nam", "zalo")
    case = people.case(desk.store, nam)
    with desk.store.session() as session:
        Cases.claim(session, case.id, desk.hoa)
    replies = Replies(desk.store, {"telegram": desk.channel, "zalo": zalo}, desk.hub)
    zalo.errors["nam"].append(SlowDown(60))
    replies.write(case.id, desk.hoa, "Anh chờ nhé.")
    replies.write(desk.case.id, desk.hoa, "Chị mang căn cước nhé.")
    await replies.deliver()
    await replies.deliver()
    assert desk.channel.sent == [("lan", "Chị mang căn cước nhé.")]
    assert zalo.tried == ["nam"], "not asked again before the time that it named"
    assert desk.states() == [DeliveryState.PENDING, DeliveryState.SENT]

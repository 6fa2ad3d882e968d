"""The life of a broadcast: draft, approved, sending, stopped, done; and who is asked."""

import datetime as dt

import pytest
import time_machine

from bot.broadcasts import BroadcastError
from bot.broadcasts.campaigns import message_of
from bot.broadcasts.known import CHANNELS
from bot.store import Broadcast, BroadcastState, Conversation, Subscription
from bot.store.models import utc_now
from tests.bot import people
from tests.bot.broadcasts.conftest import MORNING, Sending
from tests.bot.records import ABOLISHED, BIRTH

KEYS = ["id", "state", "total", "pending", "sent", "unknown", "refused", "unreachable"]


def test_status_has_the_contract_s_shape(sending: Sending) -> None:
    made = sending.campaigns.create(sending.answerer, BIRTH, "telegram", "all")
    status = sending.campaigns.status(made)
    assert list(status) == KEYS
    assert status == dict.fromkeys(KEYS, 0) | {"id": made, "state": "draft"}


def test_states_are_the_contract_s() -> None:
    assert list(BroadcastState) == ["draft", "approved", "sending", "stopped", "halted", "done"]


def test_a_draft_holds_the_text_and_the_source_as_they_will_be_sent(sending: Sending) -> None:
    made = sending.campaigns.create(sending.answerer, BIRTH, "zalo", "vneid")
    with sending.store.session() as session:
        broadcast = session.get(Broadcast, made)
        assert broadcast is not None
        message = message_of(broadcast)
    assert "Đăng ký khai sinh" in message.text
    assert message.sources
    assert message.text.splitlines()[0] == "Đăng ký khai sinh"
    assert "Nộp ở đâu:" in message.text
    assert [button.title for button in message.buttons][-1] == "Gặp cán bộ"


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_faq_may_be_sent_on_every_channel(sending: Sending, channel: str) -> None:
    made = sending.campaigns.create(sending.answerer, "vneid-la-gi", channel, "all")
    assert sending.campaigns.status(made)["state"] == "draft"


@pytest.mark.parametrize(
    ("source", "channel", "told"),
    [
        ("9.999999", "telegram", "không có nguồn '9.999999'"),
        (ABOLISHED, "telegram", "nguồn"),
        ("", "telegram", "nguồn"),
        (BIRTH, "fax", "kênh 'fax' không có"),
    ],
)
def test_what_must_not_be_stated_or_cannot_be_sent_is_no_draft(
    sending: Sending, source: str, channel: str, told: str
) -> None:
    with pytest.raises(BroadcastError, match=told):
        sending.campaigns.create(sending.answerer, source, channel, "all")


def test_approval_is_kept_with_its_name_and_given_once(sending: Sending) -> None:
    made = sending.approved()
    with sending.store.session() as session:
        broadcast = session.get(Broadcast, made)
        assert broadcast is not None
        assert (broadcast.approved_by, broadcast.approved_at is not None) == ("Trưởng phòng", True)
    with pytest.raises(BroadcastError, match="approved"):
        sending.campaigns.approve(made, "Người khác")


def test_nothing_goes_out_unapproved(sending: Sending) -> None:
    people.subscriber(sending.store, "lan")
    made = sending.campaigns.create(sending.answerer, BIRTH, "telegram", "all")
    for act in (sending.campaigns.start, sending.campaigns.stop):
        with pytest.raises(BroadcastError, match="draft"):
            act(made)


def test_nobody_to_send_to_is_told_and_leaves_it_approved(sending: Sending) -> None:
    made = sending.approved()
    with pytest.raises(BroadcastError, match="chưa có ai đăng ký"):
        sending.campaigns.start(made)
    assert sending.campaigns.status(made)["state"] == "approved"
    people.subscriber(sending.store, "lan")
    assert sending.campaigns.start(made) == 1


@pytest.mark.parametrize("act", ["approve", "start", "stop", "status"])
def test_a_broadcast_that_does_not_exist_is_told(sending: Sending, act: str) -> None:
    arguments = (404, "Hoa") if act == "approve" else (404,)
    with pytest.raises(BroadcastError, match="không có tin số 404"):
        getattr(sending.campaigns, act)(*arguments)


def test_only_who_wants_it_and_can_be_reached_on_this_channel_is_enlisted(
    sending: Sending,
) -> None:
    people.subscriber(sending.store, "muốn")
    people.subscriber(sending.store, "muốn", channel="web")
    people.conversation(sending.store, "chỉ hỏi")
    gone = people.subscriber(sending.store, "đã thôi")
    blocked = people.subscriber(sending.store, "đã chặn")
    with sending.store.session() as session:
        session.query(Subscription).filter_by(conversation_id=gone).one().ended_at = utc_now()
        session.get_one(Conversation, blocked).reachable = False
    made = sending.approved()
    assert sending.campaigns.start(made) == 1


def test_a_topic_reaches_its_subscribers_and_those_of_everything(sending: Sending) -> None:
    people.subscriber(sending.store, "tất cả", topic="all")
    people.subscriber(sending.store, "vneid", topic="vneid")
    people.subscriber(sending.store, "khác", topic="buu-chinh")
    assert sending.campaigns.start(sending.approved(audience="vneid")) == 2
    assert sending.campaigns.start(sending.approved(audience="all")) == 3


def test_somebody_with_two_topics_gets_one_message(sending: Sending) -> None:
    one = people.subscriber(sending.store, "lan", topic="vneid")
    with sending.store.session() as session:
        session.add(Subscription(conversation_id=one, topic="all"))
    assert sending.campaigns.start(sending.approved(audience="vneid")) == 1


def test_stopping_and_going_on_enlists_nobody_anew(sending: Sending) -> None:
    made = sending.begun(3)
    sending.campaigns.stop(made)
    assert sending.campaigns.status(made)["state"] == "stopped"
    people.subscriber(sending.store, "đến sau")
    assert sending.campaigns.start(made) == 3
    assert sending.campaigns.status(made) | {"state": "", "id": 0} == {
        **dict.fromkeys(KEYS, 0),
        "state": "",
        "total": 3,
        "pending": 3,
    }


def test_one_being_sent_is_not_started_again(sending: Sending) -> None:
    made = sending.begun(2)
    with pytest.raises(BroadcastError, match="sending"):
        sending.campaigns.start(made)
    assert sending.campaigns.status(made)["total"] == 2


def test_who_wrote_it_does_not_approve_it(sending: Sending) -> None:
    made = sending.campaigns.create(sending.answerer, BIRTH, "telegram", "all", by="Lan")
    with pytest.raises(BroadcastError, match="không tự duyệt"):
        sending.campaigns.approve(made, "Lan")
    assert sending.campaigns.status(made)["state"] == "draft"
    sending.campaigns.approve(made, "Hoa")


def test_a_neighbourhood_s_news_reaches_its_people_only(sending: Sending) -> None:
    for name, place in (("lan", "Khu phố 3"), ("tâm", "Khu phố 4"), ("hùng", None)):
        one = people.subscriber(sending.store, name)
        with sending.store.session() as session:
            rows = session.query(Subscription).filter_by(conversation_id=one)
            rows.one().neighbourhood = place
    assert sending.campaigns.start(sending.approved(audience="all@Khu phố 3")) == 1
    assert sending.campaigns.audience_size(sending.approved(audience="all")) == 3


def test_planned_for_a_time_it_begins_by_itself_and_once(sending: Sending) -> None:
    people.subscriber(sending.store, "lan")
    made = sending.approved()
    sending.campaigns.plan(made, MORNING + dt.timedelta(hours=2))
    assert sending.campaigns.start_planned() == []
    with time_machine.travel(MORNING + dt.timedelta(hours=2, seconds=1)):
        assert sending.campaigns.start_planned() == [made]
        assert sending.campaigns.start_planned() == []
    assert sending.campaigns.status(made)["state"] == "sending"


@pytest.mark.parametrize(
    ("hours", "told"), [(-1, "đã qua"), (13, "giờ yên tĩnh; sớm nhất là 07:00 ngày 24/11/2026")]
)
def test_a_time_that_is_past_or_quiet_is_refused(sending: Sending, hours: int, told: str) -> None:
    made = sending.approved()
    with pytest.raises(BroadcastError, match=told):
        sending.campaigns.plan(made, MORNING + dt.timedelta(hours=hours))


def test_planned_for_nobody_stays_approved_and_says_why(sending: Sending) -> None:
    made = sending.approved()
    sending.campaigns.plan(made, MORNING + dt.timedelta(hours=2))
    with time_machine.travel(MORNING + dt.timedelta(hours=3)):
        assert sending.campaigns.start_planned() == []
        assert sending.campaigns.start_planned() == []
    with sending.store.session() as session:
        broadcast = session.get_one(Broadcast, made)
        assert (broadcast.state, broadcast.scheduled_at) == (BroadcastState.APPROVED, None)
        assert "chưa có ai đăng ký" in str(broadcast.note)

"""The text is compared with its record again: at approval, at the start, before it leaves."""

from typing import Any

import pytest

from bot.broadcasts import BroadcastError
from bot.broadcasts.together import approve, compose
from bot.broadcasts.voicing import from_officer, from_record
from bot.channels.telegram.encode import encode as for_telegram
from bot.channels.zalo.encode import encode as for_zalo
from bot.store import Broadcast, Todo, TodoState
from tests.bot import people
from tests.bot.broadcasts.conftest import Sending
from tests.bot.records import BIRTH


def _text(sending: Sending, number: int) -> str:
    with sending.store.session() as session:
        return str(session.get_one(Broadcast, number).message["text"])


def _altered(sending: Sending, number: int, was: str, now: str) -> None:
    """What the record says now is no longer what was approved: the same as an altered text."""
    with sending.store.session() as session:
        row = session.get_one(Broadcast, number)
        message: dict[str, Any] = dict(row.message)
        assert was in message["text"]
        message["text"] = message["text"].replace(was, now)
        row.message = message


def test_each_channel_speaks_in_its_own_voice(sending: Sending) -> None:
    texts = {
        channel: _text(sending, sending.campaigns.create(sending.answerer, BIRTH, channel, "all"))
        for channel in ("telegram", "zalo", "web")
    }
    assert "Giấy tờ cần có:" in texts["telegram"]
    assert "Giấy tờ cần có:" not in texts["zalo"]
    assert len(texts["zalo"]) < len(texts["telegram"])
    assert texts["web"] == texts["telegram"]


def test_source_and_link_go_out_on_each_channel(sending: Sending) -> None:
    composed = from_record(sending.answerer, BIRTH, ("telegram", "zalo"), sending.office)
    telegram, zalo = (voice.message for voice in composed.voices)
    assert telegram is not None
    assert zalo is not None
    last_zalo = str(for_zalo(zalo)[-1])
    assert "https://dichvucong.gov.vn/" in last_zalo
    assert "Nguồn" in last_zalo
    assert "https://dichvucong.gov.vn/" in for_telegram(telegram)[-1].html


def test_an_officer_s_own_text_has_the_voice_of_a_notice(sending: Sending) -> None:
    notice = ("Làm việc sáng thứ Bảy", "Từ 01/12, một cửa nhận hồ sơ.", "Thông báo 12/TB-UBND")
    made = compose(
        sending.store,
        from_officer(*notice, None, ("zalo",), sending.office),
        ("zalo",),
        "all",
        "Lan",
    )
    assert approve(sending.store, made.campaign, "Hoa", sending.office) == 1
    text = _text(sending, made.broadcasts[0])
    assert "Từ 01/12" in text
    assert text.startswith("Làm việc sáng thứ Bảy")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("15 giờ", "16 giờ", "Sai .*16 giờ"),
        ("Miễn phí theo danh mục quốc gia", "Lệ phí 8.000 đồng", "Sai số tiền: .*8.000 đồng"),
    ],
)
def test_what_differs_from_its_record_is_not_approved(
    sending: Sending, was: str, now: str, told: str
) -> None:
    made = sending.campaigns.create(sending.answerer, BIRTH, "telegram", "all")
    _altered(sending, made, was, now)
    with pytest.raises(BroadcastError, match=f"tin số {made} lệch với nguồn: {told}"):
        sending.campaigns.approve(made, "Hoa")
    assert sending.campaigns.status(made)["state"] == "draft"


def test_of_a_campaign_nothing_is_approved_when_one_part_differs(sending: Sending) -> None:
    ways = ("telegram", "zalo", "facebook")
    composed = from_record(sending.answerer, BIRTH, ways, sending.office)
    made = compose(sending.store, composed, ways, "all", "Lan")
    _altered(sending, made.broadcasts[1], "15 giờ", "16 giờ")
    with pytest.raises(BroadcastError, match="lệch với nguồn"):
        approve(sending.store, made.campaign, "Hoa", sending.office)
    with sending.store.session() as session:
        assert session.get_one(Todo, made.todos[0]).state is TodoState.DRAFT
    assert {sending.campaigns.status(one)["state"] for one in made.broadcasts} == {"draft"}


def test_what_differs_by_now_does_not_begin(sending: Sending) -> None:
    people.subscriber(sending.store, "lan")
    made = sending.approved()
    _altered(sending, made, "15 giờ", "16 giờ")
    with pytest.raises(BroadcastError, match="lệch với nguồn"):
        sending.campaigns.start(made)
    assert sending.campaigns.status(made)["state"] == "approved"


async def test_what_differs_once_it_is_being_sent_halts_before_anybody_gets_it(
    sending: Sending,
) -> None:
    made = sending.begun(3)
    _altered(sending, made, "15 giờ", "16 giờ")
    assert await sending.sender.work() == 0
    status = sending.campaigns.status(made)
    assert (status["state"], status["pending"]) == ("halted", 3)
    assert sending.channel.tried == []
    with sending.store.session() as session:
        assert "nguồn ghi “15 giờ”" in str(session.get_one(Broadcast, made).note)
    with pytest.raises(BroadcastError, match="lệch với nguồn"):
        sending.campaigns.start(made)

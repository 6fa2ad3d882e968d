"""Zalo's own shapes as what they mean to us."""

import pytest

from bot.channels.zalo.decode import Fate, anonymous_of, decode
from tests.loopback.zalo import APP_ID, OA_ID, OA_SECRET, Events

EVENTS = Events(APP_ID, OA_ID, OA_SECRET)
LAN = "246845883529197922"
HERE = {"latitude": "10.7764", "longitude": "106.7008"}


def test_words_become_a_message_with_a_stable_id() -> None:
    event = EVENTS.text(LAN, "Thu tuc  khai sinh", msg_id="96d3")
    said = decode(event).message
    assert said is not None
    assert (said.channel, said.conversation, said.text) == ("zalo", LAN, "Thu tuc khai sinh")
    assert said.update_id == "user_send_text:96d3"
    again = decode(event | {"timestamp": "1"}).message
    assert again is not None
    assert again.update_id == said.update_id


@pytest.mark.parametrize(
    ("kind", "payload", "expected", "reference"),
    [
        ("image", {"thumbnail": "t", "url": "https://x.zdn.vn/a.jpg"}, "photo", "https://x.zdn.vn/a.jpg"),
        ("gif", {"url": "https://x.zdn.vn/a.gif"}, "photo", "https://x.zdn.vn/a.gif"),
        ("file", {"name": "don.pdf", "size": "7", "url": "u"}, "document", "u"),
        ("audio", {"url": "a.amr"}, "voice", "a.amr"),
        ("video", {"url": "v", "description": "ổ gà"}, "video", "v"),
        ("sticker", {"id": "55", "url": ""}, "sticker", "55"),
        ("link", {"url": "https://a.vn", "description": "Trang"}, "link", "https://a.vn"),
        ("location", {"coordinates": HERE}, "location", "10.776400,106.700800"),
        ("location", {"lat": 10.5, "long": 106}, "location", "10.500000,106.000000"),
        ("business_card", {"url": "u"}, "contact", "u"),
    ],
)  # fmt: skip
def test_attachments(kind: str, payload: dict[str, object], expected: str, reference: str) -> None:
    said = decode(EVENTS.attached(LAN, kind, payload)).message
    assert said is not None
    (found,) = said.attachments
    assert (found.kind, found.reference) == (expected, reference)


@pytest.mark.parametrize("place", [{"latitude": "91"}, {"latitude": "x", "longitude": "1"}, {}])
def test_a_place_that_is_none_is_left_out(place: dict[str, object]) -> None:
    event = EVENTS.attached(LAN, "location", {"coordinates": place}, text="ở đây")
    said = decode(event).message
    assert said is not None
    assert said.attachments == ()


def test_following_is_a_greeting_and_leaving_is_gone() -> None:
    came = decode(EVENTS.follow(LAN))
    assert came.message is not None
    assert (came.fate, came.conversation, came.message.payload) == (Fate.WELCOMED, LAN, "/greet")
    left = decode(EVENTS.follow(LAN, "unfollow"))
    assert (left.fate, left.conversation, left.message) == (Fate.GONE, LAN, None)
    assert decode(EVENTS.chat_now(LAN)).fate is Fate.WELCOMED


def test_two_events_of_one_kind_are_told_apart_without_a_message_id() -> None:
    ids = {decode(EVENTS.follow(LAN)).message.update_id for _ in range(5)}  # type: ignore[union-attr]
    assert len(ids) == 5


def test_a_shared_phone_number_stands_in_the_attachment_alone() -> None:
    meaning = decode(EVENTS.submitted(LAN, "84912345678"))
    said = meaning.message
    assert said is not None
    assert said.text == ""
    assert (said.attachments[0].kind, said.attachments[0].reference) == ("contact", "84912345678")
    assert "84912345678" not in said.update_id


def test_an_anonymous_visitor_is_answered_by_both_ids() -> None:
    said = decode(EVENTS.anonymous("a1", "c2", "xin chào")).message
    assert said is not None
    assert anonymous_of(said.conversation) == ("a1", "c2")
    assert anonymous_of(LAN) is None


@pytest.mark.parametrize(
    ("event", "fate"),
    [
        (EVENTS.group(LAN, "cả nhóm"), Fate.GROUP),
        (EVENTS.base("create_group"), Fate.GROUP),
        (EVENTS.receipt(LAN), Fate.RECEIPT),
        (EVENTS.receipt(LAN, "user_received_message"), Fate.RECEIPT),
        (EVENTS.message(LAN, "oa_send_text", text="của ta"), Fate.ECHO),
        (EVENTS.message(LAN, "user_reacted_message", react_icon="/-heart"), Fate.NOTED),
        (EVENTS.base("add_user_to_tag"), Fate.NOTED),
        (EVENTS.base("user_feedback"), Fate.NOTED),
        (EVENTS.base("change_oa_daily_quota"), Fate.NOTED),
        (EVENTS.base("user_withdraw") | {"user_id": LAN}, Fate.WITHDRAWN),
        (EVENTS.base("su_kien_moi"), Fate.UNKNOWN),
        (EVENTS.text(LAN, ""), Fate.UNREADABLE),
        (EVENTS.text("", "không tên"), Fate.UNREADABLE),
        ({}, Fate.UNKNOWN),
    ],
)
def test_the_rest(event: dict[str, object], fate: Fate) -> None:
    assert decode(event).fate is fate


def test_a_long_message_id_still_fits_the_store() -> None:
    said = decode(EVENTS.text(LAN, "x", msg_id="m" * 60)).message
    assert said is not None
    assert len(said.update_id) <= 100
    visitor = decode(EVENTS.anonymous("a" * 50, "c" * 60, "x"))
    assert visitor.fate is Fate.UNREADABLE

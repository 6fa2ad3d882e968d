"""From Telegram's updates to inbound messages."""

import unicodedata
from typing import Any

import pytest
from telegram import Bot, Update

from bot.channels.telegram.decode import Gone, decode
from bot.channels.telegram.groups import Me
from bot.messages import Attachment, InboundMessage
from tests.loopback.telegram import shapes

LAN = 501
GROUP = -100_200_300_400_500
BOT = shapes.bot_user(77, "MotCuaBot")
ME = Me(77, "MotCuaBot")


def photo(name: str, side: int) -> dict[str, Any]:
    return {
        "file_id": name,
        "file_unique_id": name,
        "width": side,
        "height": side,
        "file_size": side,
    }


def decoded(**update: Any) -> InboundMessage | Gone | None:
    read = Update.de_json({"update_id": 5, **update}, Bot("77:x"))
    return decode(read, ME, {"khaisinh": "/ask_documents"}.get)


def said(text: str, chat_id: int = LAN, **fields: Any) -> InboundMessage | Gone | None:
    sender = fields.pop("sender", shapes.person(LAN))
    return decoded(message=shapes.message(3, chat_id, sender, text=text, **fields))


@pytest.mark.parametrize(
    ("typed", "text", "payload"),
    [
        ("/start", "Xin chào", "/greet"),
        ("/start khaisinh", "Xin chào", "/ask_documents"),
        ("/start la", "Xin chào", "/greet"),
        ("/help", "Bạn giúp được những gì?", "/ask_capabilities"),
        ("/huongdan", "Bạn giúp được những gì?", "/ask_capabilities"),
        ("/canbo", "Tôi muốn gặp cán bộ", "/talk_to_human"),
        ("/CANBO@MotCuaBot tôi mất giấy", "tôi mất giấy", "/talk_to_human"),
        ("/dung", "dừng nhận tin", "/unsubscribe"),
        ("/dangky", "đăng ký nhận tin", None),
        ("/thutuc", "Tôi muốn hỏi về thủ tục hành chính", "/restart_topic"),
        ("/thutuc khai sinh\nở đâu", "khai sinh\nở đâu", None),
        ("/khongco abc", "khongco abc", None),
        ('/close_case{"id":"3"}', 'close_case{"id":"3"}', None),
        ("//greet", "greet", None),
        ("giá 1/2 ngày", "giá 1/2 ngày", None),
    ],
)
def test_commands_say_what_a_citizen_would(typed: str, text: str, payload: str | None) -> None:
    inbound = said(typed)
    assert isinstance(inbound, InboundMessage)
    assert (inbound.text, inbound.payload) == (text, payload)


def test_text_is_composed_and_storable() -> None:
    inbound = said(unicodedata.normalize("NFD", "Giấy tờ") + "\0 \ud83d!")
    assert isinstance(inbound, InboundMessage)
    assert inbound.text == "Giấy tờ \ufffd!"


@pytest.mark.parametrize(
    ("fields", "attachment"),
    [
        (
            {"photo": [photo("small", 90), photo("large", 1280)]},
            Attachment(kind="photo", reference="large", size=1280),
        ),
        (
            {
                "document": {
                    "file_id": "d",
                    "file_unique_id": "d",
                    "file_name": "tờ khai.pdf",
                    "file_size": 9,
                }
            },
            Attachment(kind="document", reference="d", name="tờ khai.pdf", size=9),
        ),
        (
            {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 4, "file_size": 8}},
            Attachment(kind="voice", reference="v", size=8),
        ),
        (
            {"location": {"latitude": 10.7769, "longitude": 106.7009}},
            Attachment(kind="location", reference="10.776900,106.700900"),
        ),
        (
            {"contact": {"phone_number": "0900000001", "first_name": "Lan"}},
            Attachment(kind="contact", reference="[số điện thoại]"),
        ),
    ],
    ids=["photo", "document", "voice", "location", "contact"],
)
def test_what_is_not_text_is_an_attachment(fields: dict[str, Any], attachment: Attachment) -> None:
    message = shapes.message(3, LAN, shapes.person(LAN), **fields)
    inbound = decoded(message=message)
    assert isinstance(inbound, InboundMessage)
    assert inbound.attachments == (attachment,)
    assert inbound.text == ""


def test_a_caption_is_the_text() -> None:
    message = shapes.message(3, LAN, shapes.person(LAN), photo=[photo("p", 1)], caption="ổ gà")
    inbound = decoded(message=message)
    assert isinstance(inbound, InboundMessage)
    assert inbound.text == "ổ gà"


def test_what_is_not_ours_is_ignored() -> None:
    message = shapes.message(3, LAN, shapes.person(LAN), text="sửa lại")
    post = shapes.message(3, GROUP, shapes.person(LAN), text="bài") | {
        "chat": {"id": GROUP, "type": "channel", "title": "Kênh"}
    }
    assert decoded(edited_message=message) is None
    assert decoded(channel_post=post) is None
    assert said("chào", sender=shapes.bot_user(9, "KhacBot")) is None
    assert decoded(message=shapes.message(3, LAN, shapes.person(LAN))) is None
    assert decoded(business_message=message) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mọi người ơi", None),
        ("@MotCuaBot lệ phí bao nhiêu", "lệ phí bao nhiêu"),
        ("lệ phí bao nhiêu @motcuabot", "lệ phí bao nhiêu"),
        ("@KhacBot lệ phí", None),
        ("/help", None),
        ("/help@KhacBot", None),
        ("/help@MotCuaBot", "Bạn giúp được những gì?"),
        ("@MotCuaBot /lenh_la", "lenh_la"),
    ],
)
def test_in_a_group_only_when_spoken_to(text: str, expected: str | None) -> None:
    inbound = said(text, GROUP)
    assert (inbound.text if isinstance(inbound, InboundMessage) else None) == expected


def test_in_a_group_an_answer_to_the_bot_is_for_the_bot() -> None:
    ours = shapes.message(2, GROUP, BOT, text="Hỏi gì ạ?")
    theirs = shapes.message(2, GROUP, shapes.person(9), text="Hỏi gì?")
    assert isinstance(said("lệ phí", GROUP, reply_to_message=ours), InboundMessage)
    assert said("lệ phí", GROUP, reply_to_message=theirs) is None


def test_a_press_must_carry_a_payload_of_ours() -> None:
    under = shapes.message(2, LAN, BOT, text="Hỏi gì ạ?")
    good = decoded(callback_query=shapes.callback_query("1", shapes.person(LAN), under, "/ask_fee"))
    assert isinstance(good, InboundMessage)
    assert (good.payload, good.text) == ("/ask_fee", "")
    forged = shapes.callback_query("1", shapes.person(LAN), under, "DROP TABLE; đ")
    assert decoded(callback_query=forged) is None


@pytest.mark.parametrize(("new", "gone"), [("kicked", True), ("left", True), ("member", False)])
def test_who_blocks_the_bot_is_gone(new: str, gone: bool) -> None:
    change = shapes.membership(LAN, shapes.person(LAN), BOT, "member", new)
    assert decoded(my_chat_member=change) == (Gone(str(LAN)) if gone else None)

"""Danger comes first: before the dialogue, before staff, and whatever is down."""

import pytest

from bot.conversation import Turns
from bot.conversation.emergency import CONTACTS, EmergencyReply, is_emergency
from bot.desk import Cases
from bot.messages import Outcome
from bot.store import Store
from knowledge.content import load_content
from tests.bot import people
from tests.bot.conversation.writing import say, text_of
from tests.bot.scripted_dialogue import ScriptedDialogue

DANGER = [
    "cháy nhà rồi cứu tôi với",
    "chay nha roi cuu toi voi",
    "CHÁY NHÀ!!!",
    "bố tôi ngất xỉu",
    "con tôi bị đuối nước",
    "có trộm vào nhà tôi",
    "chồng đang đánh tôi",
    "em muốn tự tử",
    "hàng xóm đang đánh nhau",
    "cháu bé bị điện giật",
    "chay nha rồi cuu toi voi",
    "toi muon tu tu",
    "bo toi bi dot quy",
    "có cháy ở chợ",
    "nhà đang cháy, hồ sơ giấy tờ còn trong đó, cứu với",
    "hàng xóm bạo hành con nhỏ suốt đêm",
    "tre em bi bao hanh goi ai",
    "ong hang xom dang danh vo",
    "bếp có mùi gas nồng lắm",
    "mẹ tôi bị rắn cắn",
    "em không muốn sống nữa",
    "con toi bi lac o cho",
    "em trai tôi bị đánh chảy máu",
]
CALM = [
    "làm khai sinh cần gì",
    "bao giờ có giấy",
    "xe cấp cứu của trạm y tế để ở đâu",
    "hàng này có cháy hàng không",
    "hệ thống đang chạy chậm quá",
    "cổng dịch vụ công có chạy được không",
    "ông cứ từ từ, tôi chờ được",
    "từ từ tôi xem lại đã",
    "phí mua bảo hiểm cháy nổ bắt buộc",
    "thủ tục thẩm duyệt phòng cháy chữa cháy",
    "nộp trong đợt quý này được không",
    "gọi cứu hộ giao thông ở số nào",
    "he thong dang chay cham qua",
    "cong dich vu cong co chay duoc khong",
    "tu tu toi xem lai da",
    "nop trong dot quy nay duoc khong",
    "bat tinh nang thong bao the nao",
    "giay to ghi bi danh thi sua sao",
    "tivi hong thi bao hanh o dau",
    "cán bộ bị đánh giá thế nào",
    "xe bị đánh thuế bao nhiêu",
    "khai tử cho người chết đuối",
    "hồi nhỏ có khai sinh rồi mà nhà cháy mất, xin cấp lại kiểu gì",
    "nha chay, to quyet dinh cong nhan con nuoi chay theo, chu man rang",
    "lũ cuốn hết hàng quán, hộ kinh doanh tui xin giảm thuế thu nhập sao giờ",
    "dong khu vui choi duoi nuoc",
    "cong ty em khao sat lo dat",
    "tuyên bố một người mất tích",
]


@pytest.mark.parametrize("text", DANGER)
def test_danger_is_heard_however_it_is_written(text: str) -> None:
    assert is_emergency(text)


@pytest.mark.parametrize("text", CALM)
def test_everyday_words_are_no_alarm(text: str) -> None:
    assert not is_emergency(text)


async def test_numbers_come_at_once_and_the_dialogue_is_not_asked(
    turns: Turns, dialogue: ScriptedDialogue, sqlite_store: Store
) -> None:
    reply = await say(turns, "cháy nhà rồi cứu tôi với")
    assert reply.outcome is Outcome.EMERGENCY
    for number in ("113", "114", "115", "111"):
        assert number in text_of(reply)
    assert reply.messages[0].sources
    assert dialogue.heard == []
    assert people.said(sqlite_store)[-1].outcome == "emergency"


async def test_numbers_come_while_the_dialogue_is_down(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    dialogue.stop()
    assert (await say(turns, "có trộm vào nhà tôi")).outcome is Outcome.EMERGENCY


async def test_numbers_come_while_staff_hold_the_conversation(
    turns: Turns, sqlite_store: Store
) -> None:
    lan = people.conversation(sqlite_store)
    case = people.case(sqlite_store, lan)
    officer = people.staff(sqlite_store)
    with sqlite_store.session() as session:
        Cases.claim(session, case.id, officer)
    assert (await say(turns, "bố tôi ngất xỉu rồi")).outcome is Outcome.EMERGENCY
    assert (await say(turns, "cảm ơn")).outcome is Outcome.WITH_STAFF


@pytest.mark.parametrize("before", [0, 1500, 5000, 9000])
async def test_danger_is_heard_wherever_it_stands_in_a_long_message(
    turns: Turns, before: int
) -> None:
    story = "chuyện là thế này ạ " * (before // 20) + "cháy nhà rồi " + "kể thêm ạ " * 500
    assert (await say(turns, story)).outcome is Outcome.EMERGENCY


@pytest.mark.parametrize("text", ["cha\u0301y nhà rồi", "cháy\u200b nhà rồi", "cháy  \n nhà rồi"])
async def test_danger_is_heard_through_odd_spellings(turns: Turns, text: str) -> None:
    assert (await say(turns, text)).outcome is Outcome.EMERGENCY


def test_the_content_holds_every_number_that_is_told() -> None:
    known = {contact.id: contact for contact in load_content().contacts}
    reply = EmergencyReply(known.values()).to("cứu tôi với")
    for name in CONTACTS:
        assert known[name].phone
        assert str(known[name].phone) in reply.text
    assert all(source.checked_on for source in reply.sources)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("chay nha roi cuu toi voi", "khan-cap-114"),
        ("bố tôi ngất xỉu", "khan-cap-115"),
        ("hàng xóm đánh đập con nhỏ", "tong-dai-111-tre-em"),
        ("tre em bi bao hanh goi ai", "tong-dai-111-tre-em"),
        ("có trộm vào nhà tôi", "khan-cap-113"),
    ],
)
def test_the_number_for_what_happens_stands_first(text: str, first: str) -> None:
    known = {contact.id: contact for contact in load_content().contacts}
    told = EmergencyReply(known.values()).to(text).text
    places = {name: told.index(str(known[name].phone)) for name in CONTACTS}
    assert min(places, key=lambda name: places[name]) == first
    assert len(places) == len(CONTACTS)

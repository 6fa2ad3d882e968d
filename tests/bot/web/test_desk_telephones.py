"""The officer's work as it reaches citizens' telephones, over Telegram and Zalo on loopback."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from bot.store import DeliveryState, Message
from bot.web.desk.addresses import Section
from tests.bot.web.desk_browser import MARKS, Enter
from tests.bot.web.desk_world import DeskServer
from tests.bot.web.telephones import Telephones

pytestmark = MARKS
CHANNELS = {"telegram": "Telegram", "zalo": "Zalo"}
# A loopback platform answers at once; a busy machine takes its time (milliseconds).
ARRIVES = 20_000


@pytest.fixture(scope="module")
def server(phones: Telephones) -> DeskServer:
    """What ``enter`` signs in to."""
    return phones.server


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_reply_of_the_officer_arrives_on_the_citizens_telephone(
    phones: Telephones, enter: Enter, channel: str
) -> None:
    address = "910077"
    phones.know(channel, address)
    code = phones.world.case("Nhà tôi hộ nghèo?", channel=channel, address=address)
    page = enter("lan", f"{Section.INBOX.address}?case={code}")
    page.get_by_role("button", name="Nhận việc").click()
    box = page.get_by_role("textbox", name="Trả lời người dân")
    box.fill("Chào bà.\nMời bà ra quầy số 3.")
    box.press("Control+Enter")
    expect(page.locator(".said.staff .delivery")).to_have_text("đã gửi", timeout=ARRIVES)
    (arrived,) = phones.received(channel, address)
    assert "Mời bà ra quầy số 3." in arrived

    page.get_by_role("button", name="Đóng việc").click()
    page.get_by_role("dialog").get_by_role("button", name="Đóng việc").click()
    expect(page.get_by_text("Việc đã đóng.", exact=False)).to_be_visible()
    expect(page.locator(".said.bot", has_text=f"xong việc {code}")).to_contain_text(
        "đã gửi", timeout=ARRIVES
    )
    assert len(phones.received(channel, address)) == 2
    assert code in phones.received(channel, address)[-1]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_broadcast_composed_and_approved_at_the_desk_arrives_once(
    phones: Telephones, enter: Enter, channel: str
) -> None:
    people = phones.subscribers(channel, 5)
    before = {one: len(phones.received(channel, one)) for one in people}
    if channel == "telegram":
        phones.telegram.block(int(people[0]))
    page = enter("lan", Section.BROADCASTS.address)
    page.get_by_label("Mã hoặc tên mục").fill("đăng ký khai sinh")
    page.get_by_role("button", name="Thủ tục: Đăng ký khai sinh", exact=True).click()
    if channel != "telegram":
        page.get_by_role("checkbox", name="Telegram").click()
        page.get_by_role("checkbox", name=re.compile("^Zalo")).first.click()
    expect(page.locator(".compose .voice .preview").first).to_contain_text("khai sinh")
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Chờ người duyệt hoặc lãnh đạo duyệt.").first).to_be_visible()

    other = enter("hoa", Section.BROADCASTS.address)
    other.get_by_role("button", name="Duyệt", exact=True).first.click()
    other.get_by_role("button", name="Gửi", exact=True).first.click()
    other.get_by_role("dialog").get_by_role("button", name=re.compile("^Gửi")).click()
    blocked = 1 if channel == "telegram" else 0
    told = f"5 người nhận · {5 - blocked} đã gửi"
    expect(page.get_by_text(told).first).to_be_visible(timeout=ARRIVES)
    arrived = [len(phones.received(channel, one)) - before[one] for one in people]
    assert arrived == [1 - blocked, 1, 1, 1, 1]
    if blocked:
        expect(page.get_by_text("1 đã chặn hoặc không liên lạc được").first).to_be_visible()


def test_a_telephone_that_blocked_us_is_told_to_the_officer(
    phones: Telephones, enter: Enter
) -> None:
    address = "910088"
    phones.know("telegram", address)
    code = phones.world.case("Trả lời tôi với", channel="telegram", address=address)
    phones.telegram.block(int(address))
    page = enter("minh", f"{Section.INBOX.address}?case={code}")
    page.get_by_role("button", name="Nhận việc").click()
    page.get_by_role("textbox", name="Trả lời người dân").fill("Chào bà.")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator(".delivery.bad")).to_contain_text("không liên lạc được", timeout=ARRIVES)
    assert phones.received("telegram", address) == []
    with phones.world.store.session() as session:
        last = session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
        assert last.delivery is DeliveryState.UNREACHABLE

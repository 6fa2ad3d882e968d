"""The desk in a real browser: two officers, one fake channel."""

import re

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from bot.channels import Unreachable
from bot.channels.base import UnknownDelivery
from bot.store import Case, CaseState, DeliveryState, Medium, Todo, TodoState
from bot.web.desk.addresses import COOKIE, Section
from bot.web.desk.frame import title_of
from bot.web.desk.inbox import page as page_of_inbox
from tests.bot.web.desk_browser import LAPTOP, MARKS, PHONE, Enter
from tests.bot.web.desk_world import PASSWORD, DeskServer, DeskWorld
from tests.bot.web.sample_days import TRACE

pytestmark = MARKS


def _inbox(code: str) -> str:
    return f"{Section.INBOX.address}?case={code}"


def test_signing_in_and_out_needs_no_script(browser: Browser, server: DeskServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/staff/inbox")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill("sai")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_have_text("Tên hoặc mật khẩu chưa đúng.")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    assert page.url == f"{server.url}/staff/inbox"
    context.close()


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
@pytest.mark.parametrize("section", Section)
def test_every_page_fits(
    world: DeskWorld, enter: Enter, section: Section, size: tuple[int, int]
) -> None:
    world.case("Một từ rất dài: " + "khai" * 60, address=f"{section}{size}")
    page = enter("truong", section.address, size)
    expect(page.get_by_role("link", name=re.compile("^Hộp việc"))).to_be_visible()
    expect(page).to_have_title(title_of(section))
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.lang") == "vi"


def test_the_loser_of_a_race_is_told(
    world: DeskWorld, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The second page is told too late of what the first one did.
    monkeypatch.setattr(page_of_inbox, "LOOK_SECONDS", 60.0)
    code = world.case("Ai nhận trước?", address="race")
    lan, minh = enter("lan", _inbox(code)), enter("minh", _inbox(code))
    expect(minh.get_by_role("button", name="Nhận việc")).to_be_visible()
    lan.get_by_role("button", name="Nhận việc").click()
    minh.get_by_role("button", name="Nhận việc").click()
    expect(minh.get_by_text("Việc này lan đã nhận.")).to_be_visible()
    expect(minh.get_by_text("lan đang giữ việc này và trả lời người dân.")).to_be_visible()
    expect(lan.get_by_role("textbox", name="Trả lời người dân")).to_be_focused()


def test_a_reply_reaches_the_citizen_and_says_how_it_went(world: DeskWorld, enter: Enter) -> None:
    code = world.case("Trả lời tôi với", address="reply", trace=TRACE)
    page = enter("lan", _inbox(code))
    expect(page.get_by_text("Trợ lý không thấy nguồn nào đủ chắc")).to_be_visible()
    expect(page.get_by_role("link", name="Đăng ký khai sinh")).to_be_visible()
    page.get_by_role("button", name="Nhận việc").click()
    box = page.get_by_role("textbox", name="Trả lời người dân")
    box.fill("Chào bà.\nMời bà ra quầy số 3.")
    box.press("Control+Enter")
    expect(page.locator(".said.staff .delivery")).to_have_text("đã gửi")
    expect(box).to_have_value("")
    assert world.channel.sent == [("reply", "Chào bà.\nMời bà ra quầy số 3.")]

    world.channel.fail = UnknownDelivery("hết giờ chờ")
    box.fill("Tin thứ hai")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator(".delivery.bad")).to_contain_text("không rõ đã tới chưa")
    world.channel.fail = Unreachable("đã chặn")
    box.fill("Tin thứ ba")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator(".delivery.bad").last).to_contain_text("không liên lạc được")
    assert [one.delivery for one in world.messages(code)[-2:]] == [
        DeliveryState.UNKNOWN,
        DeliveryState.UNREACHABLE,
    ]


def test_news_comes_by_itself_and_typing_goes_on(world: DeskWorld, enter: Enter) -> None:
    code = world.case("Hỏi dài", address="live")
    for number in range(30):
        world.say(code, f"Tin thứ {number}")
    page = enter("lan", _inbox(code))
    page.get_by_role("button", name="Nhận việc").click()
    box = page.get_by_role("textbox", name="Trả lời người dân")
    box.type("Đang viết dở")
    page.locator(".talk").evaluate("(box) => { box.scrollTop = 40; }")
    world.say(code, "Tôi hỏi thêm")
    other = world.case("Việc khác vừa tới", address="live-2")
    expect(page.get_by_text("Tôi hỏi thêm")).to_be_attached()
    expect(box).to_have_value("Đang viết dở")
    expect(box).to_be_focused()
    assert page.locator(".talk").evaluate("(box) => box.scrollTop") == 40
    # The draft waits while another case is looked at.
    page.get_by_role("button", name=re.compile("^Mới")).click()
    page.locator(".listed", has_text=other).click()
    expect(page.get_by_role("heading", name=other)).to_be_visible()
    page.get_by_role("button", name=re.compile("^Tôi đang giữ")).click()
    page.locator(".listed", has_text=code).click()
    expect(box).to_have_value("Đang viết dở")


def test_closing_asks_for_a_reason_and_an_answer(world: DeskWorld, enter: Enter) -> None:
    code = world.case("Xong rồi", address="close")
    page = enter("lan", _inbox(code))
    page.get_by_role("button", name="Nhận việc").click()
    page.get_by_role("button", name="Đóng việc").click()
    expect(page.get_by_text("Chưa có câu trả lời nào của cán bộ")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Chưa có câu trả lời nào của cán bộ")).to_be_hidden()
    page.get_by_role("button", name="Đóng việc").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Đóng việc").click()
    expect(page.get_by_text("Chưa có lời nào cho người dân", exact=False)).to_be_visible()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Đóng việc").click()
    dialog.get_by_label("Lời gửi người dân").fill("Ông/bà mang căn cước tới một cửa.")
    dialog.get_by_role("button", name="Đóng việc").click()
    expect(page.get_by_text("Việc đã đóng.", exact=False)).to_be_visible()
    with world.store.session() as session:
        case = session.scalars(select(Case).where(Case.code == code)).one()
        assert case.state is CaseState.CLOSED
        assert case.answer == "Ông/bà mang căn cước tới một cửa."
    expect(page.locator(".said.bot", has_text=f"xong việc {code}")).to_contain_text("đã gửi")
    assert any(code in text for _, text in world.channel.sent)


def test_what_a_citizen_writes_is_only_text(world: DeskWorld, enter: Enter) -> None:
    injected = "<img src=x onerror=\"document.title='hỏng'\"><b>đậm</b> {{ 7*7 }} </script>"
    code = world.case(injected, address="inject", details={"what": injected})
    page = enter("lan", _inbox(code))
    expect(page.locator(".said.citizen .text")).to_have_text(injected)
    expect(page.locator(".listed", has_text=code).locator(".question")).to_have_text(injected)
    assert page.locator(".main img, .main b:has-text('đậm')").count() == 0
    expect(page).to_have_title(title_of(Section.INBOX))


def test_a_revoked_session_leaves_the_open_page(world: DeskWorld, enter: Enter) -> None:
    page = enter("minh")
    expect(page.get_by_role("button", name=re.compile("^Mới"))).to_be_visible()
    token = next(one["value"] for one in page.context.cookies() if one["name"] == COOKIE)
    world.accounts.sign_out(token)
    page.get_by_role("button", name=re.compile("^Đã đóng")).click()
    expect(page.get_by_text("Phiên làm việc đã hết.")).to_be_visible()
    page.wait_for_url("**/staff/sign-in?ended=1")
    expect(page.get_by_role("alert")).to_contain_text("Mời đăng nhập lại")


def test_the_list_is_worked_with_keys(world: DeskWorld, enter: Enter) -> None:
    codes = [world.case(f"Phím {n}", address=f"key{n}", minutes_ago=9000 - n) for n in (1, 2, 3)]
    page = enter("hoa")
    rows = page.locator(".listed")
    expect(rows.first).to_contain_text(codes[0])
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(2)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=codes[1])).to_be_visible()
    expect(rows.nth(1)).to_be_focused()
    # An approver may look but not take it.
    expect(page.get_by_text("Tài khoản này chỉ xem")).to_be_visible()
    expect(page.get_by_role("button", name="Nhận việc")).to_be_hidden()
    page.go_back()
    expect(page.get_by_text("Chọn một việc ở danh sách.")).to_be_visible()


def test_on_a_phone_one_side_at_a_time(world: DeskWorld, enter: Enter) -> None:
    code = world.case("Trên điện thoại", address="phone", minutes_ago=20000)
    page = enter("lan", size=PHONE)
    page.locator(".listed", has_text=code).click()
    expect(page.locator(".talk")).to_be_visible()
    expect(page.locator(".rows")).to_be_hidden()
    page.get_by_role("link", name="Danh sách").click()
    expect(page.locator(".listed", has_text=code)).to_be_visible()


def test_a_broadcast_is_composed_approved_and_sent(world: DeskWorld, enter: Enter) -> None:
    world.subscribe(7)
    page = enter("lan", Section.BROADCASTS.address)
    page.get_by_label("Mã hoặc tên mục").fill("đăng ký khai sinh")
    page.get_by_role("button", name="Thủ tục: Đăng ký khai sinh", exact=True).click()
    expect(page.locator(".compose .voice .preview")).to_contain_text("Đăng ký khai sinh")
    expect(page.get_by_text("Đã đối chiếu với nguồn: không lệch.")).to_be_visible()
    expect(page.get_by_text("Telegram: 7 người nhận, không mất phí.")).to_be_visible()
    page.get_by_role("checkbox", name="Facebook").click()
    expect(page.locator(".compose .voice")).to_have_count(2)
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Chờ người duyệt hoặc lãnh đạo duyệt.")).to_be_visible()
    expect(page.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)

    other = enter("hoa", Section.BROADCASTS.address)
    other.get_by_role("button", name="Duyệt", exact=True).click()
    other.get_by_role("button", name="Gửi", exact=True).click()
    expect(other.get_by_text("Tin đi tới 7 người trên kênh Telegram.")).to_be_visible()
    # 'Gửi khẩn' in quiet hours: tests run at any hour.
    other.get_by_role("dialog").get_by_role("button", name=re.compile("^Gửi")).click()
    expect(other.get_by_text("7 người nhận · 7 đã gửi")).to_be_visible()
    expect(page.get_by_text("7 người nhận · 7 đã gửi")).to_be_visible()
    assert len(world.channel.sent) == 7


def test_a_task_is_done_with_a_link(world: DeskWorld, enter: Enter) -> None:
    page = enter("lan", Section.BROADCASTS.address)
    page.get_by_role("button", name="Tự viết").click()
    page.get_by_label("Tiêu đề").fill("Làm việc sáng thứ Bảy")
    page.get_by_label("Nội dung", exact=True).fill("Từ 01/12, một cửa nhận hồ sơ sáng thứ Bảy.")
    expect(page.get_by_text("Chưa có nguồn.")).to_be_visible()
    page.get_by_label("Nguồn: số").fill("Thông báo 12/TB-UBND")
    page.get_by_role("checkbox", name="Telegram").click()
    page.get_by_role("checkbox", name="Loa truyền thanh").click()
    page.get_by_role("button", name="Gửi duyệt").click()
    other = enter("hoa", Section.BROADCASTS.address)
    message = other.get_by_role("article", name="Làm việc sáng thứ Bảy", exact=True)
    message.get_by_role("button", name="Duyệt", exact=True).click()

    task = page.get_by_role("article", name="Loa truyền thanh: Làm việc sáng thứ Bảy")
    task.get_by_role("button", name="Xong việc").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Xong việc")).to_be_disabled()
    dialog.get_by_label("Đường liên kết").fill("https://phuong.example.vn/loa/1")
    dialog.get_by_role("button", name="Xong việc").click()
    expect(task).to_have_count(0)
    with world.store.session() as session:
        todo = session.scalars(select(Todo).where(Todo.medium == Medium.LOUDSPEAKER)).one()
        assert (todo.state, todo.done_by) == (TodoState.DONE, "lan")


def test_a_record_is_looked_up(enter: Enter) -> None:
    page = enter("lan", Section.KNOWLEDGE.address)
    page.get_by_label("Tìm theo tên, mã, cách gọi").fill("chung thuc ban sao")
    expect(page.locator(".listed").first).to_contain_text("Chứng thực bản sao")
    page.locator(".listed", has_text="2.000815").click()
    expect(page.get_by_text("Người dân đọc thấy")).to_be_visible()
    source = page.locator(".record .pairs a")
    expect(source).to_have_attribute("href", re.compile("^https://"))
    expect(source).to_have_attribute("rel", "noopener noreferrer")

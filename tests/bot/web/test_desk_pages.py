"""The desk in a real browser: two officers, one fake channel."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy import select

from bot.channels import Unreachable
from bot.channels.base import UnknownDelivery
from bot.store import Case, CaseState, DeliveryState
from bot.web.desk.addresses import COOKIE, TITLE, Section
from bot.web.desk.inbox import page as page_of_inbox
from tests.bot.web.desk_world import PASSWORD, TRACE, DeskServer, DeskWorld

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LAPTOP = (1366, 768)
PHONE = (360, 740)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path"),
    # The library looks through all objects of the process for its server, deprecated ones too.
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    """One desk for all of these tests: the library has one application a process."""
    world = DeskWorld(tmp_path_factory.mktemp("desk"))
    world.staff()
    with DeskServer(world) as served:
        yield served
    world.store.close()


@pytest.fixture
def world(server: DeskServer) -> DeskWorld:
    server.world.channel.sent.clear()
    return server.world


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def enter(browser: Browser, server: DeskServer) -> Iterator[Enter]:
    """``enter("lan", "/staff/inbox")``; faults on the console and foreign requests fail."""
    problems: list[str] = []
    contexts: list[BrowserContext] = []

    def one(name: str, path: str = Section.INBOX.address, size: tuple[int, int] = LAPTOP) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        context.set_default_timeout(10_000)
        contexts.append(context)
        token = server.world.accounts.sign_in(name, PASSWORD)
        context.add_cookies([{"name": COOKIE, "value": token, "url": f"{server.url}/staff"}])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda line: problems.append(line.text) if line.type == "error" else None,
        )
        page.on(
            "request",
            lambda asked: problems.append(asked.url) if _foreign(asked.url, server.url) else None,
        )
        page.goto(server.url + path)
        return page

    yield one
    for context in contexts:
        context.close()
    assert problems == []


def _foreign(url: str, ours: str) -> bool:
    return not url.startswith((ours, ours.replace("http", "ws", 1), "data:"))


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
    expect(page).to_have_title(TITLE)
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


def test_closing_asks_first_and_gives_the_talk_back(world: DeskWorld, enter: Enter) -> None:
    code = world.case("Xong rồi", address="close")
    page = enter("lan", _inbox(code))
    page.get_by_role("button", name="Nhận việc").click()
    page.get_by_role("button", name="Đóng việc").click()
    expect(page.get_by_text("Chưa có câu trả lời nào của cán bộ")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Chưa có câu trả lời nào của cán bộ")).to_be_hidden()
    page.get_by_role("button", name="Đóng việc").click()
    page.get_by_role("dialog").get_by_role("button", name="Đóng việc").click()
    expect(page.get_by_text("Việc đã đóng.", exact=False)).to_be_visible()
    with world.store.session() as session:
        assert session.scalar(select(Case.state).where(Case.code == code)) is CaseState.CLOSED
    assert any(code in text for _, text in world.channel.sent)


def test_what_a_citizen_writes_is_only_text(world: DeskWorld, enter: Enter) -> None:
    injected = "<img src=x onerror=\"document.title='hỏng'\"><b>đậm</b> {{ 7*7 }} </script>"
    code = world.case(injected, address="inject", details={"what": injected})
    page = enter("lan", _inbox(code))
    expect(page.locator(".said.citizen .text")).to_have_text(injected)
    expect(page.locator(".listed", has_text=code).locator(".question")).to_have_text(injected)
    assert page.locator(".main img, .main b:has-text('đậm')").count() == 0
    expect(page).to_have_title(TITLE)


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


def test_a_broadcast_is_drafted_approved_and_sent(world: DeskWorld, enter: Enter) -> None:
    world.subscribe(7)
    page = enter("lan", Section.BROADCASTS.address)
    page.get_by_label("Mã hoặc tên mục").fill("đăng ký khai sinh")
    page.get_by_role("button", name="Thủ tục: Đăng ký khai sinh", exact=True).click()
    expect(page.locator(".compose .preview")).to_contain_text("Đăng ký khai sinh")
    expect(page.get_by_text("Hiện có 7 người nhận.")).to_be_visible()
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.get_by_text("Chờ người duyệt hoặc lãnh đạo duyệt.")).to_be_visible()
    expect(page.get_by_role("button", name="Duyệt")).to_have_count(0)

    other = enter("hoa", Section.BROADCASTS.address)
    other.get_by_role("button", name="Duyệt").click()
    other.get_by_role("button", name="Gửi").click()
    expect(other.get_by_text("Tin đi tới 7 người trên kênh Telegram.")).to_be_visible()
    other.get_by_role("dialog").get_by_role("button", name="Gửi").click()
    expect(other.get_by_text("7 người nhận · 7 đã gửi")).to_be_visible()
    expect(page.get_by_text("7 người nhận · 7 đã gửi")).to_be_visible()
    assert len(world.channel.sent) == 7


def test_a_record_is_looked_up(enter: Enter) -> None:
    page = enter("lan", Section.KNOWLEDGE.address)
    page.get_by_label("Tìm theo tên, mã, cách gọi").fill("chung thuc ban sao")
    expect(page.locator(".listed").first).to_contain_text("Chứng thực bản sao")
    page.locator(".listed", has_text="2.000815").click()
    expect(page.get_by_text("Người dân đọc thấy")).to_be_visible()
    source = page.locator(".record .pairs a")
    expect(source).to_have_attribute("href", re.compile("^https://"))
    expect(source).to_have_attribute("rel", "noopener noreferrer")

"""The officer's day in a real browser: search, pass on, wait, note, accounts, the log."""

import datetime as dt
import re

import pyotp
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bot.privacy import prepare
from bot.store import Case, CaseState, Staff
from bot.web.desk.addresses import COOKIE, Section
from tests.bot.web.desk_browser import MARKS, Enter
from tests.bot.web.desk_world import PASSWORD, DeskServer, DeskWorld

pytestmark = MARKS


def _inbox(code: str) -> str:
    return f"{Section.INBOX.address}?case={code}"


def _case(world: DeskWorld, code: str) -> Case:
    with world.store.session() as session:
        found = session.scalars(select(Case).where(Case.code == code)).one()
        _ = found.holder
        return found


def _more(page: Page, item: str) -> None:
    page.get_by_role("button", name="Thêm", exact=True).click()
    page.get_by_role("menuitem", name=item).or_(
        page.locator(".q-menu .q-item", has_text=item)
    ).first.click()


def test_words_without_accents_find_the_case(world: DeskWorld, enter: Enter) -> None:
    code = world.case("Xin giấy xác nhận độc thân để vay vốn", address="find")
    page = enter("lan")
    page.keyboard.press("/")
    page.keyboard.type("xac nhan doc than")
    expect(page.locator(".listed")).to_have_count(1)
    expect(page.locator(".listed")).to_contain_text(code)


def test_a_case_is_passed_on_with_a_note_and_seen_at_once(world: DeskWorld, enter: Enter) -> None:
    code = world.case("Hỏi chuyện đất", address="pass")
    lan, minh = enter("lan", _inbox(code)), enter("minh", _inbox(code))
    lan.get_by_role("button", name="Nhận việc").click()
    expect(minh.get_by_text("Đang giữ: lan")).to_be_visible()
    _more(lan, "Chuyển việc")
    dialog = lan.get_by_role("dialog")
    dialog.get_by_label("Chuyển tới đơn vị hoặc đồng nghiệp").fill("minh")
    lan.locator(".q-menu .q-item", has_text="minh").first.click()
    dialog.get_by_label("Ghi chú cho người nhận").fill("Anh xem giúp sổ địa chính.")
    dialog.get_by_role("button", name="Chuyển", exact=True).click()
    expect(minh.get_by_text("Đang giữ: tôi")).to_be_visible()
    expect(minh.get_by_text("tới minh: Anh xem giúp sổ địa chính.")).to_be_visible()
    expect(lan.get_by_text("minh đang giữ việc này", exact=False)).to_be_visible()
    assert all("địa chính" not in message.text for message in world.messages(code))


def test_waiting_and_an_internal_note(world: DeskWorld, enter: Enter) -> None:
    code = world.case("Hỏi chuyện hộ khẩu", address="wait")
    page = enter("lan", _inbox(code))
    page.get_by_role("button", name="Nhận việc").click()
    expect(page.get_by_text("Đang giữ: tôi")).to_be_visible()
    _more(page, "Ghi chú nội bộ")
    page.get_by_role("dialog").get_by_label("Ghi chú").fill("Đã hỏi bên công an.")
    page.get_by_role("dialog").get_by_role("button", name="Lưu ghi chú").click()
    expect(page.locator(".history")).to_contain_text("Đã hỏi bên công an.")
    _more(page, "Chờ người dân")
    expect(page.locator(".case-name .chip")).to_have_text("Chờ người dân trả lời")
    assert _case(world, code).waiting_since is not None


def test_a_page_out_of_date_is_refused_and_shown_anew(world: DeskWorld, enter: Enter) -> None:
    code = world.case("Hai người một việc", address="stale")
    page = enter("lan", _inbox(code))
    page.get_by_role("button", name="Nhận việc").click()
    page.get_by_role("button", name="Đóng việc").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Lời gửi người dân").fill("Xong rồi ạ.")
    with world.store.session() as session:
        case = session.scalars(select(Case).where(Case.code == code)).one()
        case.version += 1
    dialog.get_by_role("button", name="Đóng việc").click()
    expect(page.get_by_text("vừa có người thay đổi", exact=False)).to_be_visible()
    assert _case(world, code).state is CaseState.HELD


def test_a_ready_answer_goes_into_the_box(world: DeskWorld, enter: Enter) -> None:
    code = world.case("Gợi ý giúp tôi", address="suggest")
    page = enter("lan", _inbox(code))
    page.get_by_role("button", name="Nhận việc").click()
    page.get_by_role("button", name="Gợi ý").click()
    page.get_by_role("button", name="Mời tới bộ phận một cửa").click()
    box = page.get_by_label("Trả lời người dân")
    expect(box).to_have_value(re.compile("^Việc này cần xem giấy tờ gốc. Mời ông/bà mang"))


def test_a_second_step_is_turned_on_and_asked_for(
    world: DeskWorld, enter: Enter, browser: Browser, server: DeskServer
) -> None:
    page = enter("truong", Section.ME.address)
    page.get_by_role("button", name="Bật xác minh hai bước").click()
    secret = (page.locator(".key").text_content() or "").replace(" ", "")
    page.get_by_label("Mã 6 số").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Bật", exact=True).click()
    expect(page.locator(".codes li")).to_have_count(10)
    backup = page.locator(".codes li").first.text_content() or ""
    context = browser.new_context(java_script_enabled=False)
    fresh = context.new_page()
    fresh.goto(f"{server.url}/staff/sign-in")
    fresh.get_by_label("Tên đăng nhập").fill("truong")
    fresh.get_by_label("Mật khẩu").fill(PASSWORD)
    fresh.get_by_role("button", name="Đăng nhập").click()
    expect(fresh.get_by_label("Mã xác minh")).to_be_visible()
    fresh.goto(f"{server.url}/staff/inbox")
    expect(fresh.get_by_label("Tên đăng nhập")).to_be_visible()
    fresh.goto(f"{server.url}/staff/sign-in/code")
    fresh.get_by_label("Mã xác minh").fill("000000")
    fresh.get_by_role("button", name="Tiếp tục").click()
    expect(fresh.get_by_role("alert")).to_be_visible()
    fresh.get_by_label("Mã xác minh").fill(backup)
    fresh.get_by_role("button", name="Tiếp tục").click()
    expect(fresh).to_have_url(f"{server.url}/staff/inbox")
    context.close()
    with world.store.session() as session:
        truong = session.scalars(select(Staff).where(Staff.name == "truong")).one()
        assert truong.totp_secret is None
        assert truong.totp_sealed is not None
        truong.totp_sealed = None


def test_an_account_is_added_and_the_log_says_so(world: DeskWorld, enter: Enter) -> None:
    name = f"moi-{dt.datetime.now(dt.UTC):%H%M%S}"
    page = enter("truong", Section.ACCOUNTS.address)
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu ban đầu").fill("mat-khau-moi")
    page.get_by_role("button", name="Thêm", exact=True).click()
    expect(page.get_by_text(f"Đã thêm {name}.")).to_be_visible()
    account = page.get_by_role("region", name=name)
    account.get_by_role("button", name="Lưu").click()
    # The list is drawn anew on the way; that it is done is told all the same.
    expect(page.get_by_text(f"Đã lưu tài khoản {name}.")).to_be_visible()
    expect(page.get_by_text("Có trục trặc")).to_have_count(0)
    page.goto(page.url.replace("accounts", "audit"))
    entry = page.locator(".entry-line", has_text=name).first
    expect(entry).to_contain_text("thêm tài khoản")
    expect(entry).to_contain_text("truong")


def test_pages_of_the_administrator_show_nothing_to_others(enter: Enter) -> None:
    for section in (Section.ACCOUNTS, Section.AUDIT):
        page = enter("minh", section.address)
        expect(page.get_by_text("Tài khoản cán bộ không", exact=False)).to_be_visible()
        expect(page.locator(".card, .entry-line")).to_have_count(0)


def test_an_officer_calls_an_answer_wrong(world: DeskWorld, enter: Enter) -> None:
    # The running product warms this up at its start: the first look for numbers takes seconds.
    prepare()
    code = world.case("Lệ phí khai sinh?", address="wrong", answer="Lệ phí 8.000 đồng.")
    page = enter("lan", _inbox(code))
    page.get_by_role("button", name="Báo trả lời sai").click()
    page.get_by_role("dialog").get_by_label("Sai ở chỗ nào").fill("Nghị quyết mới miễn phí")
    page.get_by_role("dialog").get_by_role("button", name="Báo sai", exact=True).click()
    expect(page.get_by_text("Cán bộ báo sai: Nghị quyết mới miễn phí")).to_be_visible()
    assert [one.wrong for one in world.messages(code) if one.wrong] == ["Nghị quyết mới miễn phí"]


def test_an_address_without_a_page_says_so_in_vietnamese(
    browser: Browser, server: DeskServer
) -> None:
    context = browser.new_context()
    token = server.world.accounts.sign_in("lan", PASSWORD)
    context.add_cookies([{"name": COOKIE, "value": token, "url": f"{server.url}/staff"}])
    page = context.new_page()
    answer = page.goto(f"{server.url}/staff/khong-co")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="Không có trang này")).to_be_visible()
    page.get_by_role("link", name="hộp việc").click()
    expect(page).to_have_url(re.compile("/staff/inbox$"))
    context.close()


def test_a_ready_answer_is_added_changed_and_retired(world: DeskWorld, enter: Enter) -> None:
    page = enter("lan", Section.CANNED.address)
    page.get_by_label("Tên câu mẫu").fill("Hẹn quầy số 4")
    page.get_by_label("Nội dung câu mẫu").fill("Mời ông/bà tới quầy số 4.")
    page.get_by_role("button", name="Thêm", exact=True).click()
    card = page.get_by_role("region", name="Hẹn quầy số 4")
    card.get_by_label("Nội dung").fill("Mời ông/bà tới quầy số 4, buổi sáng.")
    card.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu 'Hẹn quầy số 4'.")).to_be_visible()

    code = world.case("Tôi tới quầy nào?", address="canned")
    inbox = enter("lan", _inbox(code))
    inbox.get_by_role("button", name="Nhận việc").click()
    inbox.get_by_role("button", name="Gợi ý").click()
    inbox.get_by_role("button", name="Hẹn quầy số 4").click()
    box = inbox.get_by_role("textbox", name="Trả lời người dân")
    expect(box).to_have_value("Mời ông/bà tới quầy số 4, buổi sáng.")

    card.get_by_role("button", name="Thôi dùng").click()
    page.get_by_role("dialog").get_by_role("button", name="Thôi dùng").click()
    expect(card.get_by_text("Đã thôi dùng")).to_be_visible()
    inbox.get_by_role("button", name="Gợi ý").click()
    expect(inbox.get_by_role("button", name="Cảm ơn và kết thúc")).to_be_visible()
    expect(inbox.get_by_role("button", name="Hẹn quầy số 4")).to_have_count(0)

"""What goes wrong at a desk: nobody to send to, too many, wrong rows, two at once, signed out."""

import datetime as dt
import io
import re

from openpyxl import Workbook
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from bot.broadcasts.limits import limits
from bot.broadcasts.together import approve, compose
from bot.plans.importing import import_reading
from bot.store import BroadcastState, Direction, Medium, PlanTask, StaffSession, Subscription
from bot.store.models import utc_now
from bot.web.desk.addresses import Section
from bot.web.desk.knowledge.actions import EditActions
from knowledge.editing import EditKind
from tests.bot.editing.records import FILLED, HOTLINE
from tests.bot.plans.readings import reading
from tests.bot.web.desk.steps import birth
from tests.bot.web.desk_browser import MARKS, Enter
from tests.bot.web.desk_world import PASSWORD, DeskWorld
from tests.bot.web.office_days import desk_of, staff

pytestmark = MARKS


def _approved(world: DeskWorld, *ways: str) -> int | None:
    made = compose(world.store, birth(), ways, "all", "lan")
    approve(world.store, made.campaign, "hoa")
    return next(iter(made.broadcasts), None)


def _dialog_to_send(page: Page) -> None:
    page.get_by_role("button", name="Gửi", exact=True).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_to_nobody_is_refused_and_to_many_is_typed(world: DeskWorld, enter: Enter) -> None:
    number = _approved(world, "telegram")
    assert number is not None
    page = enter("hoa", Section.BROADCASTS.address)
    _dialog_to_send(page)
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Gửi")).click()
    expect(page.get_by_text(re.compile("[Cc]hưa có ai đăng ký"))).to_be_visible()
    campaigns = desk_of(world).campaigns
    assert campaigns.status(number)["state"] == BroadcastState.APPROVED
    assert world.channel.sent == []

    many = limits().typed_from
    world.subscribe(many)
    page.reload()
    _dialog_to_send(page)
    dialog = page.get_by_role("dialog")
    send = dialog.get_by_role("button", name=re.compile("^Gửi"))
    typed = dialog.get_by_label(f"Gõ {many} để xác nhận")
    for wrong in ("", str(many - 1), "tất cả"):
        typed.fill(wrong)
        expect(send).to_be_disabled()
    typed.fill(str(many))
    send.click()
    expect(page.get_by_text(f"{many} người nhận · {many} đã gửi")).to_be_visible(timeout=30_000)
    assert len(world.channel.sent) == many
    with world.store.session() as session:
        session.execute(update(Subscription).values(ended_at=utc_now()))


def test_wrong_rows_of_an_excel_list_are_named_by_their_line(
    world: DeskWorld, enter: Enter
) -> None:
    _approved(world, Medium.SMS)
    book = Workbook()
    for row in (
        ("Họ tên", "Số điện thoại"),
        ("Lan", "0912 345 678"),
        ("Minh", "12345"),
        ("Hoa", None),
        ("Lan", "+84912345678"),
        ("Trường", "0387654321"),
    ):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    page = enter("lan", Section.BROADCASTS.address)
    task = page.get_by_role("article", name=re.compile("^Tin nhắn SMS"))
    task.locator("input[type=file]").first.set_input_files(
        {"name": "dan.xlsx", "mimeType": "application/octet-stream", "buffer": kept.getvalue()}
    )
    expect(task.get_by_text("2 số dùng được.")).to_be_visible()
    expect(task.get_by_role("listitem")).to_have_text(
        ["Dòng 3: không phải số di động", "Dòng 4: chưa có số", "Dòng 5: trùng dòng 2"]
    )
    with page.expect_download() as started:
        task.get_by_role("button", name="Tải danh sách đã lọc").click()
    lines = started.value.path().read_text(encoding="utf-8-sig").split()
    assert lines[-2:] == ["0912345678", "0387654321"]


def test_of_two_forms_over_one_task_the_second_overwrites_nothing(
    world: DeskWorld, enter: Enter
) -> None:
    """The second form held no due date yet, and took the colleague's away when it was saved."""
    with world.store.session() as session:
        import_reading(session, reading(), "ke-hoach.txt", "lan")
        number = session.scalars(select(PlanTask.id).order_by(PlanTask.id)).all()[1]
        session.get_one(PlanTask, number).due = None
    lan, minh = (enter(name, Section.PLANS.address) for name in ("lan", "minh"))
    for page in (lan, minh):
        page.locator(".listed").first.click()
        page.get_by_role("button", name=re.compile(f"nhiệm vụ số {number}$")).click()
        expect(page.get_by_role("dialog")).to_be_visible()
    lan.get_by_role("dialog").get_by_label("Hạn", exact=True).fill("2090-12-20")
    lan.get_by_role("dialog").get_by_role("button", name="Lưu").click()
    expect(lan.get_by_text(f"Đã lưu nhiệm vụ số {number}.")).to_be_visible()

    dialog = minh.get_by_role("dialog")
    dialog.get_by_label("Hạn", exact=True).fill("2090-01-01")
    dialog.get_by_role("button", name="Lưu").click()
    expect(minh.get_by_text("vừa có người sửa mục “Hạn”", exact=False)).to_be_visible()
    dialog.get_by_label("Hạn", exact=True).fill("")
    dialog.get_by_label("Đơn vị chủ trì").fill("Trung tâm Phục vụ hành chính công")
    dialog.get_by_role("button", name="Lưu").click()
    expect(minh.get_by_text(f"Đã lưu nhiệm vụ số {number}.")).to_be_visible()
    with world.store.session() as session:
        task = session.get_one(PlanTask, number)
        assert task.due == dt.date(2090, 12, 20)
        assert task.lead == "Trung tâm Phục vụ hành chính công"


def test_of_two_who_decide_the_second_is_told(world: DeskWorld, enter: Enter) -> None:
    actions, lan = EditActions(desk_of(world)), staff(world, "lan")
    with world.store.session() as session:
        args = (session, lan, EditKind.CONTACT, HOTLINE, FILLED)
        row = actions.drafts.save(*args, reason="Số mới")
        actions.drafts.submit(session, lan, row.id, row.version)
    pages = [enter(name, Section.EDITING.address) for name in ("hoa", "truong")]
    for page in pages:
        expect(page.get_by_role("button", name="Duyệt", exact=True)).to_be_visible()
    for page in pages:
        page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(pages[0].get_by_text("Đã duyệt.", exact=False)).to_be_visible()
    expect(pages[1].get_by_text("vừa có người thay đổi", exact=False)).to_be_visible()


def test_words_typed_before_the_session_ran_out_are_there_after_it(
    world: DeskWorld, enter: Enter
) -> None:
    code = world.case("Phiên hết giữa chừng", address="phiên")
    page = enter("minh", f"{Section.INBOX.address}?case={code}")
    page.get_by_role("button", name="Nhận việc").click()
    box = page.get_by_role("textbox", name="Trả lời người dân")
    box.fill("Chào ông/bà, việc này")
    page.wait_for_timeout(500)
    with world.store.session() as session:
        session.execute(update(StaffSession).values(expires_at=utc_now() - dt.timedelta(1)))
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url("**/staff/sign-in?ended=1")
    assert [one for one in world.messages(code) if one.direction is Direction.STAFF] == []
    # The test's own cookie is for every path, so the browser would send it beside the new one.
    page.context.clear_cookies()
    page.get_by_label("Tên đăng nhập").fill("minh")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/staff/inbox")
    page.goto(f"{page.url}?case={code}")
    expect(box).to_have_value("Chào ông/bà, việc này")

"""Plans, activities and reports in a real browser: from a file to a report that counts the work."""

import io
import re
from pathlib import Path

from docx import Document
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from bot.plans.attendance import sign
from bot.store import Activity, AttendanceSheet, AuditEntry, Evidence, PlanTask
from bot.web.desk.addresses import Section
from knowledge.library import Library
from knowledge.records import RecordKind
from tests.bot.cli.test_plan import PLAN
from tests.bot.plans.test_evidence import photo
from tests.bot.web.desk_browser import MARKS, PHONE, Enter
from tests.bot.web.desk_world import DeskServer, DeskWorld

pytestmark = MARKS


def _upload(page: object, name: str, content: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files(  # type: ignore[attr-defined]
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def test_a_plan_is_imported_filled_in_worked_and_reported(
    world: DeskWorld, enter: Enter, tmp_path: Path
) -> None:
    page = enter("lan", Section.PLANS.address)
    _upload(page, "ke-hoach.txt", PLAN.encode())
    expect(page.get_by_text("Đã nhập ke-hoach.txt")).to_be_visible()
    held = Library(world.services.settings.knowledge).current(RecordKind.PLAN)
    assert [one.key for one in held] == ["ke-hoach.txt"]
    expect(page.get_by_role("heading", name="Nhiệm vụ", exact=True)).to_be_visible()
    expect(page.locator(".card .chip", has_text="cần bổ sung").first).to_be_visible()

    with page.expect_download() as frame:
        page.get_by_role("button", name="Soạn khung kế hoạch của đơn vị").click()
    skeleton = Document(io.BytesIO(Path(frame.value.path()).read_bytes()))
    assert any("Kế hoạch số 15/KH-UBND" in one.text for one in skeleton.paragraphs)
    expect(page.get_by_text("Kế hoạch cấp trên không có: đối tượng")).to_be_visible()

    page.get_by_role("button", name=re.compile("Bổ sung, cập nhật nhiệm vụ số 1$")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Cần bổ sung: Hạn.")).to_be_visible()
    dialog.get_by_label("Hạn", exact=True).fill("2090-12-20")
    dialog.get_by_label("Đơn vị chủ trì").fill("Văn phòng HĐND và UBND phường")
    dialog.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu nhiệm vụ số 1.")).to_be_visible()
    with world.store.session() as session:
        assert str(session.get_one(PlanTask, 1).due) == "2090-12-20"

    page.goto(page.url.replace("plans", "reports"))
    page.get_by_label("Tên hoạt động").fill("Buổi tuyên truyền ở khu phố 3")
    page.get_by_label("Số người", exact=True).fill("85")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_text("chọn 'đếm được' hoặc 'ước tính'")).to_be_visible()
    page.get_by_label("Số người này").click()
    page.get_by_role("option", name="đếm được").click()
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_text("Đã ghi hoạt động số 1.")).to_be_visible()
    expect(page.get_by_text("thiếu minh chứng")).to_be_visible()

    page.get_by_text("Thêm minh chứng, rút lại").click()
    _upload(page, "virus.jpg", b"MZ not a photo")
    expect(page.get_by_text("Không nhận loại tệp này")).to_be_visible()
    _upload(page, "buoi-hop.jpg", photo())
    expect(page.get_by_role("link", name="buoi-hop.jpg")).to_be_visible()
    expect(page.get_by_text("thiếu minh chứng")).to_have_count(0)

    page.get_by_role("tab", name="Báo cáo kỳ").click()
    expect(page.get_by_text("1 hoạt động")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("button", name="Tải bản DOCX").click()
    document = Document(io.BytesIO(Path(started.value.path()).read_bytes()))
    assert any(one.text == "BÁO CÁO" for one in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "85" in cells
    with world.store.session() as session:
        done = set(session.scalars(select(AuditEntry.action)))
        assert {"plan.import", "plan.correct", "activity.log", "report.draft"} <= done
        assert session.scalars(select(Activity)).one().logged_by == "lan"


def test_an_approver_may_look_but_not_touch(world: DeskWorld, enter: Enter) -> None:
    page = enter("hoa", Section.REPORTS.address)
    expect(page.get_by_role("heading", name="Sổ hoạt động")).to_be_visible()
    expect(page.get_by_role("button", name="Ghi vào sổ")).to_have_count(0)
    page.get_by_role("tab", name="Báo cáo kỳ").click()
    page.get_by_role("button", name="Tải bản DOCX").click()
    expect(page.get_by_text("Tài khoản này không được sửa kế hoạch")).to_be_visible()


def test_the_leaders_page_is_for_leaders(world: DeskWorld, enter: Enter) -> None:
    page = enter("lan", Section.LEADER.address)
    expect(page.get_by_text("Tài khoản cán bộ không xem trang lãnh đạo.")).to_be_visible()
    expect(page.get_by_role("link", name="Lãnh đạo")).to_have_count(0)
    page = enter("truong", Section.LEADER.address)
    expect(page.get_by_role("heading", name="Tình hình trong kỳ")).to_be_visible()
    expect(page.get_by_text("Câu hỏi của người dân")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("button", name="Tải CSV").click()
    assert "Việc đang quá hạn" in Path(started.value.path()).read_text(encoding="utf-8-sig")


def test_a_training_shows_its_gaps_on_a_phone(world: DeskWorld, enter: Enter) -> None:
    page = enter("lan", Section.REPORTS.address, PHONE)
    page.get_by_role("tab", name="Sổ theo dõi").click()
    page.get_by_text("Thêm vào sổ tập huấn").click()
    page.get_by_label("Tên", exact=True).fill("Tập huấn nộp hồ sơ")
    page.get_by_label("Ngày", exact=True).fill("2026-11-19")
    page.get_by_label("Số người dự").fill("nhiều")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Số người dự: ghi bằng số")).to_be_visible()
    page.get_by_label("Số người dự").fill("46")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Còn thiếu: văn bản triệu tập")).to_be_visible()
    page.get_by_text("Điểm danh bằng mã QR").click()
    page.get_by_role("button", name="Mở điểm danh").click()
    expect(page.get_by_role("img", name="Mã QR mở trang điểm danh")).to_be_visible()
    with world.store.session() as session:
        token = session.scalars(select(AttendanceSheet.token)).one()
        sign(session, token, "Nguyễn Thị Lan", "Khu phố 3", consents=True)
    page.get_by_role("button", name="Xem danh sách").click()
    expect(page.get_by_text("Nguyễn Thị Lan · Khu phố 3")).to_be_visible()
    page.get_by_role("button", name="Xóa tên số 1").click()
    expect(page.get_by_text("Chưa có tên nào.")).to_be_visible()


def test_a_strangers_request_for_evidence_is_sent_to_the_sign_in(
    world: DeskWorld, browser: Browser, server: DeskServer
) -> None:
    with world.store.session() as session:
        kept = session.scalars(select(Evidence)).first()
    assert kept is not None
    context = browser.new_context()
    answer = context.request.get(f"{server.url}/staff/evidence/{kept.id}")
    assert answer.url.endswith("/staff/sign-in")
    context.close()


def test_a_photo_of_50_mb_is_refused_with_a_sentence(
    world: DeskWorld, enter: Enter, tmp_path: Path
) -> None:
    with world.store.session() as session:
        before = len(session.scalars(select(Evidence)).all())
    huge = tmp_path / "anh-50-mb.jpg"
    huge.write_bytes(photo() + bytes(50 * 2**20))
    page = enter("lan", Section.REPORTS.address)
    page.get_by_text("Thêm minh chứng, rút lại").first.click()
    page.locator("input[type=file]").first.set_input_files(huge)
    expect(page.get_by_text("Tệp lớn hơn mức 10 MB, chưa nhận.")).to_be_visible()
    page.wait_for_timeout(1000)
    with world.store.session() as session:
        assert len(session.scalars(select(Evidence)).all()) == before

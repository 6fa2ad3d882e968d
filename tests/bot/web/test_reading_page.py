"""A plan's reading at the desk: put right beside its scan, and held through the next import."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from bot.plans.importing import import_reading
from bot.plans.readings import Change
from bot.store import AuditEntry, PlanTask, Staff
from bot.web.desk.addresses import Section
from bot.web.desk.desk import Desk
from bot.web.desk.plans.reading_actions import ReadingActions
from bot.web.desk.roles import NotAllowedError
from knowledge.editing.plan_corrections import source_of
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.plans import Offer, RepairedLine, Unsure
from knowledge.restoring import read_as_settled
from tests.bot.web.desk_browser import LAPTOP, MARKS, PHONE, Enter
from tests.bot.web.desk_world import DeskWorld

pytestmark = MARKS
FILE = "ke-hoach-15.pdf"
ADDRESS = f"{Section.READING.address}?file={FILE}"
# As scanned, and as the repair model wrote it: one word is wrong, one was replaced by somebody.
SCAN = """\
ỦY BAN NHÂN DÂN PHƯỜNG MẪU | ỦY BAN NHÂN DÂN PHƯỜNG MẪU
Số: 15/KH-UBND | Số: 15/KH-UBND
Phuong Mau, ngay 12 thang 01 nam 2026 | Phường Mẫu, ngày 12 tháng 01 năm 2026
KÉ HOACH | KẾ HOẠCH
Tuyén truyén cai cach hanh chinh nam 2026 | Tuyên truyền cải cách hành chính năm 2026
I. MUC DICH, YEU CAU | I. MỤC ĐÍCH, YÊU CẦU
1. Nang cao nhan thuc cua ngudi dan. | 1. Nâng cao nhận thức của người dân.
II. TO CHUC THUC HIEN | II. TỔ CHỨC THỰC HIỆN
1. Van phong HDND va UBND | 1. Văn phòng HĐND và UBND
- Theo doi, don doc cac don vi. | - Theo dõi, đơn độc các đơn vị.
2. Phong Van hoa - Xa hoi | 2. Phòng Văn hóa - Xã hội
- Dang tin tren cong khu pho tin dien tu. | - Đăng tin trên cổng khu phố tin điện tử.
- Phat thanh tai cac khu pho. | - Phát thanh tại các khu phố."""


def _lines() -> list[RepairedLine]:
    lines = []
    for row in SCAN.splitlines():
        read, text = row.split(" | ")
        offers, unsure = (), ()
        if (start := text.find("khu phố tin")) > 0:
            offers = (Offer(start, start + 7, "khu phố", "thông"),)
        if "đơn độc" in text:
            unsure = (Unsure("doc", "độc", ("đốc", "dốc")),)
        lines.append(RepairedLine(text, read, unsure=unsure, offers=offers))
    return lines


def _import(world: DeskWorld, lines: list[RepairedLine]) -> int:
    """As an import of the file does it, without learning a repair model for it."""
    library = Library(world.services.settings.knowledge)
    with world.store.session() as session:
        reading = read_as_settled(lines, FILE, library).reading
        return import_reading(session, reading, FILE, "lan", lines).plan_id


@pytest.fixture
def plan(world: DeskWorld) -> int:
    return _import(world, _lines())


def _desk(world: DeskWorld) -> ReadingActions:
    return ReadingActions(Desk(world.services, world.replies, None))  # type: ignore[arg-type]


def _staff(world: DeskWorld, name: str) -> Staff:
    with world.store.session() as session:
        return session.scalars(select(Staff).where(Staff.name == name)).one()


def _tasks(world: DeskWorld, plan: int) -> list[str]:
    with world.store.session() as session:
        rows = select(PlanTask).where(PlanTask.plan_id == plan, PlanTask.gone.is_(False))
        return [one.content for one in session.scalars(rows.order_by(PlanTask.ordinal))]


def test_a_reading_is_put_right_beside_its_scan(world: DeskWorld, plan: int, enter: Enter) -> None:
    page = enter("lan", Section.PLANS.address)
    page.get_by_text("Tuyên truyền cải cách hành chính năm 2026").first.click()
    page.get_by_role("link", name="Xem và sửa bản đọc").click()
    expect(
        page.get_by_role("heading", name="Nghi “khu phố” đã bị thay cho “thông”")
    ).to_be_visible()
    _picture(page, "desk-plan-reading.png")

    # A line, by keys alone.
    page.get_by_label("Xem", exact=True).click()
    page.get_by_role("option", name="Dòng có chỗ chưa chắc").click()
    expect(page.get_by_role("status").get_by_text("1 dòng")).to_be_visible()
    page.locator("body").press("Escape")
    page.locator(".rows .listed").first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Theo doi, don doc")).to_be_visible()
    expect(dialog.get_by_text("hoặc là “đốc”, “dốc”")).to_be_visible()
    dialog.get_by_label("Dòng này là").fill("- Theo dõi, đôn đốc các đơn vị.")
    dialog.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã sửa dòng 10.")).to_be_visible()

    # A suspected replacement: only the odd place follows.
    page.get_by_role("button", name="Đúng, là “thông”").click()
    expect(page.get_by_text("Đã đổi “khu phố” thành “thông” ở 1 dòng.")).to_be_visible()

    # A field.
    page.get_by_role("button", name="Sửa Phần đầu và cuối, đầu tệp").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Phuong Mau, ngay 12")).to_be_visible()
    dialog.get_by_label("Cơ quan ban hành").fill("Ủy ban nhân dân phường Mẫu Sơn")
    dialog.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã sửa bản đọc.")).to_be_visible()

    told = ["Theo dõi, đôn đốc các đơn vị", "cổng thông tin điện tử", "tại các khu phố"]
    for said, task in zip(told, _tasks(world, plan), strict=True):
        assert said in task
    with world.store.session() as session:
        rows = select(AuditEntry).where(AuditEntry.subject == f"plan:{FILE}")
        entries = {one.action: one for one in session.scalars(rows)}
    assert entries["plan.line"].before == {"dòng 10": "- Theo dõi, đơn độc các đơn vị."}
    assert entries["plan.line"].after == {"dòng 10": "- Theo dõi, đôn đốc các đơn vị."}
    assert entries["plan.reading"].after == {"issuer": "Ủy ban nhân dân phường Mẫu Sơn"}
    assert entries["plan.replacement"].after == {"'khu phố' thay cho 'thông'": True}

    # The same file again, with a sheet before it.
    cover = [RepairedLine("", ""), RepairedLine("", "")]
    assert _import(world, cover + _lines()) == plan
    for said, task in zip(told, _tasks(world, plan), strict=True):
        assert said in task
    page.reload()
    issuer = page.get_by_role("definition").get_by_text("Ủy ban nhân dân phường Mẫu Sơn")
    expect(issuer).to_be_visible()

    # And back.
    page.get_by_text("Cán bộ đã sửa 3 chỗ").click()
    page.get_by_role("button", name="Hỏi lại").click()
    expect(page.get_by_text("Đã bỏ quyết định.")).to_be_visible()
    page.get_by_text("Cán bộ đã sửa 2 chỗ").click()
    page.get_by_role("button", name="Bỏ chỗ sửa này").first.click()
    expect(page.get_by_text("Đã bỏ chỗ sửa.")).to_be_visible()
    page.get_by_role("button", name="Không, giữ “khu phố”").click()
    expect(page.get_by_text("giữ nguyên như bản chụp")).to_be_visible()
    assert any("khu phố tin" in task for task in _tasks(world, plan))


def test_an_approver_sees_the_reading_and_changes_nothing(
    world: DeskWorld, plan: int, enter: Enter
) -> None:
    page = enter("hoa", ADDRESS, PHONE)
    expect(page.get_by_text("không sửa kế hoạch")).to_be_visible()
    expect(page.get_by_role("button", name="Sửa")).to_have_count(0)
    page.locator(".rows .listed").first.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    # The server refuses whatever a browser sends.
    hoa, actions = _staff(world, "hoa"), _desk(world)
    with pytest.raises(NotAllowedError):
        actions.correct(hoa, FILE, [Change("title", "x", "y")])
    with pytest.raises(NotAllowedError):
        actions.correct_line(hoa, FILE, 4, "x")
    with pytest.raises(NotAllowedError):
        actions.settle(hoa, FILE, "khu phố", "thông", meant=True)


def test_a_cell_of_one_row_and_a_value_that_cannot_be(world: DeskWorld, plan: int) -> None:
    lan, actions = _staff(world, "lan"), _desk(world)
    opened = actions.open(FILE)
    (unit,) = [one for one in opened.reading.units if one.unit.startswith("Phòng")]
    source = source_of(unit.lines, opened.raw)
    change = Change("units.unit", unit.unit, "Phòng Văn hóa - Xã hội phường", source)
    done = actions.correct(lan, FILE, [change])
    assert "Phòng Văn hóa - Xã hội phường" in [one.unit for one in done.reading.units]
    actions.forget(lan, FILE, next(one for one in done.corrections if one.path == "units.unit"))
    with pytest.raises(KnowledgeError, match="hôm qua"):
        actions.correct(lan, FILE, [Change("date", "2026-01-12", "hôm qua")])
    with pytest.raises(KnowledgeError, match="title"):
        # Somebody else put it right meanwhile: the stale form is refused.
        actions.correct(lan, FILE, [Change("title", "Tên cũ", "Tên mới")])


def test_a_plan_that_is_not_there_says_what_to_do(world: DeskWorld, enter: Enter) -> None:
    page = enter("lan", f"{Section.READING.address}?file=khong-co.pdf", LAPTOP)
    expect(page.get_by_text("Xin nhập lại tệp")).to_be_visible()


def _picture(page: object, name: str) -> None:
    """Written only where MOTCUA_PICTURES names a folder."""
    if folder := os.environ.get("MOTCUA_PICTURES"):
        page.screenshot(path=str(Path(folder) / name))  # type: ignore[attr-defined]

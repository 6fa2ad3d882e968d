"""A plan's work from its file to its report, with citizens' and an officer's telephones in it."""

import io
import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from sqlalchemy import select

from bot.store import Activity, PlanTask
from bot.web.desk.addresses import Section
from tests.bot.cli.test_plan import PLAN
from tests.bot.plans.test_evidence import photo
from tests.bot.web.desk_browser import MARKS, PHONE, Enter
from tests.bot.web.desk_world import DeskServer
from tests.bot.web.telephones import Telephones

pytestmark = MARKS
CHANNELS = ("telegram", "zalo")
PEOPLE = 4
# A loopback platform answers at once; a busy machine takes its time (milliseconds).
ARRIVES = 20_000


@pytest.fixture(scope="module")
def server(phones: Telephones) -> DeskServer:
    """What ``enter`` signs in to."""
    return phones.server


def _upload(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def _sent_to_both(enter: Enter) -> None:
    """One message composed, approved by somebody else, and sent on both channels."""
    page = enter("lan", Section.BROADCASTS.address)
    page.get_by_label("Mã hoặc tên mục").fill("đăng ký khai sinh")
    page.get_by_role("button", name="Thủ tục: Đăng ký khai sinh", exact=True).click()
    page.get_by_role("checkbox", name=re.compile("^Zalo")).first.click()
    expect(page.locator(".compose .voice")).to_have_count(2)
    page.get_by_role("button", name="Gửi duyệt").click()
    other = enter("hoa", Section.BROADCASTS.address)
    other.get_by_role("button", name="Duyệt", exact=True).first.click()
    send = other.get_by_role("button", name="Gửi", exact=True)
    for left in reversed(range(len(CHANNELS))):
        expect(send).to_have_count(left + 1)
        send.first.click()
        other.get_by_role("dialog").get_by_role("button", name=re.compile("^Gửi")).click()
        expect(send).to_have_count(left)
    expect(page.get_by_text(f"{PEOPLE} người nhận · {PEOPLE} đã gửi")).to_have_count(
        2, timeout=ARRIVES
    )


def _for_the_first_task(page: Page, number: int) -> None:
    """Say that line ``number`` of the log counts for the plan's first task."""
    card = page.locator(".card", has=page.get_by_text(f"Số {number}", exact=True))
    card.get_by_text("Sửa, thêm minh chứng").click()
    card.get_by_role("button", name="Sửa, gắn nhiệm vụ").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Cho nhiệm vụ").click()
    page.get_by_role("option", name=re.compile("^1. ")).click()
    dialog.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text(f"Đã lưu hoạt động số {number}.")).to_be_visible()


def test_what_arrived_on_telephones_counts_in_the_plans_report(
    phones: Telephones, enter: Enter
) -> None:
    people = {channel: phones.subscribers(channel, PEOPLE) for channel in CHANNELS}
    page = enter("lan", Section.PLANS.address)
    _upload(page, "ke-hoach.txt", PLAN.encode())
    expect(page.get_by_text("Đã nhập ke-hoach.txt")).to_be_visible()

    _sent_to_both(enter)
    for channel, addresses in people.items():
        for address in addresses:
            (told,) = phones.received(channel, address)
            assert "khai sinh" in told

    log = enter("lan", Section.REPORTS.address, PHONE)
    expect(log.get_by_text(f"{PEOPLE} người (đếm được)")).to_have_count(2)
    for number in (1, 2):
        _for_the_first_task(log, number)
    expect(log.get_by_text("nhiệm vụ số 1")).to_have_count(2)
    first = log.locator(".card", has=log.get_by_text("Số 1", exact=True))
    first.get_by_text("Sửa, thêm minh chứng").click()
    _upload(log, "man-hinh.jpg", photo())
    expect(log.get_by_role("link", name="man-hinh.jpg")).to_be_visible()
    assert log.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with phones.world.store.session() as session:
        rows = session.scalars(select(Activity).order_by(Activity.id)).all()
        first_task = session.scalars(select(PlanTask).order_by(PlanTask.id)).first()
        assert first_task is not None
        assert [(row.reached, row.task_id) for row in rows] == [(PEOPLE, first_task.id)] * 2

    log.get_by_role("tab", name="Báo cáo kỳ").click()
    expect(log.get_by_text("2 hoạt động")).to_be_visible()
    document = Document(io.BytesIO(_downloaded(log, "Tải bản DOCX")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert str(PEOPLE) in cells
    book = load_workbook(io.BytesIO(_downloaded(log, "Tải bản XLSX")))
    values = [value for sheet in book for row in sheet.values for value in row]
    assert "Đăng ký khai sinh" in " ".join(str(one) for one in values)
    assert PEOPLE in values
    assert 2 * PEOPLE in values


def _downloaded(page: Page, button: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("button", name=button).click()
    return Path(started.value.path()).read_bytes()

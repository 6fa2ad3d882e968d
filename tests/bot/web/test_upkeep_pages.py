"""Keeping the knowledge up in a real browser: suggestions, what is out of date, old wordings."""

import datetime as dt
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import expect

from bot.privacy import prepare
from bot.store import Conversation, Direction, Medium, Message, Todo, TodoState
from bot.store.models import utc_now
from bot.web.desk.addresses import Section
from bot.web.desk.knowledge.actions import EditActions
from bot.web.desk.knowledge.words import edit_address
from knowledge.editing import DeskLayer, EditKind
from knowledge.index import load_encoder
from knowledge.library import Library
from tests.bot.web.desk_browser import MARKS, Enter
from tests.bot.web.desk_world import DeskWorld
from tests.bot.web.office_days import desk_of, staff
from tests.bot.web.test_editing_pages import publish

pytestmark = MARKS
CODE = "1.001193"
# Reading all records takes a moment on a busy machine (milliseconds).
SLOW = 20_000
REPLY = "Ông/bà mang sổ hộ nghèo ra bộ phận một cửa vào giờ hành chính."


def _talk(world: DeskWorld, address: str, question: str, answered: bool) -> None:
    with world.store.session() as session:
        who = Conversation(channel="web", address=address)
        session.add(who)
        session.flush()
        said = {"conversation_id": who.id, "said_at": utc_now() - dt.timedelta(days=1)}
        session.add(Message(direction=Direction.CITIZEN, text=question, **said))
        trace = {"question": question}
        session.add(
            Message(direction=Direction.STAFF, text=REPLY, **said)
            if answered
            else Message(
                direction=Direction.BOT, text="…", outcome="no_source", trace=trace, **said
            )
        )


@pytest.fixture
def encoding(world: DeskWorld, tmp_path: Path) -> None:
    """Groups of questions need the meaning of words; a draft of them hides personal numbers."""
    prepare()
    searcher = cast(Any, world.services.knowledge.answerer.searcher)
    searcher.encoder = load_encoder(folder=tmp_path / "model")


@pytest.mark.usefixtures("encoding")
def test_what_people_ask_in_vain_becomes_an_faq_or_a_bulletin(
    world: DeskWorld, enter: Enter
) -> None:
    _talk(world, "vain-1", "Hỗ trợ tiền điện cho hộ nghèo thế nào?", answered=False)
    _talk(world, "vain-2", "hộ nghèo được hỗ trợ tiền điện ra sao", answered=False)
    _talk(world, "vain-3", "Nuôi lợn trong khu dân cư có bị phạt không?", answered=False)
    _talk(world, "reply-1", "Tiền điện?", answered=True)
    _talk(world, "reply-2", "Hộ nghèo có được giảm tiền điện không?", answered=True)
    page = enter("lan", Section.EDITING.address)
    page.get_by_role("tab", name="Gợi ý").click()
    asked = page.locator("section", has=page.get_by_role("heading", name="Câu hỏi chưa trả lời"))
    expect(asked.get_by_text("2 người")).to_be_visible(timeout=SLOW)
    expect(asked).to_contain_text("hộ nghèo được hỗ trợ tiền điện ra sao")
    expect(asked).not_to_contain_text("Nuôi lợn")
    said = page.locator("section", has=page.get_by_role("heading", name="Cán bộ đã trả lời"))
    expect(said).to_contain_text(f"Cán bộ trả lời: {REPLY}")

    asked.get_by_role("link", name="Soạn bản tin").click()
    title = page.get_by_label("Tiêu đề")
    expect(title).to_have_value("hộ nghèo được hỗ trợ tiền điện ra sao")
    page.go_back()
    page.get_by_role("tab", name="Gợi ý").click()
    said.get_by_role("button", name="Tạo nháp hỏi đáp").click()
    expect(page.get_by_label("Câu hỏi", exact=True)).to_have_value("Tiền điện?")
    expect(page.get_by_label("Trả lời", exact=True)).to_have_value(REPLY)
    expect(page.get_by_label("Cách hỏi khác")).to_have_value(
        "Hộ nghèo có được giảm tiền điện không?"
    )


def test_a_changed_procedure_is_put_up_anew_and_an_old_source_looked_at(
    world: DeskWorld, enter: Enter
) -> None:
    with world.store.session() as session:
        session.add(
            Todo(
                source=f"procedure:{CODE}",
                medium=Medium.NOTICE,
                title="Đăng ký khai sinh",
                text="…",
                state=TodoState.DONE,
                done_at=utc_now() - dt.timedelta(days=3),
            )
        )
    _reword(world, "trong ngày làm việc")
    actions = EditActions(desk_of(world))
    old = actions.holdings.payload(EditKind.FAQ, "quen-mat-khau-vneid")
    assert old is not None
    layer = DeskLayer(Library(world.services.settings.knowledge))
    layer.publish(EditKind.FAQ, "quen-mat-khau-vneid", {**old, "checked_on": "2026-01-05"})

    page = enter("lan", Section.EDITING.address)
    page.get_by_role("tab", name="Cần điền").click()
    outside = page.locator("section", has=page.get_by_role("heading", name="Cần niêm yết"))
    expect(outside).to_contain_text("Bảng tin: Đăng ký khai sinh", timeout=SLOW)
    stale = page.locator("section", has=page.get_by_role("heading", name="Nguồn kiểm tra"))
    expect(stale).to_contain_text("kiểm tra 05/01/2026")
    expect(stale.get_by_role("link", name=str(old["question"]))).to_have_attribute(
        "href", edit_address(EditKind.FAQ, "quen-mat-khau-vneid")
    )

    outside.get_by_role("link", name="Soạn lại").click()
    expect(page.get_by_label("Mã hoặc tên mục")).to_have_value(CODE)
    page.get_by_role("checkbox", name="Telegram").click()
    page.get_by_role("checkbox", name="Bảng tin").click()
    preview = page.locator("article.voice")
    expect(preview.get_by_role("heading", name="Bảng tin")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Gửi duyệt").click()
    other = enter("hoa", Section.BROADCASTS.address)
    other.get_by_role("button", name="Duyệt", exact=True).click()
    task = page.get_by_role("article", name="Bảng tin: Đăng ký khai sinh")
    task.get_by_role("button", name="Xong việc").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Đường liên kết").fill("https://phuong.example.vn/niem-yet/1")
    dialog.get_by_role("button", name="Xong việc").click()
    expect(task).to_have_count(0)
    page.goto(page.url.partition("/staff")[0] + Section.EDITING.address)
    page.get_by_role("tab", name="Cần điền").click()
    expect(outside).to_contain_text("Không có mục nào.", timeout=SLOW)


def test_versions_are_read_side_by_side_and_an_earlier_one_comes_back(
    world: DeskWorld, enter: Enter
) -> None:
    _reword(world, "ba ngày làm việc")
    _reword(world, "năm ngày làm việc")
    page = enter("lan", edit_address(EditKind.PROCEDURE, CODE))
    versions = page.locator(".versions details")
    expect(versions.first).to_be_visible(timeout=SLOW)
    newest, earlier = versions.nth(0), versions.nth(1)
    newest.locator("summary").click()
    expect(newest.locator("del")).to_have_text("ba")
    expect(newest.locator("ins")).to_have_text("năm")
    expect(newest.locator("summary")).to_contain_text("đang dùng")
    earlier.locator("summary").click()
    earlier.get_by_role("button", name="Lấy lại bản này").click()
    page.get_by_role("dialog").get_by_label("Lý do").fill("Văn bản mới chưa có hiệu lực")
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.get_by_text("Đã gửi duyệt việc lấy lại bản cũ.")).to_be_visible()

    approver = enter("hoa", Section.EDITING.address)
    card = approver.locator(".card", has_text="Văn bản mới chưa có hiệu lực")
    expect(card.locator("ins")).to_have_text("ba", timeout=SLOW)
    card.get_by_role("button", name="Duyệt", exact=True).click()
    expect(approver.get_by_text("Đã duyệt.", exact=False)).to_be_visible()
    assert publish(world) == 1
    page = enter("minh", f"{Section.KNOWLEDGE.address}?record=procedure:{CODE}")
    expect(page.locator(".preview")).to_contain_text("ba ngày làm việc", timeout=SLOW)


def _reword(world: DeskWorld, time_limit: str) -> None:
    """Two people give the procedure another time limit, and it is put in use."""
    actions = EditActions(desk_of(world))
    present = actions.holdings.payload(EditKind.PROCEDURE, CODE)
    assert present is not None
    lan, hoa = staff(world, "lan"), staff(world, "hoa")
    with world.store.session() as session:
        payload = {**present, "time_limit": time_limit}
        args = (session, lan, EditKind.PROCEDURE, CODE, payload)
        row = actions.drafts.save(*args, reason=f"Thời hạn mới: {time_limit}")
        row = actions.drafts.submit(session, lan, row.id, row.version)
        actions.drafts.approve(session, hoa, row.id, row.version)
    assert publish(world) == 1

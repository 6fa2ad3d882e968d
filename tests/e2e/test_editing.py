"""From an officer's form to two telephones: a new answer, with nothing started anew."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.store import Role
from bot.web.desk.addresses import Section
from bot.web.desk.knowledge.words import edit_address
from knowledge.editing import EditKind
from tests.e2e.officer import PASSWORD, Officer
from tests.e2e.processes import wait_until
from tests.e2e.stack import Stack
from tests.e2e.test_telegram import Phone as Telegram
from tests.e2e.test_zalo import Phone as Zalo

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUESTION = "Phường có cho mượn xe lăn không?"
ASKED = ("phường có cho mượn xe lăn không", "mượn xe lăn ở phường được không")
ANSWER = "Ông/bà mượn xe lăn tại bàn hướng dẫn của bộ phận một cửa, để lại giấy hẹn."
# The encoder's own process takes its time beside Rasa on a small machine.
PUBLISHED_SECONDS = 240.0
SLOW_MS = 60_000


@pytest.fixture
def contexts(chromium: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


def at_the_desk(
    stack: Stack, chromium: Browser, contexts: list[BrowserContext], role: Role, path: str
) -> Page:
    """Somebody with ``role``, signed in through the form, at ``path``."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    context.set_default_timeout(SLOW_MS)
    contexts.append(context)
    page = context.new_page()
    page.goto(f"{stack.url}/staff")
    page.get_by_label("Tên đăng nhập").fill(Officer(stack, role).name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/staff/inbox")
    page.goto(stack.url + path)
    return page


def test_an_approved_answer_reaches_telegram_and_zalo_without_a_restart(
    stack: Stack, chromium: Browser, contexts: list[BrowserContext]
) -> None:
    before = [server.pid for server in stack.servers]
    for phone in (Telegram(stack.telegram), Zalo(stack)):
        assert ANSWER not in phone.write(ASKED[0]).text

    page = at_the_desk(stack, chromium, contexts, Role.EDITOR, edit_address(EditKind.FAQ))
    page.get_by_label("Câu hỏi", exact=True).fill(QUESTION)
    page.get_by_label("Chủ đề").click()
    page.get_by_role("option", name="Bộ phận một cửa").click()
    page.get_by_label("Trả lời", exact=True).fill(ANSWER)
    variants = ("mượn xe lăn", "xe lăn cho người già", ASKED[1])
    page.get_by_label("Cách hỏi khác").fill("\n".join(variants))
    page.get_by_label("Nguồn: tên văn bản, trang").fill("Quy chế bộ phận một cửa")
    page.get_by_label("Nguồn: số, ký hiệu").fill("01/QC")
    page.get_by_label("Ngày kiểm tra nguồn").fill("2026-10-20")
    page.get_by_label("Lý do sửa").fill("Nhiều người hỏi")
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Người khác sẽ duyệt bản này.").first).to_be_visible(timeout=SLOW_MS)

    approver = at_the_desk(stack, chromium, contexts, Role.APPROVER, Section.EDITING.address)
    card = approver.locator(".card", has_text=QUESTION)
    card.get_by_role("button", name="Duyệt", exact=True).click()
    expect(approver.get_by_text("Đã duyệt.", exact=False)).to_be_visible(timeout=SLOW_MS)

    newcomers: tuple[Callable[[], Telegram | Zalo], ...] = (
        lambda: Telegram(stack.telegram),
        lambda: Zalo(stack),
    )
    for newcomer, asked in itertools.product(newcomers, ASKED):
        assert _told(newcomer, asked), f"{asked}: {newcomer().write(asked).text}"
    told = Zalo(stack).write(ASKED[1]).text
    assert "Nguồn:" in told
    assert "01/QC" in told or "Quy chế bộ phận một cửa" in told
    assert [server.pid for server in stack.servers] == before


def _told(newcomer: Callable[[], Telegram | Zalo], asked: str) -> bool:
    """Whether somebody new is told the answer once it is published."""
    return wait_until(lambda: ANSWER in newcomer().write(asked).text, PUBLISHED_SECONDS, 5.0)

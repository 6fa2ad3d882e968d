"""The real pages in headless Chromium before the running product."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PROJECT_ROOT
from tests.e2e.officer import PASSWORD, Officer, case_of
from tests.e2e.processes import wait_until
from tests.e2e.stack import Stack
from tests.e2e.talk import Talk

pytestmark = pytest.mark.browser

PICTURES = PROJECT_ROOT / "docs" / "images"
ANSWER_MS = 30_000
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Opens pages that must not write an error to the console."""
    errors: list[str] = []
    contexts = []

    def opened(size: dict[str, int], **more: object) -> Page:
        context = chromium.new_context(viewport=size, locale="vi-VN", device_scale_factor=2, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[str], Path]:
    """Where a picture goes: into the documentation when asked for or when it is not there yet."""

    def place(name: str) -> Path:
        wanted = PICTURES / name
        if os.environ.get("MOTCUA_E2E_PICTURES") or not wanted.exists():
            wanted.parent.mkdir(parents=True, exist_ok=True)
            return wanted
        return tmp_path / name

    return place


def ask(page: Page, text: str) -> None:
    page.get_by_label("Câu hỏi của ông/bà").fill(text)
    page.get_by_role("button", name="Gửi", exact=True).click()


def test_a_question_on_the_telephone_becomes_a_sourced_answer(
    stack: Stack, open_page: OpenPage, picture: Callable[[str], Path]
) -> None:
    page = open_page(PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{stack.url}/chat")
    # A newcomer's first answer carries the notice on personal data, which is longer than a screen.
    ask(page, "xin chào")
    expect(page.locator(".msg.bot").last).to_contain_text("dữ liệu của tôi", timeout=ANSWER_MS)
    ask(page, "đăng ký tạm trú mất mấy ngày")
    answer = page.locator(".msg.bot").last
    expect(answer).to_contain_text("03 ngày làm việc", timeout=ANSWER_MS)
    expect(answer).to_contain_text("Nguồn:")
    expect(answer.locator(".source a")).to_have_attribute("href", re.compile("^https://"))
    chips = answer.locator(".chips button")
    assert chips.count() >= 2
    expect(page.locator("#typing")).to_have_text("")
    page.wait_for_timeout(800)
    for shown in (page.locator(".msg.mine").last, answer.locator(".source"), chips.first):
        expect(shown).to_be_in_viewport(ratio=1)
    below, field = chips.last.bounding_box(), page.locator("#form").bounding_box()
    assert below is not None
    assert field is not None
    assert below["y"] + below["height"] <= field["y"], "the field covers the buttons"
    page.screenshot(path=picture("chat.png"))
    chips.filter(has_text="Giấy tờ").click()
    expect(page.locator(".msg.bot").last).to_contain_text("CT01", timeout=ANSWER_MS)


def test_a_reply_of_staff_appears_on_the_open_page(stack: Stack, open_page: OpenPage) -> None:
    page = open_page(PHONE)
    page.goto(f"{stack.url}/chat")
    page.get_by_role("button", name="Gặp cán bộ").first.click()
    expect(page.locator(".msg.bot").last).to_contain_text("PA-", timeout=ANSWER_MS)
    name = page.evaluate("JSON.parse(localStorage.getItem('motcua.chat')).id")
    case = case_of(stack.store, "web", name)
    officer = Officer(stack)
    officer.claim(case)
    officer.reply(case, "Mời ông/bà đến quầy số 2.")
    expect(page.locator(".msg.staff").last).to_contain_text("quầy số 2", timeout=ANSWER_MS)
    expect(page.locator("#held")).to_contain_text("Cán bộ đang trả lời")
    officer.close(case)
    expect(page.locator(".msg.bot").last).to_contain_text("trả lời xong", timeout=ANSWER_MS)
    expect(page.locator("#held")).to_have_text("", timeout=ANSWER_MS)


def test_an_officer_works_a_case_from_the_inbox(
    stack: Stack, open_page: OpenPage, picture: Callable[[str], Path]
) -> None:
    talk = Talk(stack.http)
    talk.say("đăng ký tạm trú cần gì")
    talk.say("tôi ở trọ nhiều phòng, chủ nhà không chịu ký, cho tôi gặp cán bộ")
    if "PA-" not in talk.turns[-1].text:
        talk.say("gặp cán bộ")
    case = case_of(stack.store, "web", talk.name)
    officer = Officer(stack, name="Nguyễn Thị Hòa")
    page = open_page(DESK)
    page.goto(f"{stack.url}/staff")
    page.get_by_label("Tên đăng nhập").fill(officer.name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/staff/inbox")
    page.get_by_role("listitem").filter(has_text=case.code).get_by_role("link").click()
    page.get_by_role("button", name="Nhận việc").click()
    box = page.get_by_label("Trả lời người dân")
    expect(box).to_be_visible(timeout=ANSWER_MS)
    box.fill(
        "Chào ông/bà. Chủ nhà không ký thì ông/bà nộp hợp đồng thuê, tôi hướng dẫn tại quầy 2."
    )
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_text("tôi hướng dẫn tại quầy 2").first).to_be_visible(timeout=ANSWER_MS)
    assert wait_until(lambda: bool(talk.updates()["messages"]), 20), "the citizen got nothing"
    page.wait_for_timeout(2500)
    page.screenshot(path=picture("desk-inbox.png"))

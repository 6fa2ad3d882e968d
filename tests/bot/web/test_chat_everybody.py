"""The citizens' page for everybody: by keyboard, enlarged, read aloud, on a small phone."""

import pytest
from playwright.sync_api import expect

from tests.bot.web.axe import faults
from tests.bot.web.chat_browser import NARROW, PHONE, Open, browser_test, write
from tests.bot.web.fake_api import CSP, FakeApi


class TestEverybody:
    pytestmark = browser_test

    def test_keyboard_only(self, open_page: Open, api: FakeApi) -> None:
        page = open_page((1280, 800))
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.type("Làm khai sinh")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("cho cháu")
        assert api.script.asked == []
        page.keyboard.press("Enter")
        expect(page.locator(".bot")).to_have_count(1)
        assert api.script.asked[0]["text"] == "Làm khai sinh\ncho cháu"
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(page.get_by_role("link", name="Số liệu công khai")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(page.locator(".chips button").last).to_be_focused()
        page.keyboard.press("Space")
        expect(page.locator(".bot")).to_have_count(2)
        assert api.script.asked[1]["payload"] == "/talk_to_human"
        page.focus("#clear")
        page.keyboard.press("Enter")
        expect(page.locator("#keep")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#clear")).to_be_focused()

    @pytest.mark.parametrize("size", [(1366, 768), PHONE, NARROW])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing(
        self, open_page: Open, api: FakeApi, size: tuple[int, int], scheme: str
    ) -> None:
        page = open_page(size, color_scheme=scheme)
        assert faults(page) == []
        write(page, "Làm khai sinh")
        expect(page.locator(".bot")).to_have_count(1)
        api.script.hold(True)
        api.script.push("Mời ông/bà đến quầy số 2.")
        expect(page.locator(".msg.staff")).to_have_count(1)
        expect(page.locator("#typing")).to_have_text("")
        assert faults(page) == []
        api.script.fail(500)
        write(page, "Hỏi nữa")
        expect(page.locator(".mine")).to_have_count(2)
        page.wait_for_timeout(500)
        assert faults(page) == []

    def test_every_stop_shows_the_focus(self, open_page: Open) -> None:
        page = open_page()
        seen = set()
        for _ in range(13):
            page.keyboard.press("Tab")
            name, outline = page.evaluate(
                "() => { const e = document.activeElement, s = getComputedStyle(e);"
                " return [e.id || e.className || e.textContent, s.outlineStyle + s.outlineWidth]; }"
            )
            if not name:
                break
            seen.add(name)
            assert outline == "solid3px", name
        assert {"zoom", "clear", "page", "text", "send"} <= seen

    def test_names_and_roles(self, open_page: Open) -> None:
        page = open_page()
        expect(page.get_by_role("log", name="Tin nhắn")).to_have_attribute("aria-live", "polite")
        expect(page.get_by_role("textbox", name="Câu hỏi của ông/bà")).to_be_visible()
        expect(page.get_by_role("button", name="Xóa trò chuyện")).to_be_visible()
        expect(page.get_by_role("button", name="Phóng to chữ")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "vi")

    @pytest.mark.parametrize("enlarged", [0, 1, 2])
    def test_no_sideways_scroll_and_large_targets(
        self, open_page: Open, api: FakeApi, enlarged: int
    ) -> None:
        endless = "https://dichvucong.gov.vn/" + "a" * 90
        long_button = {"title": "Đăng ký khai sinh có yếu tố nước ngoài, lưu động", "payload": "/a"}
        source = {"title": "x" * 80, "url": endless}
        api.script.reply(
            {"text": f"{endless}\n- {'b' * 80}", "buttons": [long_button], "sources": [source]}
        )
        page = open_page(NARROW)
        for _ in range(enlarged):
            page.click("#zoom")
        write(page, "c" * 100)
        expect(page.locator(".bot")).to_have_count(1)
        widths = "() => ['html', '#page'].map(q => document.querySelector(q).scrollWidth)"
        assert max(page.evaluate(widths)) <= NARROW[0]
        for button in page.get_by_role("button").all():
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= NARROW[0]
        small = (
            "() => [...document.querySelectorAll('body *')].filter(e => e.innerText &&"
            " parseFloat(getComputedStyle(e).fontSize) < 18).map(e => e.className)"
        )
        assert page.evaluate(small) == []

    def test_the_larger_letters_are_kept(self, open_page: Open) -> None:
        page = open_page()
        size = "() => parseFloat(getComputedStyle(document.querySelector('.about')).fontSize)"
        assert page.evaluate(size) == 18
        page.click("#zoom")
        assert page.evaluate(size) == 21
        page.click("#zoom")
        assert page.evaluate(size) == 24
        page.reload()
        assert page.evaluate(size) == 24
        page.get_by_role("button", name="Chữ bình thường").click()
        assert page.evaluate(size) == 18

    def test_the_keyboard_of_a_phone_leaves_room(self, open_page: Open, api: FakeApi) -> None:
        page = open_page(PHONE, has_touch=True, is_mobile=True)
        page.tap("#start button >> nth=0")
        expect(page.locator(".bot")).to_have_count(1)
        page.tap("#text")
        page.set_viewport_size({"width": 360, "height": 420})
        expect(page.locator("#text")).to_be_in_viewport(ratio=1)
        expect(page.locator("#send")).to_be_in_viewport(ratio=1)
        room = page.locator("main").bounding_box()
        assert room is not None
        assert room["height"] >= 180
        page.fill("#text", "hỏi tiếp")
        page.tap("#send")
        expect(page.locator("#text")).not_to_be_focused()

    def test_the_question_stays_above_a_long_answer(self, open_page: Open) -> None:
        page = open_page()
        page.click("#start button >> nth=0")
        expect(page.locator(".bot")).to_have_count(1)
        expect(page.locator(".mine .card")).to_be_in_viewport(ratio=1)
        expect(page.locator(".bot .who")).to_be_in_viewport(ratio=1)

    def test_the_policy_of_the_page_is_the_strict_one(self, open_page: Open) -> None:
        page = open_page()
        response = page.reload()
        assert response is not None
        assert response.headers["content-security-policy"] == CSP

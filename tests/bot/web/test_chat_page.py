"""The citizens' page in a real browser, before a scripted API."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.bot.web.fake_api import BIRTH, CSP, UNIT, WEB, FakeApi

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = (360, 740)
NARROW = (320, 568)
FAILED_REQUEST = "Failed to load resource"
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")
browser_test = [pytest.mark.browser, needs_chromium]

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def api() -> Iterator[FakeApi]:
    with FakeApi(poll_seconds=1.2) as served:
        yield served


@pytest.fixture
def open_page(browser: Browser, api: FakeApi) -> Iterator[Open]:
    """``open_page((360, 740), has_touch=True)``; console errors and foreign requests fail."""
    problems: list[str] = []
    contexts: list[BrowserContext] = []

    def open_one(size: tuple[int, int] = PHONE, **options: object) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: _note(problems, line.type, line.text))
        page.on("request", lambda request: _foreign(problems, request.url, api.url))
        page.goto(api.url)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert problems == []


def _note(problems: list[str], kind: str, text: str) -> None:
    # A refused request is what some tests are about; anything else on the console is a fault.
    if kind in {"error", "warning"} and not text.startswith(FAILED_REQUEST):
        problems.append(text)


def _foreign(problems: list[str], url: str, own: str) -> None:
    if not url.startswith(own.removesuffix("/chat")):
        problems.append(f"a request to {url}")


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.press("#text", "Enter")


class TestTalking:
    pytestmark = browser_test

    def test_the_page_says_what_it_is(self, open_page: Open) -> None:
        page = open_page()
        expect(page.get_by_role("heading", level=1)).to_have_text("Một Cửa")
        expect(page.locator(".unit")).to_have_text(UNIT)
        expect(page.locator("main")).to_contain_text(
            "Trợ lý tự động, có nguồn và ngày kiểm tra. Cần người, bấm Gặp cán bộ."
        )
        expect(page.locator("form")).to_contain_text("Xin đừng gửi số căn cước, số tài khoản.")
        assert page.locator("#start button").all_inner_texts() == [
            "Làm khai sinh",
            "Đăng ký tạm trú",
            "Chứng thực giấy tờ",
            "Nộp hồ sơ trực tuyến",
            "Gặp cán bộ",
        ]

    def test_a_question_is_sent_and_its_answer_shown(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        write(page, "  Làm khai sinh cần giấy tờ gì?  ")
        expect(page.locator(".mine .card")).to_have_text("Làm khai sinh cần giấy tờ gì?")
        expect(page.locator(".bot .card")).to_contain_text("Ông/bà cần mang:")
        expect(page.locator("#text")).to_have_value("")
        expect(page.locator("#start")).to_be_hidden()
        (asked,) = api.script.asked
        assert set(asked) == {"conversation", "text"}
        assert asked["text"] == "Làm khai sinh cần giấy tờ gì?"
        assert re.fullmatch(r"w[A-Za-z0-9]{22}", asked["conversation"])

    def test_lists_and_lines_keep_their_shape(self, open_page: Open) -> None:
        page = open_page()
        page.click("#start button >> nth=0")
        card = page.locator(".bot .card")
        expect(card.locator("> ol > li")).to_have_count(3)
        expect(card.locator("> ol > li").nth(1).locator("ul > li")).to_have_count(2)
        expect(card.locator("> ul > li")).to_have_count(3)
        link = card.locator("> p a")
        expect(link).to_have_attribute("href", "https://dichvucong.gov.vn/khai-sinh")
        assert "noopener" in (link.get_attribute("rel") or "")

    def test_a_numbered_list_goes_on_with_its_number(self, open_page: Open, api: FakeApi) -> None:
        api.script.reply({"text": "Bước:\n3. Ba\n\nNghỉ.\n4. Bốn", "buttons": [], "sources": []})
        page = open_page()
        write(page, "các bước")
        expect(page.locator(".bot ol")).to_have_count(2)
        numbers = "all => all.map(item => item.value)"
        assert page.eval_on_selector_all(".bot li", numbers) == [3, 4]

    def test_a_button_sends_its_payload_and_title(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        page.click("#start button >> nth=0")
        page.click(".chips button:has-text('Lệ phí')")
        expect(page.locator(".bot")).to_have_count(2)
        first, second = api.script.asked
        assert "payload" not in first
        assert second["text"] == "Lệ phí"
        assert second["payload"] == '/ask_fee{"procedure":"1.001193"}'
        assert second["conversation"] == first["conversation"]

    def test_staff_can_always_be_called(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        page.click("#person")
        expect(page.locator(".bot .card")).to_contain_text("chuyển câu hỏi tới cán bộ")
        assert api.script.asked[0]["payload"] == "/talk_to_human"

    def test_a_chip_pressed_twice_is_sent_once(self, open_page: Open, api: FakeApi) -> None:
        api.script.delay = 0.5
        page = open_page()
        page.dblclick("#person")
        expect(page.locator(".bot")).to_have_count(1)
        assert len(api.script.asked) == 1

    def test_messages_are_sent_in_their_order(self, open_page: Open, api: FakeApi) -> None:
        api.script.delay = 0.3
        page = open_page()
        write(page, "cho tôi hỏi")
        write(page, "làm khai sinh")
        expect(page.locator("#typing")).to_contain_text("Đang tìm câu trả lời")
        expect(page.locator(".bot")).to_have_count(2)
        expect(page.locator("#typing")).to_be_empty()
        assert [asked["text"] for asked in api.script.asked] == ["cho tôi hỏi", "làm khai sinh"]

    def test_sources_name_code_and_day(self, open_page: Open) -> None:
        page = open_page()
        page.click("#start button >> nth=0")
        source = page.locator(".source")
        expect(source).to_contain_text("Nguồn: Thủ tục đăng ký khai sinh (1.001193)")
        expect(source).to_contain_text("· kiểm tra ngày 22/11/2026")
        expect(source.locator("a")).to_have_attribute("href", BIRTH["sources"][0]["url"])
        page.click(".chips button >> nth=0")
        many = page.locator(".source >> nth=1")
        expect(many.locator("li")).to_have_count(2)
        expect(many.locator("li").nth(1).locator("a")).to_have_count(0)


class TestHostileText:
    pytestmark = browser_test

    def test_markup_is_shown_as_text(self, open_page: Open, api: FakeApi) -> None:
        evil = "<img src=x onerror=\"document.title='bad'\"><script>document.title='bad'</script>"
        api.script.reply(
            {
                "text": f"{evil}\n- {evil}\n• {evil}",
                "buttons": [{"title": evil, "payload": "/greet"}],
                "sources": [{"title": evil, "code": evil, "url": "javascript:alert(1)"}],
            }
        )
        page = open_page()
        write(page, evil)
        expect(page.locator(".mine .card")).to_have_text(evil)
        expect(page.locator(".bot li").first).to_have_text(evil)
        expect(page.locator(".chips button")).to_have_text(evil)
        api.script.push(evil)
        expect(page.locator(".staff .card")).to_have_text(evil)
        page.reload()
        expect(page.locator(".mine .card")).to_have_text(evil)
        assert page.locator("#log img, #log script, #log a").count() == 0
        assert "bad" not in page.title()

    @pytest.mark.parametrize(
        ("text", "links"),
        [
            ("Vào https://a.vn/x?y=1&z=2.", ["https://a.vn/x?y=1&z=2"]),
            ("(xem https://a.vn/x), rồi https://b.vn!", ["https://a.vn/x", "https://b.vn/"]),
            ("https://a.vn/x_(y) và “https://b.vn/”", ["https://a.vn/x_(y)", "https://b.vn/"]),
            ("http://a.vn javascript:alert(1) https://", []),
            ('https://a.vn/"onmouseover="alert(1)', ["https://a.vn/"]),
        ],
    )
    def test_only_https_becomes_a_link(
        self, open_page: Open, api: FakeApi, text: str, links: list[str]
    ) -> None:
        api.script.reply({"text": text, "buttons": [], "sources": []})
        page = open_page()
        write(page, "hỏi")
        expect(page.locator(".bot .card")).to_be_visible()
        assert page.eval_on_selector_all(".bot a", "all => all.map(a => a.href)") == links


class TestTrouble:
    pytestmark = browser_test

    def test_a_failed_message_can_be_sent_again(self, open_page: Open, api: FakeApi) -> None:
        api.script.fail(500)
        page = open_page()
        write(page, "Làm khai sinh cho cháu")
        again = page.get_by_role("button", name="Chưa gửi được. Bấm để gửi lại.")
        expect(again).to_be_visible()
        expect(page.locator(".mine .card")).to_have_text("Làm khai sinh cho cháu")
        page.reload()
        expect(page.locator(".mine .card")).to_have_text("Làm khai sinh cho cháu")
        again.click()
        expect(page.locator(".bot .card")).to_contain_text("Ông/bà cần mang:")
        expect(page.locator(".again")).to_have_count(0)
        expect(page.locator(".mine")).to_have_count(1)
        assert [asked["text"] for asked in api.script.asked] == ["Làm khai sinh cho cháu"] * 2

    def test_a_button_sent_again_keeps_its_payload(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        page.click("#start button >> nth=0")
        expect(page.locator(".bot")).to_have_count(1)
        api.script.fail(503)
        page.click(".chips button >> nth=0")
        page.click(".again")
        expect(page.locator(".bot")).to_have_count(2)
        assert api.script.asked[1] == api.script.asked[2]

    def test_without_a_network_it_says_so(self, open_page: Open) -> None:
        page = open_page()
        page.context.set_offline(True)
        expect(page.locator("#offline")).to_contain_text("Máy đang mất mạng")
        write(page, "Làm khai sinh")
        expect(page.locator(".again")).to_be_visible()
        page.context.set_offline(False)
        expect(page.locator("#offline")).to_be_empty()
        page.click(".again")
        expect(page.locator(".bot")).to_have_count(1)

    def test_a_refused_message_goes_back_to_the_box(self, open_page: Open, api: FakeApi) -> None:
        api.script.fail(422, "Tin quá dài.")
        page = open_page()
        write(page, "một tin")
        expect(page.locator(".note.wrong")).to_have_text("Tin quá dài.")
        page.click(".again")
        expect(page.locator("#text")).to_have_value("một tin")
        expect(page.locator("#text")).to_be_focused()
        expect(page.locator(".mine")).to_have_count(0)

    def test_too_fast_is_told_kindly(self, open_page: Open, api: FakeApi) -> None:
        api.script.fail(429)
        page = open_page()
        write(page, "một tin")
        expect(page.locator(".note.wrong")).to_contain_text("xin đợi một chút")
        expect(page.locator(".again")).to_be_visible()

    def test_a_number_that_was_not_wanted_leaves_the_phone(
        self, open_page: Open, api: FakeApi
    ) -> None:
        warning = {"text": "Xin đừng gửi số căn cước.", "buttons": [], "sources": []}
        api.script.reply(warning, outcome="personal_data")
        page = open_page()
        write(page, "căn cước của tôi là 001234567890")
        expect(page.locator(".mine .card")).to_have_text("căn cước của tôi là [số đã che]")
        page.wait_for_timeout(600)
        assert "001234567890" not in page.evaluate("JSON.stringify(localStorage)")

    def test_length_is_counted_near_the_limit(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        page.fill("#text", "ê" * 1799)
        expect(page.locator("#count")).to_be_empty()
        page.fill("#text", "ê" * 1990)
        expect(page.locator("#count")).to_have_text("Còn 10 ký tự")
        write(page, "ê" * 2001)
        expect(page.locator("#count")).to_have_text("Dài quá 1 ký tự, xin viết ngắn lại.")
        assert page.input_value("#text") == "ê" * 2001
        assert api.script.asked == []
        write(page, "ê" * 2000)
        expect(page.locator(".bot")).to_have_count(1)


class TestStaff:
    pytestmark = browser_test

    def test_staff_take_the_talk_and_give_it_back(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        page.click("#person")
        expect(page.locator(".bot")).to_have_count(1)
        api.script.hold(True)
        held = page.locator("#held")
        expect(held).to_have_text("Cán bộ đang trả lời ông/bà. Trợ lý tạm im lặng.")
        api.script.push("Chào ông/bà.\n- Mang giấy chứng sinh")
        expect(page.locator(".staff .who")).to_have_text("Cán bộ")
        expect(page.locator(".staff li")).to_have_text("Mang giấy chứng sinh")
        write(page, "Vâng, cảm ơn")
        expect(page.locator(".mine .note")).to_have_text("Đã chuyển tới cán bộ")
        expect(page.locator(".bot")).to_have_count(1)
        page.reload()
        expect(held).to_be_visible()
        api.script.hold(False)
        expect(held).to_be_empty()
        expect(page.locator(".msg.staff")).to_have_count(1)
        assert api.script.polled[-1] == (api.script.asked[0]["conversation"], 1)

    def test_news_below_the_fold_are_announced(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        page.click("#start button >> nth=0")
        expect(page.locator(".bot")).to_have_count(1)
        page.evaluate("document.getElementById('page').scrollTop = 0")
        api.script.push("Ngày mai nghỉ lễ.", "bot")
        fresh = page.locator("#fresh")
        expect(fresh).to_be_visible()
        fresh.click()
        expect(page.locator(".bot").nth(1)).to_be_in_viewport()
        expect(fresh).to_be_hidden()

    def test_nothing_is_asked_before_the_first_message(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        page.wait_for_timeout(500)
        assert api.script.polled == []


class TestKept:
    pytestmark = browser_test

    def test_the_talk_and_the_draft_outlive_a_reload(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        page.click("#start button >> nth=0")
        expect(page.locator(".bot")).to_have_count(1)
        page.fill("#text", "đang viết dở")
        page.reload()
        expect(page.locator(".bot .source")).to_have_count(1)
        expect(page.locator("#text")).to_have_value("đang viết dở")
        write(page, "hỏi tiếp")
        expect(page.locator(".bot")).to_have_count(2)
        assert len({asked["conversation"] for asked in api.script.asked}) == 1

    def test_deleting_asks_first_and_starts_anew(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        page.click("#start button >> nth=0")
        expect(page.locator(".bot")).to_have_count(1)
        page.click("#clear")
        page.click("#keep")
        expect(page.locator(".bot")).to_have_count(1)
        page.click("#clear")
        page.click("#drop")
        expect(page.locator(".msg")).to_have_count(0)
        expect(page.locator("#start")).to_be_visible()
        page.reload()
        expect(page.locator(".msg")).to_have_count(0)
        page.click("#start button >> nth=0")
        expect(page.locator(".bot")).to_have_count(1)
        assert len({asked["conversation"] for asked in api.script.asked}) == 2

    def test_an_answer_under_way_does_not_come_back_after_deleting(
        self, open_page: Open, api: FakeApi
    ) -> None:
        api.script.delay = 0.8
        page = open_page()
        page.click("#start button >> nth=0")
        page.click("#clear")
        page.click("#drop")
        page.wait_for_timeout(1200)
        expect(page.locator(".msg")).to_have_count(0)
        expect(page.locator("#typing")).to_be_empty()

    def test_a_talk_of_yesterday_is_forgotten(self, open_page: Open) -> None:
        page = open_page()
        page.click("#start button >> nth=0")
        expect(page.locator(".bot")).to_have_count(1)
        page.evaluate(
            "() => { const real = Date.now; Date.now = () => real() - 25 * 3600 * 1000; }"
        )
        page.reload()  # leaving saves with the clock of the day before
        expect(page.locator("#start")).to_be_visible()
        expect(page.locator(".msg")).to_have_count(0)

    def test_two_tabs_are_one_talk(self, open_page: Open, api: FakeApi) -> None:
        page = open_page()
        other = page.context.new_page()
        other.goto(api.url)
        write(other, "Làm khai sinh")
        expect(other.locator(".bot")).to_have_count(1)
        expect(page.locator(".bot")).to_have_count(1)
        api.script.push("Chào ông/bà.")
        for tab in (page, other):
            expect(tab.locator(".msg.staff")).to_have_count(1)
        write(page, "hỏi tiếp")
        expect(other.locator(".mine")).to_have_count(2)
        assert len({asked["conversation"] for asked in api.script.asked}) == 1

    def test_it_works_without_storage(self, browser: Browser, api: FakeApi) -> None:
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
        )
        page.goto(api.url)
        page.click("#start button >> nth=0")
        expect(page.locator(".bot")).to_have_count(1)
        context.close()


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


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


class TestFiles:
    """What needs no browser."""

    @pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
    def test_colours_are_readable(self, scheme: int) -> None:
        files = (WEB / "static" / name for name in ("tokens.css", "chat.css"))
        css = "".join(file.read_text(encoding="utf-8") for file in files)
        blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
        block = [some for some in blocks if "--ink:" in some][scheme]
        colour = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", block))
        texts = [
            *[(ink, ground) for ink in ("ink", "soft", "teal") for ground in ("paper", "sheet")],
            ("teal", "press"),
            ("mine-ink", "mine"),
            ("head-ink", "head"),
            ("ink", "staff"),
            ("staff-ink", "staff"),
            ("staff-ink", "paper"),
            ("teal", "staff"),
            ("soft", "staff"),
            ("bad-ink", "bad"),
            ("bad-ink", "paper"),
            ("bad-ink", "sheet"),
            ("solid-ink", "teal"),
        ]
        edges = [("edge", "paper"), ("edge", "sheet"), ("staff-line", "paper"), ("focus", "paper")]
        edges += [("head-line", "head"), ("focus", "sheet")]
        poor = [pair for pair in texts if _contrast(colour[pair[0]], colour[pair[1]]) < 4.5]
        poor += [pair for pair in edges if _contrast(colour[pair[0]], colour[pair[1]]) < 3]
        assert poor == []

    def test_the_page_is_small_and_self_contained(self) -> None:
        files = [WEB / "templates" / "chat.html"]
        files += [WEB / "static" / name for name in ("chat.css", "chat.js", "icon.svg")]
        assert sum(file.stat().st_size for file in files) < 40_000
        page = files[0].read_text(encoding="utf-8")
        assert not re.search(r"\son\w+=|style=|<style|https?://|<script>", page)
        assert "innerHTML" not in files[2].read_text(encoding="utf-8")

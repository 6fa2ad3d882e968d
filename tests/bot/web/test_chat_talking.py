"""What is said and answered on the citizens' page, whatever is written."""

import re

import pytest
from playwright.sync_api import expect

from tests.bot.web.chat_browser import Open, browser_test, write
from tests.bot.web.fake_api import BIRTH, UNIT, FakeApi


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

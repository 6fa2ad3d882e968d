"""The citizens' page when something fails, an officer writes, or it is opened again."""

from playwright.sync_api import Browser, expect

from tests.bot.web.chat_browser import Open, browser_test, write
from tests.bot.web.fake_api import FakeApi


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

    def test_it_works_without_storage(self, chat_chromium: Browser, api: FakeApi) -> None:
        context = chat_chromium.new_context()
        page = context.new_page()
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
        )
        page.goto(api.url)
        page.click("#start button >> nth=0")
        expect(page.locator(".bot")).to_have_count(1)
        context.close()

"""Telegram from the citizen's telephone to the officer and back, over the loopback Bot API."""

import itertools
from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import select

from bot.store import Conversation, Direction
from tests.e2e.officer import Officer, by, case_of, said, still_true
from tests.e2e.processes import wait_until
from tests.e2e.stack import Stack
from tests.loopback.telegram import LoopbackTelegram, Sent

ANSWER_SECONDS = 30.0
PEOPLE = itertools.count(810_001)


class Phone:
    """One person's telephone."""

    def __init__(self, telegram: LoopbackTelegram) -> None:
        self.chat = next(PEOPLE)
        self._telegram = telegram

    @property
    def shown(self) -> list[Sent]:
        return [sent for sent in self._telegram.sent if sent.chat_id == self.chat]

    def _next(self, act: Callable[[], object]) -> Sent:
        before = len(self.shown)
        act()
        self._telegram.wait_for(
            lambda all_sent: sum(s.chat_id == self.chat for s in all_sent) > before, ANSWER_SECONDS
        )
        return self.shown[-1]

    def write(self, text: str) -> Sent:
        return self._next(lambda: self._telegram.push_text(self.chat, text))

    def press(self, title: str) -> Sent:
        under = next(sent for sent in reversed(self.shown) if sent.buttons)
        button = next((b for b in under.buttons if title.casefold() in b["text"].casefold()), None)
        assert button is not None, f"no '{title}' among {[b['text'] for b in under.buttons]}"
        data = button["callback_data"]
        return self._next(lambda: self._telegram.push_callback(self.chat, data, under.message_id))

    def receive(self, act: Callable[[], object]) -> Sent:
        """What arrives after something that staff do."""
        return self._next(act)


@pytest.fixture
def phone(stack: Stack) -> Phone:
    return Phone(stack.telegram)


def test_start_greets_with_buttons(phone: Phone) -> None:
    hello = phone.write("/start")
    assert "Một Cửa" in hello.text
    assert "UBND phường Trấn Biên" in hello.text
    assert len(hello.buttons) >= 2


def test_a_question_is_answered_with_source_buttons_and_typing(stack: Stack, phone: Phone) -> None:
    answer = phone.write("làm khai sinh cần gì")
    assert "chứng sinh" in answer.text.casefold()
    assert "Nguồn:" in answer.text
    assert any("dichvucong.gov.vn" in link for link in answer.links)
    assert any("Bao lâu" in button["text"] for button in answer.buttons)
    acting = [c for c in stack.telegram.calls("sendChatAction") if int(c["chat_id"]) == phone.chat]
    assert acting, "no 'typing' was shown"


def test_pressing_an_inline_button_asks_the_next_aspect(stack: Stack, phone: Phone) -> None:
    phone.write("đăng ký tạm trú cần gì")
    fee = phone.press("Lệ phí")
    assert "15.000" in fee.text
    assert wait_until(lambda: not stack.telegram.state.open_queries, 10), "the button still spins"


def test_follow_ups_without_accents_keep_the_subject(phone: Phone) -> None:
    phone.write("lam khai sinh can gi")
    assert "15 giờ" in phone.write("bao lau co").text
    assert "bưu chính" in phone.write("gui buu dien ve nha nhe").text


def test_a_choice_is_pressed(phone: Phone) -> None:
    asked = phone.write("chứng thực")
    assert len(asked.buttons) >= 3
    first = asked.buttons[0]["text"]
    told = phone.press(first)
    assert "Nguồn:" in told.text


def test_markup_from_a_citizen_is_no_markup(phone: Phone) -> None:
    answer = phone.write("<b>làm khai sinh</b> & <script>alert(1)</script> cần gì")
    assert "script" not in answer.text


def test_a_staff_reply_arrives_in_the_chat(stack: Stack, phone: Phone) -> None:
    handed = phone.write("/canbo")
    case = case_of(stack.store, "telegram", str(phone.chat))
    assert case.code in handed.text
    officer = Officer(stack)
    officer.claim(case)
    reply = phone.receive(lambda: officer.reply(case, "Dạ, mời bác <sáng mai> & mang căn cước."))
    assert reply.text == "Dạ, mời bác <sáng mai> & mang căn cước."
    before = len(phone.shown)
    stack.telegram.push_text(phone.chat, "cảm ơn cháu")
    assert wait_until(
        lambda: (
            "cảm ơn cháu" in by(said(stack.store, "telegram", str(phone.chat)), Direction.CITIZEN)
        ),
        15,
    )
    still_true(3)
    assert len(phone.shown) == before, "the bot speaks while staff hold the talk"
    closing = phone.receive(lambda: officer.close(case))
    assert case.code in closing.text
    assert "chứng sinh" in phone.write("làm khai sinh cần gì").text.casefold()


def test_an_update_delivered_twice_is_answered_once(stack: Stack, phone: Phone) -> None:
    phone.write("/start")
    update = stack.telegram.push_text(phone.chat, "đăng ký tạm trú cần gì")
    assert wait_until(lambda: len(phone.shown) == 2, ANSWER_SECONDS)
    again = {
        "update_id": update,
        "message": {
            "message_id": 999_999,
            "from": {"id": phone.chat, "is_bot": False, "first_name": "Lan"},
            "chat": {"id": phone.chat, "type": "private", "first_name": "Lan"},
            "date": 1_790_000_000,
            "text": "đăng ký tạm trú cần gì",
        },
    }
    stack.telegram.push_update(again)
    still_true(4)
    assert len(phone.shown) == 2


def test_a_slow_down_is_waited_out_and_the_answer_comes_once(stack: Stack, phone: Phone) -> None:
    from tests.loopback.telegram import too_many_requests

    phone.write("/start")
    stack.telegram.fail_next(too_many_requests(1))
    answer = phone.write("đăng ký tạm trú cần gì")
    assert "CT01" in answer.text
    still_true(3)
    assert len(phone.shown) == 2


def test_a_blocked_chat_is_marked_and_harms_nobody(stack: Stack, phone: Phone) -> None:
    phone.write("/start")
    phone.write("đăng ký nhận tin")
    stack.telegram.block(phone.chat)

    def unreachable() -> bool:
        with stack.store.session() as session:
            found = session.scalar(
                select(Conversation).where(
                    Conversation.channel == "telegram", Conversation.address == str(phone.chat)
                )
            )
            return found is not None and not found.reachable

    assert wait_until(unreachable, 15), "a blocked chat still counts as reachable"
    other = Phone(stack.telegram)
    assert "chứng sinh" in other.write("làm khai sinh cần gì").text.casefold()
    stack.telegram.unblock(phone.chat)
    assert "15.000" in phone.write("lệ phí đăng ký tạm trú").text


def test_two_people_at_once_each_get_their_own_answer(stack: Stack) -> None:
    lan, nam = Phone(stack.telegram), Phone(stack.telegram)
    stack.telegram.push_text(lan.chat, "làm khai sinh cần gì")
    stack.telegram.push_text(nam.chat, "đăng ký tạm trú cần gì")
    assert wait_until(lambda: bool(lan.shown) and bool(nam.shown), ANSWER_SECONDS)
    assert "chứng sinh" in lan.shown[0].text.casefold()
    assert "CT01" in nam.shown[0].text


def test_messages_in_a_row_are_answered_in_their_order(stack: Stack, phone: Phone) -> None:
    stack.telegram.push_text(phone.chat, "làm khai sinh cần gì")
    stack.telegram.push_text(phone.chat, "bao lâu có")
    assert wait_until(lambda: len(phone.shown) == 2, ANSWER_SECONDS)
    first, second = phone.shown
    assert "chứng sinh" in first.text.casefold()
    assert "15 giờ" in second.text


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"update_id": "x"}', b"\xff\xfe"])
def test_a_strange_webhook_call_is_refused_without_a_word(stack: Stack, body: bytes) -> None:
    answer = httpx.post(f"{stack.url}/webhooks/telegram", content=body, trust_env=False)
    assert 400 <= answer.status_code < 500 or answer.status_code == 503
    assert "Traceback" not in answer.text

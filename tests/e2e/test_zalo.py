"""Zalo from the citizen's telephone to the officer and back, over the loopback platform."""

import itertools
from collections.abc import Callable

import httpx
import pytest
from sqlalchemy import select

from bot.store import Conversation, ZaloGrant
from tests.e2e.stack import Stack
from tests.loopback.zalo import APP_ID, Sent
from tests.loopback.zalo.state import Json

ANSWER_SECONDS = 30.0
PEOPLE = itertools.count(2_512_523_625_412_515)


class Phone:
    """One person's telephone with Zalo on it."""

    def __init__(self, stack: Stack) -> None:
        self.user = str(next(PEOPLE))
        self._zalo = stack.zalo
        self._url = f"{stack.url}/webhooks/zalo"

    @property
    def shown(self) -> list[Sent]:
        return [sent for sent in self._zalo.sent if sent.recipient == self.user]

    def next(self, act: Callable[[], object]) -> Sent:
        """What arrives after ``act``."""
        before = len(self.shown)
        act()
        self._zalo.wait_for(
            lambda all_sent: sum(s.recipient == self.user for s in all_sent) > before,
            ANSWER_SECONDS,
        )
        return self.shown[-1]

    def _taken(self, event: Json) -> None:
        answer = self._zalo.push(self._url, event)
        assert answer.status_code == 200, answer.text

    def deliver(self, text: str, times: int = 1) -> None:
        event = self._zalo.events.text(self.user, text)
        for _ in range(times):
            self._taken(event)

    def write(self, text: str) -> Sent:
        return self.next(lambda: self.deliver(text))

    def press(self, title: str) -> Sent:
        under = next(sent for sent in reversed(self.shown) if sent.buttons)
        button = next(b for b in under.buttons if title.casefold() in b["title"].casefold())
        return self.write(button["payload"])

    def follow(self) -> Sent:
        self._zalo.wrote(self.user)
        event = self._zalo.events.follow(self.user)
        return self.next(lambda: self._taken(event))


@pytest.fixture
def phone(stack: Stack) -> Phone:
    return Phone(stack)


def test_following_greets_with_buttons(phone: Phone) -> None:
    hello = phone.follow()
    assert "Một Cửa" in hello.text
    assert 2 <= len(hello.buttons) <= 5


def test_a_question_its_source_and_the_next_step_by_button_and_by_number(phone: Phone) -> None:
    answer = phone.write("làm khai sinh cần gì")
    assert "chứng sinh" in answer.text.casefold()
    assert "Nguồn:" in answer.text
    assert "https://" in answer.text
    titles = [button["title"] for button in answer.buttons]
    number = titles.index("Bao lâu") + 1
    by_number = phone.write(str(number))
    assert "15 giờ" in by_number.text
    assert "**" not in by_number.text
    phone.write("làm khai sinh cần gì")
    assert phone.press("Bao lâu").text == by_number.text


def test_a_delivery_that_comes_three_times_is_answered_once(phone: Phone) -> None:
    phone.next(lambda: phone.deliver("đăng ký tạm trú cần gì", times=3))
    phone.write("cảm ơn")
    assert len(phone.shown) == 2


def test_who_writes_on_zalo_is_known_as_such(stack: Stack, phone: Phone) -> None:
    phone.write("gặp cán bộ")
    with stack.store.session() as session:
        found = session.scalar(
            select(Conversation).where(
                Conversation.channel == "zalo", Conversation.address == phone.user
            )
        )
    assert found is not None
    assert found.reachable


def test_the_first_token_was_traded_in_and_an_expired_one_is_renewed(
    stack: Stack, phone: Phone
) -> None:
    with stack.store.session() as session:
        before = session.get_one(ZaloGrant, APP_ID).generation
    stack.zalo.expire_access()
    assert "CT01" in phone.write("đăng ký tạm trú cần gì").text
    with stack.store.session() as session:
        assert session.get_one(ZaloGrant, APP_ID).generation == before + 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"timestamp":"1"}'])
def test_a_strange_webhook_call_is_refused_without_a_word(stack: Stack, body: bytes) -> None:
    headers = {"X-ZEvent-Signature": "mac=" + "0" * 64}
    url = f"{stack.url}/webhooks/zalo"
    answer = httpx.post(url, content=body, headers=headers, trust_env=False)
    assert answer.status_code == 401
    assert "Traceback" not in answer.text

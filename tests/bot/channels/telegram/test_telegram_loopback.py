"""The loopback server itself: a test double is only worth what it refuses."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.bot.channels.telegram.helpers import until
from tests.loopback.telegram import Limits, LoopbackTelegram
from tests.loopback.telegram.html_text import parse_html

LAN = 501


@pytest.fixture
def server() -> Iterator[LoopbackTelegram]:
    with LoopbackTelegram(limits=Limits(enforced=False)) as telegram:
        telegram.know(LAN)
        yield telegram


def call(server: LoopbackTelegram, method: str, **params: Any) -> dict[str, Any]:
    url = f"{server.base_url}/bot{server.token}/{method}"
    answer = httpx.post(url, json=params, trust_env=False)
    body: dict[str, Any] = answer.json()
    assert body["ok"] == (answer.status_code == 200)
    assert body["ok"] or body["error_code"] == answer.status_code
    return body


def keyboard(*data: str) -> str:
    return json.dumps({"inline_keyboard": [[{"text": "a", "callback_data": d}] for d in data]})


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": 9, "text": "a"}, "chat not found"),
        ({"chat_id": LAN, "text": " "}, "message text is empty"),
        ({"chat_id": LAN, "text": "a" * 4097}, "message is too long"),
        ({"chat_id": LAN, "text": "a", "parse_mode": "x"}, "unsupported parse_mode"),
        (
            {"chat_id": LAN, "text": "ậ<script>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "script" at byte offset 3',
        ),
        (
            {"chat_id": LAN, "text": "<b>a", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"chat_id": LAN, "text": "a", "reply_markup": keyboard("ậ" * 22)},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"chat_id": LAN, "text": "a", "reply_markup": keyboard(*"a" * 101)},
            "reply markup is too long",
        ),
    ],
)
def test_send_message_refuses(
    server: LoopbackTelegram, params: dict[str, Any], complaint: str
) -> None:
    answer = call(server, "sendMessage", **params)
    assert (answer["error_code"], answer["description"]) == (400, f"Bad Request: {complaint}")
    assert server.sent == []


def test_length_counts_after_parsing(server: LoopbackTelegram) -> None:
    html = "<b>" + "&lt;" * 4096 + "</b>"
    assert call(server, "sendMessage", chat_id=LAN, text=html, parse_mode="HTML")["ok"]
    assert server.sent[0].text == "<" * 4096


def test_forms_json_and_query_are_the_same(server: LoopbackTelegram) -> None:
    url = f"{server.base_url}/bot{server.token}/sendMessage"
    params = {"chat_id": str(LAN), "text": "Chào"}
    for how in ({"data": params}, {"json": params}, {"params": params}):
        assert httpx.post(url, **how, trust_env=False).json()["ok"]  # type: ignore[arg-type]
    assert [sent.text for sent in server.sent] == ["Chào"] * 3


def test_tokens(server: LoopbackTelegram) -> None:
    for token, code in (("1:wrong", 401), ("wrong", 404)):
        answer = httpx.post(f"{server.base_url}/bot{token}/getMe", trust_env=False)
        assert answer.status_code == answer.json()["error_code"] == code
    assert call(server, "noSuchMethod")["error_code"] == 404


def test_updates_wait_until_confirmed(server: LoopbackTelegram) -> None:
    first = server.push_text(LAN, "một")
    server.push_text(LAN, "hai")
    assert len(call(server, "getUpdates")["result"]) == 2
    rest = call(server, "getUpdates", offset=first + 1)["result"]
    assert [update["message"]["text"] for update in rest] == ["hai"]
    call(server, "setWebhook", url="https://a.vn")
    assert call(server, "getUpdates")["error_code"] == 409


def test_edit_needs_a_message_and_a_change(server: LoopbackTelegram) -> None:
    sent = call(server, "sendMessage", chat_id=LAN, text="một")["result"]
    edit = {"chat_id": LAN, "message_id": sent["message_id"]}
    assert "not modified" in call(server, "editMessageText", text="một", **edit)["description"]
    assert call(server, "editMessageText", text="hai", **edit)["ok"]
    assert server.sent[0].text == "hai"
    edit["message_id"] = 99
    assert "not found" in call(server, "editMessageText", text="ba", **edit)["description"]


def test_a_press_can_be_answered_once(server: LoopbackTelegram) -> None:
    call(server, "sendMessage", chat_id=LAN, text="a", reply_markup=keyboard("/x"))
    server.push_callback(LAN, "/x")
    (query_id,) = server.state.open_queries
    assert call(server, "answerCallbackQuery", callback_query_id=query_id)["ok"]
    assert not call(server, "answerCallbackQuery", callback_query_id=query_id)["ok"]


def test_files(server: LoopbackTelegram) -> None:
    server.add_file("anh1", b"jpeg")
    path = call(server, "getFile", file_id="anh1")["result"]["file_path"]
    url = f"{server.base_url}/file/bot{server.token}/{path}"
    assert httpx.get(url, trust_env=False).content == b"jpeg"
    assert call(server, "getFile", file_id="x")["error_code"] == 400


async def test_a_webhook_that_fails_is_tried_again(server: LoopbackTelegram) -> None:
    with LoopbackTelegram() as deaf:
        url = f"{deaf.base_url}/webhooks/telegram"
    call(server, "setWebhook", url=url)
    server.push_text(LAN, "một")
    await until(lambda: bool(server.state.webhook.last_error))
    info = call(server, "getWebhookInfo")["result"]
    assert info["pending_update_count"] == 1
    assert info["last_error_message"] == "Connection refused"


def test_html_as_telegram_reads_it() -> None:
    html = ' <a href="https://a.vn/?x=1&amp;y=2">T&#7853;p</a> &copy; <i>🙂</i> '
    text, entities = parse_html(html)
    assert text == "Tập &copy; 🙂"
    assert [(e["type"], e["offset"], e["length"]) for e in entities] == [
        ("text_link", 0, 3),
        ("italic", 11, 2),
    ]
    assert entities[0]["url"] == "https://a.vn/?x=1&y=2"

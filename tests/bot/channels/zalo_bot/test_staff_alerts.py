"""Alerts to staff: known chats only, long ones in parts, the token in no log."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.alerting import carry, grant_lost
from bot.channels import Refused
from bot.channels.zalo_bot import StaffAlerts
from bot.desk import Alert, AlertKind, Alerts
from bot.settings import load_settings
from bot.store import Store

TOKEN = "4242:kin-lam"


class LoopbackBot:
    """The Bot Platform's envelope over real HTTP; knows two chats."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.fail: dict[str, int] = {}
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answer = json.dumps(owner.answer(self.path, body)).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Stay quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        token, _, method = path.removeprefix("/bot").partition("/")
        if token != TOKEN:
            return {"ok": False, "description": f"Unauthorized {path}", "error_code": 401}
        if method == "getMe":
            return {"ok": True, "result": {"id": "1", "account_name": "Bot Một Cửa"}}
        if code := self.fail.get(body["chat_id"]):
            return {"ok": False, "description": "no", "error_code": code}
        if not 1 <= len(body["text"]) <= 2000:
            return {"ok": False, "description": "text", "error_code": 400}
        self.sent.append((body["chat_id"], body["text"]))
        return {"ok": True, "result": {"message_id": "m", "date": 1}}


@pytest.fixture
def bot() -> Iterator[LoopbackBot]:
    found = LoopbackBot()
    thread = threading.Thread(target=found.server.serve_forever, args=(0.02,))
    thread.start()
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


async def test_every_known_chat_gets_the_alert(bot: LoopbackBot) -> None:
    alerts = StaffAlerts(TOKEN, bot.url, ("a", "b"))
    result = await alerts.alert("Mất quyền Zalo.")
    assert (result.reached, result.problems) == (2, ())
    assert bot.sent == [("a", "Mất quyền Zalo."), ("b", "Mất quyền Zalo.")]
    assert await alerts.who() == "Bot Một Cửa"
    await alerts.close()


async def test_a_long_alert_goes_in_parts(bot: LoopbackBot) -> None:
    alerts = StaffAlerts(TOKEN, bot.url, ("a",))
    await alerts.alert("Một việc cần làm ngay. " * 200)
    assert len(bot.sent) == 3
    await alerts.close()


@pytest.mark.parametrize(
    ("code", "word"), [(404, "chưa nhắn cho bot"), (429, "wait"), (500, "500")]
)
async def test_one_who_cannot_be_reached_does_not_keep_it_from_the_others(
    bot: LoopbackBot, code: int, word: str
) -> None:
    bot.fail["a"] = code
    alerts = StaffAlerts(TOKEN, bot.url, ("a", "b"))
    result = await alerts.alert("x")
    assert result.reached == 1
    assert word in result.problems[0]
    await alerts.close()


async def test_a_wrong_token_is_named_and_never_shown(
    bot: LoopbackBot, caplog: pytest.LogCaptureFixture
) -> None:
    alerts = StaffAlerts("9:sai-kin", bot.url, ("a",))
    with caplog.at_level(logging.DEBUG):
        result = await alerts.alert("x")
        with pytest.raises(Refused, match="ZALO_BOT_TOKEN"):
            await alerts.who()
    assert "ZALO_BOT_TOKEN" in result.problems[0]
    assert "sai-kin" not in caplog.text + str(result)
    await alerts.close()


async def test_a_platform_that_is_away_breaks_nothing() -> None:
    alerts = StaffAlerts(TOKEN, "http://127.0.0.1:1", ("a",))
    assert (await alerts.alert("x")).reached == 0
    await alerts.close()


def test_it_is_off_without_a_token_or_chats(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZALO_BOT_TOKEN", "ZALO_BOT_STAFF_CHAT_IDS"):
        monkeypatch.delenv(name, raising=False)
    assert StaffAlerts.of(load_settings()) is None
    monkeypatch.setenv("ZALO_BOT_TOKEN", TOKEN)
    assert StaffAlerts.of(load_settings()) is None
    monkeypatch.setenv("ZALO_BOT_STAFF_CHAT_IDS", " a, b ,,a")
    alerts = StaffAlerts.of(load_settings())
    assert alerts is not None
    assert alerts._chat_ids == ("a", "b")


async def test_a_lost_grant_reaches_the_telephones_once(
    bot: LoopbackBot, sqlite_store: Store
) -> None:
    alerts, telephones = Alerts(sqlite_store), StaffAlerts(TOKEN, bot.url, ("a", "b"))
    carry(alerts, None, telephones)
    for _ in range(3):
        await grant_lost(alerts, "mã làm mới không còn dùng được")
    await alerts.tell(Alert(AlertKind.NEAR, "PA-1", "Việc kín", None, None, restricted=True))
    assert [chat for chat, _ in bot.sent] == ["a", "b"]
    assert "motcua zalo connect" in bot.sent[0][1]
    await telephones.close()

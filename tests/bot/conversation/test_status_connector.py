"""The connector to another system's states of dossiers: off by default, never trusted blindly."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.conversation.status_connector import HttpStatusConnector, StatusUnavailableError
from bot.conversation.status_telling import with_status
from bot.messages import OutboundMessage, Outcome
from bot.messages.wire import Request, Spoken
from bot.services import assemble
from bot.settings import load_settings
from bot.store import Store

CODE = "H29.12-250701-0001"
KNOWN = {
    "code": CODE,
    "status": "Đang giải quyết",
    "agency": "UBND phường Mẫu",
    "as_of": "2026-11-20T08:30:00+07:00",
    "source": "Hệ thống một cửa điện tử",
    "url": "https://example.gov.vn/tra-cuu",
}
HOW = Spoken(
    message=OutboundMessage(text="Mã hồ sơ đã nhận.\nÔng/bà tra ở Cổng dịch vụ công."),
    outcome=Outcome.ANSWERED,
    request=Request.DOSSIER_STATUS,
    details={"code": CODE},
)


class System:
    """Another system on loopback; ``status`` and ``body`` are what it answers with."""

    def __init__(self) -> None:
        self.status = 200
        self.body = json.dumps(KNOWN).encode()
        self.asked: list[str] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked += parse_qs(urlsplit(self.path).query)["code"]
                self.send_response(owner.status)
                self.end_headers()
                self.wfile.write(owner.body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/status"


@pytest.fixture
def system() -> Iterator[System]:
    found = System()
    thread = threading.Thread(target=found.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()


async def test_what_it_knows_is_told_first_with_its_source_and_time(system: System) -> None:
    told = await with_status(HOW, HttpStatusConnector(system.url))
    assert system.asked == [CODE]
    first, how = told.message.text.splitlines()
    assert first == (
        f"Hồ sơ {CODE}: Đang giải quyết. Theo Hệ thống một cửa điện tử, lúc 08:30 ngày 20/11/2026."
    )
    assert how == "Ông/bà tra ở Cổng dịch vụ công."
    (source,) = told.message.sources
    assert (source.title, str(source.checked_on)) == ("Hệ thống một cửa điện tử", "2026-11-20")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, b""),
        (500, b"broken"),
        (200, b"<html>"),
        (200, json.dumps(KNOWN | {"code": "H29.12-250701-9999"}).encode()),
        (200, json.dumps(KNOWN | {"status": ""}).encode()),
        (200, json.dumps({k: v for k, v in KNOWN.items() if k != "source"}).encode()),
    ],
    ids=["unknown", "down", "no JSON", "another dossier", "empty", "no source"],
)
async def test_whatever_else_it_says_the_citizen_is_told_how_to_look(
    system: System, status: int, body: bytes
) -> None:
    system.status, system.body = status, body
    assert await with_status(HOW, HttpStatusConnector(system.url)) == HOW


async def test_a_system_that_is_away_is_a_fault_that_names_no_dossier(system: System) -> None:
    connector = HttpStatusConnector("http://127.0.0.1:9/status", seconds=1)
    with pytest.raises(StatusUnavailableError) as error:
        await connector.look_up(CODE)
    assert CODE not in str(error.value)
    assert await with_status(HOW, connector) == HOW


async def test_it_is_asked_for_dossiers_alone(system: System) -> None:
    other = HOW.model_copy(update={"request": None})
    assert await with_status(other, HttpStatusConnector(system.url)) == other
    assert system.asked == []


@pytest.mark.parametrize("url", [None, "https://api.example.gov.vn/status"])
async def test_it_is_off_until_an_address_is_set(
    url: str | None, data_folder: Path, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_DATA", str(data_folder))
    monkeypatch.delenv("MOTCUA_STATUS_URL", raising=False)
    if url is not None:
        monkeypatch.setenv("MOTCUA_STATUS_URL", url)
    built = assemble(load_settings(), sqlite_store)
    assert (built.turns.status is not None) is (url is not None)
    await built.dialogue.close()

"""Links of a broadcast: short on the way out, counted when opened, and nobody's."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot.broadcasts.links import clicks, follow, shortened
from bot.broadcasts.results import results
from bot.broadcasts.sender import Sender
from bot.messages import OutboundMessage, SourceLine
from bot.store import Broadcast, ShortLink, Store
from bot.web import links
from tests.bot import people
from tests.bot.broadcasts.conftest import Sending

HERE = "https://hoidap.example.gov.vn"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Zalo iOS/601"
MESSAGE = OutboundMessage(
    text="Xem https://a.example/x?b=1. Hoặc (https://c.example/d), hoặc t.me/mc_bot?start=x",
    sources=(
        SourceLine(title="Thông báo", url="https://a.example/x?b=1"),
        SourceLine(title="Không có địa chỉ"),
    ),
)


def drafted(sending: Sending) -> int:
    return sending.campaigns.draft(MESSAGE, "thong-bao", "telegram", "all", by="Lan")


def test_every_address_is_shortened_once_and_the_rest_stays(sending: Sending) -> None:
    number = drafted(sending)
    told = shortened(sending.store, number, MESSAGE, HERE)
    assert shortened(sending.store, number, MESSAGE, HERE) == told
    with sending.store.session() as session:
        codes = {row.url: row.code for row in session.query(ShortLink)}
    first, second = (
        f"{HERE}/l/{codes[url]}" for url in ("https://a.example/x?b=1", "https://c.example/d")
    )
    assert told.text == f"Xem {first}. Hoặc ({second}), hoặc t.me/mc_bot?start=x"
    assert [one.url for one in told.sources] == [first, None]


def test_without_a_public_address_nothing_is_shortened(sending: Sending) -> None:
    number = drafted(sending)
    assert shortened(sending.store, number, MESSAGE, None) == MESSAGE
    assert results(sending.store, number).clicks is None


async def test_what_arrives_leads_on_and_the_approved_text_stays(sending: Sending) -> None:
    people.subscriber(sending.store, "dân 1")
    number = drafted(sending)
    sending.campaigns.approve(number, "Hoa")
    sending.campaigns.start(number)
    channels = {"telegram": sending.channel}
    assert await Sender(sending.store, channels, public_url=HERE).work() == 1
    ((_, text),) = sending.channel.sent
    assert f"{HERE}/l/" in text
    assert "a.example" not in text
    with sending.store.session() as session:
        kept = session.get_one(Broadcast, number).message
    assert kept == MESSAGE.model_dump(mode="json")


@pytest.fixture
async def http(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(links.router(store))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


async def test_opening_is_counted_but_not_by_machines(
    sending: Sending, http: httpx.AsyncClient
) -> None:
    """Telegram fetches every link for its preview: those must not count as people."""
    number = drafted(sending)
    shortened(sending.store, number, MESSAGE, HERE)
    with sending.store.session() as session:
        code = session.query(ShortLink).filter_by(url="https://a.example/x?b=1").one().code
    for agent in (PHONE, PHONE, "TelegramBot (like TwitterBot)", "facebookexternalhit/1.1"):
        answer = await http.get(f"/l/{code}", headers={"user-agent": agent})
        assert (answer.status_code, answer.headers["location"]) == (302, "https://a.example/x?b=1")
        assert "set-cookie" not in answer.headers
    assert (await http.head(f"/l/{code}")).status_code == 405
    assert results(sending.store, number).clicks == 2


@pytest.mark.parametrize("code", ["khong-co", "x" * 300, "a%00b", "%252e"])
async def test_an_unknown_code_leads_nowhere(http: httpx.AsyncClient, code: str) -> None:
    answer = await http.get(f"/l/{code}")
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_nothing_of_whoever_opens_it_has_a_place_in_the_store() -> None:
    assert set(ShortLink.__table__.columns.keys()) == {
        "code",
        "broadcast_id",
        "place",
        "url",
        "clicks",
    }


def test_a_count_is_of_one_broadcast(sending: Sending) -> None:
    one, other = drafted(sending), drafted(sending)
    for number in (one, other):
        shortened(sending.store, number, MESSAGE, HERE)
    with sending.store.session() as session:
        code = session.query(ShortLink).filter_by(broadcast_id=one).first()
    assert code is not None
    follow(sending.store, code.code, PHONE)
    with sending.store.session() as session:
        assert (clicks(session, one), clicks(session, other)) == (1, 0)

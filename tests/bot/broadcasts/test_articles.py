"""Articles for Zalo's followers: composed, approved, handed in, checked, broadcast once."""

import datetime as dt
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import time_machine
from sqlalchemy import select

from bot.broadcasts import BroadcastError
from bot.broadcasts.articles import NO_COVER, Publishing, articles_of, queue_article
from bot.broadcasts.together import approve, compose
from bot.broadcasts.voices import Office
from bot.broadcasts.voicing import from_officer
from bot.channels.zalo.api import ZaloApi
from bot.channels.zalo.articles import Articles
from bot.channels.zalo.constants import ARTICLE_CREATE_PATH, LEGACY_SEND_PATH
from bot.channels.zalo.oauth import Application, OAuth
from bot.channels.zalo.tokens import Tokens
from bot.store import Activity, ArticleState, Medium, Store, Todo, TodoState, ZaloArticle
from tests.loopback.zalo import APP_ID, APP_SECRET, LoopbackZalo

COVER = "https://example.gov.vn/bia.jpg"
UNIT = "UBND phường Hoa Sen"
NOON = dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC)
NIGHT = dt.datetime(2026, 11, 23, 16, 0, tzinfo=dt.UTC)


@pytest.fixture
def zalo() -> Iterator[LoopbackZalo]:
    with LoopbackZalo() as server:
        yield server


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
        yield client


@pytest.fixture
def publishing(
    zalo: LoopbackZalo, http: httpx.AsyncClient, sqlite_store: Store, tmp_path: Path
) -> Iterator[Publishing]:
    async def at_once(_: float) -> None:
        """Waits between tries would only slow the tests down."""

    oauth = OAuth(http, zalo.base_url, Application(APP_ID, APP_SECRET))
    tokens = Tokens(sqlite_store, APP_ID, oauth, zalo.first_refresh_token())
    api = ZaloApi(http, zalo.base_url, tokens, sleep=at_once)
    page = "https://zalo.me/1"
    # The loopback's clock and ours: noon in Vietnam, no quiet hours.
    with time_machine.travel(NOON, tick=True):
        yield Publishing(sqlite_store, tmp_path, Articles(api, at_once), COVER, page)


def composed(store: Store, data: Path) -> int:
    """An article, approved by another; returns its task's number."""
    text = "Chủ nhật 29/11/2026, phường tiêm phòng cho chó mèo tại nhà văn hóa khu phố 3."
    made = from_officer(
        "Lịch tiêm phòng chó mèo",
        text,
        "Thông báo 12/TB-UBND",
        None,
        (Medium.ZALO_ARTICLE,),
        Office(UNIT),
    )
    kept = compose(store, made, (Medium.ZALO_ARTICLE,), "all", "Hoa", data)
    approve(store, kept.campaign, "Bình")
    return kept.todos[0]


def state(store: Store, todo: int) -> tuple[ArticleState, str | None]:
    with store.session() as session:
        row = articles_of(session)[todo]
        return row.state, row.note


async def test_an_approved_article_reaches_all_followers_once(
    zalo: LoopbackZalo, publishing: Publishing
) -> None:
    todo = composed(publishing.store, publishing.data)
    assert await publishing.work() == 0, "nobody has asked for it yet"
    queue_article(publishing.store, publishing.data, todo, "Lan", COVER)
    assert await publishing.work() == 1
    assert await publishing.work() == 0
    (made,) = zalo.calls(ARTICLE_CREATE_PATH)
    assert made["title"] == "Lịch tiêm phòng chó mèo"
    assert made["author"] == UNIT
    assert made["cover"]["photo_url"] == COVER
    assert "29/11/2026" in json.dumps(made["body"], ensure_ascii=False)
    assert len(zalo.state.broadcasts) == 1
    assert state(publishing.store, todo) == (ArticleState.SENT, None)
    with publishing.store.session() as session:
        task = session.get_one(Todo, todo)
        assert (task.state, task.done_by) == (TodoState.DONE, "Lan")
        assert len(session.scalars(select(Activity)).all()) == 1
    with pytest.raises(BroadcastError):
        queue_article(publishing.store, publishing.data, todo, "Lan", COVER)


async def test_it_needs_a_cover_an_approval_and_a_number_of_its_own(
    publishing: Publishing,
) -> None:
    store, data = publishing.store, publishing.data
    todo = composed(store, data)
    with pytest.raises(BroadcastError, match="ZALO_PICTURE_URL"):
        queue_article(store, data, todo, "Lan", None)
    with pytest.raises(BroadcastError, match="số 99"):
        queue_article(store, data, 99, "Lan", COVER)
    with store.session() as session:
        session.get_one(Todo, todo).state = TodoState.DRAFT
    with pytest.raises(BroadcastError, match="đã duyệt"):
        queue_article(store, data, todo, "Lan", COVER)
    assert "ảnh bìa" in NO_COVER


@pytest.mark.parametrize("damaged", ["", "[]", '{"title": "x"}', "missing"])
async def test_a_damaged_file_is_named_and_sends_nothing(
    publishing: Publishing, damaged: str
) -> None:
    store, data = publishing.store, publishing.data
    todo = composed(store, data)
    with store.session() as session:
        path = data / (session.get_one(Todo, todo).file or "")
    path.unlink() if damaged == "missing" else path.write_text(damaged)
    with pytest.raises(BroadcastError, match=f"việc số {todo}"):
        queue_article(store, data, todo, "Lan", COVER)


async def test_what_zalo_refuses_can_be_taken_up_where_it_stopped(
    zalo: LoopbackZalo, publishing: Publishing
) -> None:
    store, data = publishing.store, publishing.data
    todo = composed(store, data)
    queue_article(store, data, todo, "Lan", COVER)
    zalo.fail_next(LEGACY_SEND_PATH, -248)
    assert await publishing.work() == 0
    found, note = state(store, todo)
    assert found is ArticleState.REFUSED
    assert "chính sách" in (note or "")
    queue_article(store, data, todo, "Lan", COVER)
    assert await publishing.work() == 1
    assert len(zalo.calls(ARTICLE_CREATE_PATH)) == 1, "the article was there already"


async def test_a_used_up_quota_and_the_night_wait(
    zalo: LoopbackZalo, publishing: Publishing
) -> None:
    store, data = publishing.store, publishing.data
    todo = composed(store, data)
    queue_article(store, data, todo, "Lan", COVER)
    with time_machine.travel(NIGHT, tick=True):
        assert await publishing.work() == 0
        assert zalo.calls(ARTICLE_CREATE_PATH) == []
    zalo.fail_next(LEGACY_SEND_PATH, -211)
    assert await publishing.work() == 0
    assert state(store, todo)[0] is ArticleState.CHECKED
    assert await publishing.work() == 0, "not before its time"
    with time_machine.travel(NOON + dt.timedelta(hours=2), tick=True):
        assert await publishing.work() == 1
    assert len(zalo.state.broadcasts) == 1


async def test_a_broadcast_without_an_answer_is_never_repeated(
    zalo: LoopbackZalo, publishing: Publishing, http: httpx.AsyncClient
) -> None:
    store, data = publishing.store, publishing.data
    todo = composed(store, data)
    queue_article(store, data, todo, "Lan", COVER)
    http.timeout = httpx.Timeout(0.5)
    zalo.swallow_next(LEGACY_SEND_PATH)
    await publishing.work()
    assert state(store, todo)[0] is ArticleState.UNKNOWN
    assert await publishing.work() == 0
    assert len(zalo.state.broadcasts) == 1
    with pytest.raises(BroadcastError, match="không tự gửi lại"):
        queue_article(store, data, todo, "Lan", COVER)


@pytest.mark.parametrize("cut", [ArticleState.CREATING, ArticleState.SENDING])
async def test_a_sudden_end_inside_a_step_leaves_unknown(
    publishing: Publishing, cut: ArticleState
) -> None:
    store, data = publishing.store, publishing.data
    todo = composed(store, data)
    queue_article(store, data, todo, "Lan", COVER)
    with store.session() as session:
        session.get_one(ZaloArticle, todo).state = cut
    assert await publishing.work() == 0
    assert publishing.recover() == 1
    assert publishing.recover() == 0
    assert state(store, todo)[0] is ArticleState.UNKNOWN


async def test_one_that_its_record_no_longer_bears_out_is_not_sent(
    zalo: LoopbackZalo, publishing: Publishing
) -> None:
    store, data = publishing.store, publishing.data
    todo = composed(store, data)
    with store.session() as session:
        task = session.get_one(Todo, todo)
        # As if it had been composed from the procedure, before its fee changed.
        task.source, task.text = "2.000815", task.text + " Lệ phí: 9.000.000 đồng."
    queue_article(store, data, todo, "Lan", COVER)
    assert await replace(publishing, office=Office(UNIT)).work() == 0
    found, note = state(store, todo)
    assert found is ArticleState.REFUSED
    assert "lệch với nguồn" in (note or "")
    assert zalo.calls(ARTICLE_CREATE_PATH) == []

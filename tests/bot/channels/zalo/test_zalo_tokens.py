"""Single-use refresh tokens: kept before used, one refresher at a time, nothing lost in silence."""

import asyncio
import datetime as dt
import logging
import multiprocessing
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from bot.channels.zalo.grant import GrantStore
from bot.channels.zalo.oauth import Application, OAuth
from bot.channels.zalo.tokens import GRANT_LOST, NOT_CONNECTED, NoToken, Tokens
from bot.store import GrantState, Store, ZaloGrant, open_store
from tests.bot.channels.zalo.conftest import MakeTokens
from tests.bot.databases import own_database
from tests.loopback.zalo import APP_ID, APP_SECRET, LoopbackZalo

TOKEN_PATH = "/v4/oa/access_token"
HOUR = dt.timedelta(hours=1)


def _row(store: Store) -> ZaloGrant:
    with store.session() as session:
        row = session.get(ZaloGrant, APP_ID)
        assert row is not None
        return row


def _age(store: Store, **ago: float) -> None:
    """Let time pass for the pair in the store."""
    with store.session() as session:
        row = session.get(ZaloGrant, APP_ID)
        assert row is not None
        assert row.expires_at is not None
        row.expires_at -= dt.timedelta(**ago)


async def test_the_first_token_comes_from_the_settings_and_is_stored(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    tokens = make_tokens(store)
    token = await tokens.token()
    row = _row(store)
    assert row.access_token == token
    assert zalo.state.refresh_tokens[row.refresh_token], "the stored token must be the unused one"
    assert (row.generation, row.state) == (1, GrantState.HELD)
    assert tokens.problem is None


async def test_a_fresh_token_is_not_asked_for_again(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    tokens = make_tokens(store)
    assert await tokens.token() == await tokens.token()
    assert zalo.state.refreshes == 1


async def test_after_a_restart_the_store_counts_and_not_the_setting(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    seed = zalo.first_refresh_token()
    first = await make_tokens(store, seed).token()
    assert await make_tokens(store, seed).token() == first
    assert zalo.state.refreshes == 1


async def test_a_new_setting_takes_over_once_the_held_grant_is_found_lost(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    """Set before the start, it was looked at then, when the old grant still seemed to hold."""
    GrantStore(store, APP_ID, "test").sow(zalo.first_refresh_token())
    zalo.revoke()
    tokens = make_tokens(store, zalo.first_refresh_token())
    with pytest.raises(NoToken):
        await tokens.token()
    assert await tokens.token() in zalo.state.access
    assert tokens.problem is None


async def test_it_is_refreshed_an_hour_before_it_runs_out(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    tokens = make_tokens(store)
    first = await tokens.token()
    _age(store, hours=23.9)
    assert await tokens.token() == first
    _age(store, hours=0.2)
    assert await tokens.token() != first
    assert zalo.state.refreshes == 2


async def test_a_token_that_lives_shortly_is_not_refreshed_at_every_call(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    zalo.state.token_seconds = 600
    tokens = make_tokens(store)
    for _ in range(5):
        await tokens.token()
    assert zalo.state.refreshes == 1


async def test_a_token_that_zalo_turned_down_is_replaced_once_for_all_who_noticed(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    tokens = make_tokens(store)
    old = await tokens.token()
    fresh = await asyncio.gather(*(tokens.token(refused=old) for _ in range(10)))
    assert len(set(fresh)) == 1
    assert fresh[0] != old
    assert zalo.state.refreshes == 2


async def test_without_a_grant_or_a_first_token_it_says_so(store: Store, oauth: OAuth) -> None:
    tokens = Tokens(store, APP_ID, oauth)
    with pytest.raises(NoToken) as told:
        await tokens.token()
    assert told.value.reason == NOT_CONNECTED == tokens.problem


async def test_a_lost_grant_is_said_once_and_the_old_token_is_used_while_it_lasts(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens, caplog: pytest.LogCaptureFixture
) -> None:
    tokens = make_tokens(store)
    old = await tokens.token()
    zalo.state.refresh_tokens.clear()
    _age(store, hours=24.5)
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            assert await tokens.token() == old
    assert tokens.problem == GRANT_LOST
    assert sum("motcua zalo connect" in record.message for record in caplog.records) == 1
    assert _row(store).state is GrantState.LOST
    assert "-14020" in str(_row(store).trouble)
    _age(store, hours=1)
    with pytest.raises(NoToken) as told:
        await tokens.token()
    assert told.value.reason == GRANT_LOST
    assert len([1 for record in caplog.records if old in record.getMessage()]) == 0


async def test_a_new_first_token_in_the_settings_mends_a_lost_grant(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    tokens = make_tokens(store)
    await tokens.token()
    zalo.revoke()
    _age(store, hours=30)
    with pytest.raises(NoToken):
        await tokens.token()
    again = make_tokens(store, zalo.first_refresh_token())
    await again.token()
    assert again.problem is None


async def test_a_new_sign_in_is_taken_over_by_a_process_that_runs(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens, oauth: OAuth
) -> None:
    tokens = make_tokens(store)
    await tokens.token()
    zalo.revoke()
    _age(store, hours=30)
    with pytest.raises(NoToken):
        await tokens.token()
    pair = await oauth.refresh(zalo.first_refresh_token())
    GrantStore(store, APP_ID, "command line").connect(pair)
    assert await tokens.token() == pair.access
    assert tokens.problem is None


async def test_an_unreachable_sign_in_keeps_the_old_token_and_loses_nothing(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    tokens = make_tokens(store)
    old = await tokens.token()
    oauth = OAuth(httpx.AsyncClient(), "http://127.0.0.1:1", Application(APP_ID, APP_SECRET))
    cut_off = Tokens(store, APP_ID, oauth)
    _age(store, hours=24.5)
    assert await cut_off.token() == old
    assert _row(store).refresh_begun_at is None, "nothing was sent, so nothing is in doubt"
    assert await tokens.token() != old


async def test_a_crash_before_zalo_saw_the_token_loses_nothing(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    await make_tokens(store).token()
    _age(store, hours=30)
    _claimed_by_the_dead(store)
    again = make_tokens(store)
    await again.token()
    assert again.problem is None
    assert _row(store).refresh_begun_at is None


async def test_a_crash_between_the_answer_and_our_commit_is_named_as_such(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    """The successor died with the process: Zalo takes the old access token, never the refresh."""
    tokens = make_tokens(store)
    old = await tokens.token()
    _age(store, hours=24.5)
    zalo.state.refresh_tokens[_row(store).refresh_token] = False  # used: Zalo has answered
    _claimed_by_the_dead(store)
    again = make_tokens(store)
    assert await again.token() == old, "about an hour is left for an officer to connect again"
    assert again.problem == GRANT_LOST
    assert "mất giữa chừng" in str(_row(store).trouble)


async def test_an_answer_that_never_arrives_leaves_the_doubt_in_the_store(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    tokens = make_tokens(store)
    old = await tokens.token()
    _age(store, hours=24.5)
    hasty = OAuth(httpx.AsyncClient(timeout=0.3), zalo.base_url, Application(APP_ID, APP_SECRET))
    zalo.swallow_next(TOKEN_PATH)
    assert await Tokens(store, APP_ID, hasty).token() == old
    assert _row(store).refresh_begun_at is not None
    assert await tokens.token() == old
    assert "mất giữa chừng" in str(_row(store).trouble)


async def test_a_living_refresher_is_waited_for(
    zalo: LoopbackZalo, store: Store, make_tokens: MakeTokens
) -> None:
    """No access token at all yet, and the other is slow: its pair becomes ours."""
    seed = zalo.first_refresh_token()
    zalo.state.refresh_delay = 0.5
    one, two = make_tokens(store, seed), make_tokens(store, seed)
    found = await asyncio.gather(one.token(), two.token())
    assert found[0] == found[1]
    assert zalo.state.refreshes == 1


async def test_the_pair_is_not_used_before_it_is_stored(
    zalo: LoopbackZalo, sqlite_store: Store, make_tokens: MakeTokens
) -> None:
    """The store is away for a moment just when Zalo answers: the pair is kept and stored later."""
    tokens = make_tokens(sqlite_store)
    await tokens.token()
    _age(sqlite_store, hours=30)
    with sqlite_store.session() as session:
        session.execute(
            text(
                "CREATE TRIGGER away BEFORE UPDATE OF access_token ON zalo_grant"
                " BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
        )
    with pytest.raises(NoToken):
        await tokens.token()
    with sqlite_store.session() as session:
        session.execute(text("DROP TRIGGER away"))
    token = await tokens.token()
    assert zalo.state.refreshes == 2, "the pair that was held back is used, not a third one"
    assert _row(sqlite_store).access_token == token
    assert tokens.problem is None


def _claimed_by_the_dead(store: Store) -> None:
    with store.session() as session:
        row = session.get(ZaloGrant, APP_ID)
        assert row is not None
        row.holder = "gone"
        row.refresh_begun_at = dt.datetime.now(dt.UTC) - HOUR
        row.held_until = dt.datetime.now(dt.UTC) - HOUR / 2


def _racer(url: str, base_url: str, gate: Any, found: Any) -> None:
    async def race() -> str:
        store = open_store(url)
        async with httpx.AsyncClient(trust_env=False) as http:
            tokens = Tokens(store, APP_ID, OAuth(http, base_url, Application(APP_ID, APP_SECRET)))
            gate.wait()
            return await tokens.token()

    found.put(asyncio.run(race()))


def _raced(url: str, zalo: LoopbackZalo) -> None:
    """Real processes with engines of their own, all at once at a pair that has run out."""
    store = open_store(url)
    GrantStore(store, APP_ID, "test").sow(zalo.first_refresh_token())
    store.close()
    zalo.state.refresh_delay = 0.3
    context = multiprocessing.get_context("spawn")
    gate, found = context.Barrier(3), context.Queue()
    racers = [
        context.Process(target=_racer, args=(url, zalo.base_url, gate, found)) for _ in range(3)
    ]
    for racer in racers:
        racer.start()
    tokens = {found.get(timeout=60) for _ in racers}
    for racer in racers:
        racer.join()
    assert len(tokens) == 1, "all processes end with the same token"
    assert zalo.state.refreshes == 1, "the single-use token was used once"


def test_processes_race_on_sqlite(zalo: LoopbackZalo, tmp_path: Any) -> None:
    _raced(f"sqlite:///{tmp_path / 'motcua.db'}", zalo)


@pytest.mark.postgres
def test_processes_race_on_postgres(zalo: LoopbackZalo) -> None:
    with own_database() as url:
        _raced(url, zalo)

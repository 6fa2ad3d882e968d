"""Transactions, SQLite's settings, and many writers at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.store import Conversation, InboundUpdate, Store, open_store
from bot.store.rows import changed
from tests.bot.people import conversation


def test_sqlite_writes_ahead_and_keeps_its_references(sqlite_store: Store) -> None:
    with sqlite_store.session() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_an_error_inside_a_session_leaves_nothing_behind(store: Store) -> None:
    def fail() -> None:
        with store.session() as session:
            session.add(InboundUpdate(channel="web", update_id="lost"))
            session.flush()
            raise RuntimeError("midway")

    with pytest.raises(RuntimeError, match="midway"):
        fail()
    with store.session() as session:
        assert session.scalars(select(InboundUpdate)).all() == []


def test_many_writers_lose_no_update(store: Store) -> None:
    """Each reads a counter and writes it back, the way that loses updates where nothing locks."""
    row = conversation(store, "0")

    def add(times: int) -> None:
        for _ in range(times):
            with store.session() as session:
                found = session.get(Conversation, row.id, with_for_update=True)
                assert found is not None
                found.address = str(int(found.address) + 1)

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(add, 15) for _ in range(8)]:
            done.result()
    with store.session() as session:
        assert session.scalar(select(Conversation.address)) == "120"


def test_two_processes_worth_of_stores_write_the_same_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'motcua.db'}"
    stores = [open_store(url) for _ in range(4)]

    def note(number: int) -> None:
        for step in range(20):
            with stores[number].session() as session:
                session.add(InboundUpdate(channel="web", update_id=f"{number}-{step}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(note, range(4)))
    with stores[0].session() as session:
        assert len(session.scalars(select(InboundUpdate)).all()) == 80
    for store in stores:
        store.close()


def test_two_migrating_at_once_do_not_break_the_file(tmp_path: Path) -> None:
    """The bot and a command of an officer may both be the first to open a new database."""
    url = f"sqlite:///{tmp_path / 'motcua.db'}"
    with ThreadPoolExecutor(3) as pool:
        stores = [done.result() for done in [pool.submit(open_store, url) for _ in range(3)]]
    for store in stores:
        with store.session() as session:
            assert session.scalars(select(Conversation)).all() == []
        store.close()


def test_changed_counts_rows_of_an_update(store: Store) -> None:
    for name in ("a", "b"):
        conversation(store, name)
    with store.session() as session:
        assert changed(session.execute(text("UPDATE conversation SET reachable = true"))) == 2
        assert changed(session.execute(text("DELETE FROM conversation WHERE address = 'a'"))) == 1

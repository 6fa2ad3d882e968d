"""Open the store: SQLite in WAL mode beside the data, or PostgreSQL; always migrated first."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot.store.folding import SQLITE_NAME, fold_or_none

MIGRATIONS = Path(__file__).with_name("migrations")
# A writer waits this long for another one before SQLite gives up.
BUSY_SECONDS = 15
# A server that does not answer at all is told soon, not after the system's two minutes.
CONNECT_SECONDS = 10
_DURABLE = "motcua_durable"


class StoreError(Exception):
    """The database cannot be opened; the message is one line and holds no password."""


class Store:
    """Hands out sessions; each ``session()`` block is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    @contextmanager
    def session(self, *, durable: bool = False) -> Iterator[Session]:
        """Open a session that commits at the end of the block and rolls back on any error.

        ``durable``: what is committed outlives a power cut, which SQLite otherwise promises only
        for the end of a process. PostgreSQL always does.
        """
        with self._sessions.begin() as session:
            if durable:
                session.connection(execution_options={_DURABLE: True})
            yield session

    def settle_erasure(self) -> None:
        """Take what was erased out of SQLite's write-ahead log too; a reader may put it off."""
        if self.engine.dialect.name == "sqlite":
            # A session would begin a transaction, in which no checkpoint is possible.
            with closing(self.engine.raw_connection()) as plain:
                plain.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Release all connections."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Open the database at ``url`` (an SQLAlchemy URL) and bring its tables up to date.

    Raises:
        StoreError: it is not there, does not let us in, or is of a later version.
    """
    try:
        return _opened(url)
    except DBAPIError as error:
        why = str(error.orig)
    except (SQLAlchemyError, CommandError, sqlite3.Error, OSError) as error:
        why = str(error)
    raise StoreError(f"MOTCUA_DATABASE_URL: the database cannot be opened: {' '.join(why.split())}")


def _opened(url: str) -> Store:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    else:
        engine = create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS}
        )
    _migrate(engine)
    return Store(engine)


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver's own transaction handling begins too late; see SQLAlchemy's pysqlite notes.
    connection.isolation_level = None
    connection.create_function(SQLITE_NAME, 1, fold_or_none, deterministic=True)
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What a citizen has erased must not stay readable in free pages.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    level = "FULL" if connection.get_execution_options().get(_DURABLE) else "NORMAL"
    connection.exec_driver_sql(f"PRAGMA synchronous = {level}")
    # Taking the write lock at once: waiting at the start, not "database is locked" in the middle.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

"""The two databases that every store test runs on."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url, text

from bot.store import Base, Store

# What the brief of development machines and CI promises; another server by this variable.
SERVER = os.environ.get(
    "MOTCUA_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


@contextmanager
def own_database() -> Iterator[str]:
    """The URL of a new, empty PostgreSQL database that is dropped afterwards.

    Without a server the test is skipped, in CI it fails: there the server is promised.
    """
    admin = make_url(SERVER).set(drivername="postgresql").render_as_string(hide_password=False)
    name = sql.Identifier(f"motcua_test_{os.getpid()}_{secrets.token_hex(4)}")
    try:
        connection = psycopg.connect(admin, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        reason = f"no PostgreSQL to test on: {str(error).splitlines()[0]}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield make_url(SERVER).set(database=name.as_string().strip('"')).render_as_string(False)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def empty(store: Store) -> None:
    """Remove every row, so that one migrated database serves many tests."""
    tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    with store.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))

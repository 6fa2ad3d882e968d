"""The numbered migrations lead to exactly the tables that the models describe."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from bot.store import Base, Store, open_store
from bot.store.database import MIGRATIONS
from tests.bot.databases import own_database


def test_migrated_tables_equal_the_models(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_table_of_the_models_is_there(store: Store) -> None:
    tables = set(inspect(store.engine).get_table_names())
    assert tables == {table.name for table in Base.metadata.sorted_tables} | {"alembic_version"}


def test_migrations_have_one_head_and_are_at_it(store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    (head,) = ScriptDirectory.from_config(config).get_heads()
    with store.engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    assert found == [head]


def test_opening_again_keeps_what_is_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'folder' / 'motcua.db'}"
    first = open_store(url)
    with first.session() as session:
        session.execute(
            text("INSERT INTO inbound_update VALUES ('web', 'one', '2026-01-01 00:00:00')")
        )
    first.close()
    second = open_store(url)
    with second.session() as session:
        assert session.execute(text("SELECT update_id FROM inbound_update")).scalar() == "one"
    second.close()


@pytest.mark.postgres
def test_a_new_postgres_database_is_migrated_and_opened_again() -> None:
    with own_database() as url:
        for _ in range(2):
            store = open_store(url)
            assert "conversation" in inspect(store.engine).get_table_names()
            store.close()

"""No table that knows a person is forgotten when they ask for their data or its erasure."""

from collections.abc import Iterator

from sqlalchemy import Table

from bot.privacy.keepers import IMPERSONAL, KEEPERS
from bot.privacy.keeping import Rows
from bot.store import Base

# Whatever leans on one of these leans on a person.
PERSONAL = {"conversation", "message", "case"}
# Columns that hold a person by themselves, without leaning on a conversation.
TELLING = {
    *("address", "conversation", "citizen", "phone", "contact", "recipient", "sender", "update_id"),
    *("user_id", "chat_id", "email", "full_name"),
}


def personal_tables() -> Iterator[Table]:
    """Tables that lean on a person, through however many others, or hold one of the columns."""
    known = set(PERSONAL)
    for table in Base.metadata.sorted_tables:
        leans = any(key.column.table.name in known for key in table.foreign_keys)
        if table.name in known or leans or TELLING & {column.name for column in table.columns}:
            known.add(table.name)
            yield table


def test_every_table_that_knows_a_person_has_a_keeper_or_a_reason() -> None:
    kept = {str(keeper.model.__tablename__) for keeper in KEEPERS}
    missing = {table.name for table in personal_tables()} - kept - set(IMPERSONAL)
    assert not missing, (
        f"add a Keeper for {sorted(missing)} to bot/privacy/keepers.py, or say in IMPERSONAL why "
        "they tell nothing of a person"
    )


def test_the_walk_finds_what_leans_on_a_person_at_second_hand() -> None:
    names = {table.name for table in personal_tables()}
    assert {"message", "subscription", "delivery", "consent", "inbound_update"} <= names
    assert "staff" not in names


def test_what_is_said_to_be_impersonal_exists_and_has_a_reason() -> None:
    tables = set(Base.metadata.tables)
    assert set(IMPERSONAL) <= tables
    assert all(len(reason) > 20 for reason in IMPERSONAL.values())
    assert not {str(keeper.model.__tablename__) for keeper in KEEPERS} & set(IMPERSONAL)


def test_a_table_whose_rows_stay_names_every_column() -> None:
    """A column added later would otherwise stay without anybody having decided so."""
    for keeper in KEEPERS:
        if isinstance(keeper, Rows) and keeper.blanked is not None:
            columns = set(keeper.model.__table__.columns.keys())
            assert set(keeper.blanked) | keeper.stays == columns, keeper.model

"""What all tables share. Times are stored in UTC."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Enum
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware time on every database; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=dt.UTC)


def utc_now() -> dt.datetime:
    """The present time, aware."""
    return dt.datetime.now(dt.UTC)


class Base(DeclarativeBase):
    """Base of all tables; closed lists are stored by value in plain text columns."""

    type_annotation_map = {dict[str, Any]: JSON, dt.datetime: UtcDateTime}


def closed(values: type[StrEnum]) -> Enum:
    """Give the column type of a closed list: its values as plain text."""
    return Enum(
        values,
        native_enum=False,
        length=20,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
    )

"""How many rows a statement changed; SQLAlchemy types that only on its cursor results."""

from typing import Any

from sqlalchemy import CursorResult, Result


def changed(result: Result[Any]) -> int:
    """Rows changed by an UPDATE or DELETE."""
    assert isinstance(result, CursorResult)  # noqa: S101  (what sessions return for DML)
    return result.rowcount

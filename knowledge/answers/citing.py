"""Which source stands behind an item, and whether it is too old to be stated without a word."""

import datetime as dt

from knowledge.answers.answer import Cited
from knowledge.index import Item
from knowledge.records import RecordKind


def cite(item: Item) -> tuple[Cited, ...]:
    """The item's source as shown; empty only for a contact that holds no facts yet."""
    payload = item.payload
    checked = payload.get("checked_on")
    checked_on = dt.date.fromisoformat(checked) if checked else None
    source = payload.get("source")
    if source is None and item.kind is not RecordKind.PLAN:
        return ()
    if source is None:
        return (Cited(item.title, item.code, None, checked_on),)
    code = item.code or source.get("reference")
    return (Cited(source["title"], code, source.get("url"), checked_on),)


def is_stale(item: Item, today: dt.date, limit_days: int) -> bool:
    """Whether the item was last checked more than ``limit_days`` before ``today``."""
    checked = item.payload.get("checked_on")
    return checked is not None and (today - dt.date.fromisoformat(checked)).days > limit_days

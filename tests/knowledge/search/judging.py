"""Hits made up for one rule at a time, and what is decided of them."""

import datetime as dt

from knowledge.index import Item
from knowledge.records import RecordKind, Validity
from knowledge.search.deciding import Decision, Hit, decide
from knowledge.search.settings import SearchSettings

TODAY = dt.date(2026, 11, 22)
LIMITS = SearchSettings.default().decision
HIGH = LIMITS.answer + 1


def item(kind: RecordKind, title: str, validity: Validity | None = None, **payload: object) -> Item:
    validity = validity or Validity()
    return Item(f"{kind}:{title}", kind, None, title, "x", None, True, True, validity, payload)


def hit(found: Item, score: float) -> Hit:
    return Hit(found, score, 0.9, 0.9, found.title)


def judged(question: str, *hits: Hit) -> Decision:
    return decide(question, hits, LIMITS, TODAY)


BIRTH = item(RecordKind.PROCEDURE, "Đăng ký khai sinh", aliases=["làm khai sinh"])

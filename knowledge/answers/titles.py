"""Titles of choices, short enough for a button and still told apart."""

from collections.abc import Sequence

from knowledge.index import Item
from knowledge.records import RecordKind

_PLAN = "Kế hoạch"
_CUT = "…"


def told_apart(items: Sequence[Item]) -> list[str]:
    """The titles of ``items``; what the plans among them all begin with is left out.

    'Kế hoạch tuyên truyền cải cách hành chính' begins every plan's title and fills a button.
    """
    plans = [item.title.split() for item in items if item.kind is RecordKind.PLAN]
    shared = _shared(plans) if len(plans) > 1 else 0
    return [_without(item, shared) for item in items]


def _without(item: Item, shared: int) -> str:
    if item.kind is not RecordKind.PLAN or not shared:
        return item.title
    return " ".join([_PLAN, _CUT, *item.title.split()[shared:]])


def _shared(titles: Sequence[list[str]]) -> int:
    """How many words all ``titles`` begin with, one word at least left to each."""
    shared = 0
    for words in zip(*titles, strict=False):
        if len({word.casefold() for word in words}) > 1:
            break
        shared += 1
    return min([shared, *(len(title) - 1 for title in titles)])

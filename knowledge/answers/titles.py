"""Titles of choices, short enough for a button and still told apart."""

from collections.abc import Sequence

from knowledge.answers.answer import Choice
from knowledge.index import Item
from knowledge.records import RecordKind

_PLAN = "Kế hoạch"
_CUT = "…"
# Characters that a button shows of a title.
_MOST = 55


def choices_of(items: Sequence[Item]) -> tuple[Choice, ...]:
    """``items`` as choices, in their order."""
    titles = told_apart(items)
    return tuple(Choice(title, item.reference) for title, item in zip(titles, items, strict=True))


def told_apart(items: Sequence[Item]) -> list[str]:
    """The titles of ``items``; plans among several are called by the end of theirs.

    'Kế hoạch tuyên truyền cải cách hành chính' begins every plan's title and fills a button; the
    place and the year stand at its end.
    """
    plans = sum(item.kind is RecordKind.PLAN for item in items)
    return [_by_its_end(item) if plans > 1 else item.title for item in items]


def _by_its_end(item: Item) -> str:
    if item.kind is not RecordKind.PLAN or len(item.title) <= _MOST:
        return item.title
    end: list[str] = []
    for word in reversed(item.title.split()):
        if len(" ".join([_PLAN, _CUT, word, *end])) > _MOST:
            break
        end.insert(0, word)
    return " ".join([_PLAN, _CUT, *end])

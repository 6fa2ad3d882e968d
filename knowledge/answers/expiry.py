"""What is said of a record that does not hold today, and of what took its place."""

import datetime as dt

from knowledge.answers.wording import say
from knowledge.index import Index, Item


def tell_expiry(item: Item, index: Index, today: dt.date) -> str | None:
    """That ``item`` is not in force yet, or no more and what replaced it; None while it holds."""
    if item.validity.holds_on(today):
        return None
    if _is_to_come(item, today):
        return say("not_yet", name=item.title, day=_day(item.validity.effective_from))
    return f"{_ended(item)}\n{_replacement(item, index, today)}"


def _ended(item: Item) -> str:
    last = item.validity.effective_to
    if last is None:
        return say("expired_undated", name=item.title)
    return say("expired", name=item.title, day=_day(last + dt.timedelta(days=1)))


def _replacement(item: Item, index: Index, today: dt.date) -> str:
    """The last of its successors: who took the place may have been replaced in turn."""
    way = _successors(item, index, today)
    code = (way[-1] if way else item).validity.replaced_by
    if way and (way[-1].validity.holds_on(today) or _is_to_come(way[-1], today)):
        successor = f"{way[-1].title} ({way[-1].code})"
        if _is_to_come(way[-1], today):
            day = _day(way[-1].validity.effective_from)
            return say("replaced_later", successor=successor, day=day)
        return say("replaced_by", successor=successor)
    if code and index.find(code) is None:
        # Not held here; its code is still worth having at the counter.
        return say("replaced_by", successor=code)
    return say("no_successor")


def _successors(item: Item, index: Index, today: dt.date) -> list[Item]:
    """The way from ``item`` to the first successor that is not over; none is gone twice."""
    way: list[Item] = []
    seen = {item.key}
    later = index.find(item.validity.replaced_by) if item.validity.replaced_by else None
    while later is not None and later.key not in seen:
        way.append(later)
        seen.add(later.key)
        if later.validity.holds_on(today) or _is_to_come(later, today):
            break
        code = later.validity.replaced_by
        later = index.find(code) if code else None
    return way


def _is_to_come(item: Item, today: dt.date) -> bool:
    begins = item.validity.effective_from
    return begins is not None and today < begins


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""

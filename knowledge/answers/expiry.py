"""What is said of a record that does not hold today, and of what took its place."""

import datetime as dt

from knowledge.answers.wording import say
from knowledge.index import Index, Item


def tell_expiry(item: Item, index: Index, today: dt.date) -> str | None:
    """That ``item`` is not in force yet, or no more and what replaced it; None while it holds."""
    validity = item.validity
    if validity.holds_on(today):
        return None
    if validity.effective_from and today < validity.effective_from:
        return say("not_yet", name=item.title, day=f"{validity.effective_from:%d/%m/%Y}")
    ended = validity.effective_to
    day = f"{ended + dt.timedelta(days=1):%d/%m/%Y}" if ended else ""
    return "\n".join([say("expired", name=item.title, day=day), _successor(item, index)])


def _successor(item: Item, index: Index) -> str:
    replaced_by = item.validity.replaced_by
    if not replaced_by:
        return say("no_successor")
    successor = index.find(replaced_by)
    if successor is None:
        return say("replaced_by", successor=replaced_by)
    return say("replaced_by", successor=f"{successor.title} ({successor.code})")

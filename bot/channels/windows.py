"""How long after a citizen's last word a channel lets us write to them: pure rules, no store.

Sources: Zalo's 48 hours and 7 days stand in its documentation of consultation messages
("tin Tư vấn", read in 2026); Telegram and the web chat have no such window.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class MessageClass(StrEnum):
    """What kind of message is to go out, as the windows tell them apart."""

    CONSULTATION = "consultation"
    """An answer or an officer's own words to one person."""
    TEMPLATE = "template"
    """An approved template with blanks filled in, paid for each time."""
    BROADCAST = "broadcast"
    """News to many at once; on Zalo an article."""


class Window(StrEnum):
    """Where a conversation stands for a consultation message."""

    UNLIMITED = "unlimited"
    FREE = "free"
    PAID = "paid"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class WindowRule:
    """``free`` is part of ``whole``; both count from the citizen's last interaction."""

    free: dt.timedelta
    whole: dt.timedelta


RULES: Final = {"zalo": WindowRule(free=dt.timedelta(hours=48), whole=dt.timedelta(days=7))}
# Never depends on when the person last wrote: the platform has approved it, or nobody is written
# to one by one.
_WINDOWLESS: Final = frozenset({MessageClass.TEMPLATE, MessageClass.BROADCAST})


def closes_at(channel: str, last_citizen_message_at: dt.datetime) -> dt.datetime | None:
    """The first moment at which we may no longer write; None on a channel without a window."""
    rule = RULES.get(channel)
    return None if rule is None else last_citizen_message_at + rule.whole


def free_until(channel: str, last_citizen_message_at: dt.datetime) -> dt.datetime | None:
    """The first moment at which writing costs money; None on a channel without a window."""
    rule = RULES.get(channel)
    return None if rule is None else last_citizen_message_at + rule.free


def window_at(
    channel: str, last_citizen_message_at: dt.datetime | None, now: dt.datetime
) -> Window:
    """Where a conversation stands at ``now``; someone who never wrote is outside the window.

    A last message later than ``now`` (two clocks that differ) counts as just written.
    """
    rule = RULES.get(channel)
    if rule is None:
        return Window.UNLIMITED
    if last_citizen_message_at is None:
        return Window.SHUT
    age = now - last_citizen_message_at
    if age < rule.free:
        return Window.FREE
    return Window.PAID if age < rule.whole else Window.SHUT


def allows(window: Window, kind: MessageClass, *, paid_allowed: bool) -> bool:
    """Whether a message of ``kind`` may go out; ``paid_allowed`` is the ward's own choice."""
    if kind in _WINDOWLESS:
        return True
    if window is Window.PAID:
        return paid_allowed
    return window is not Window.SHUT

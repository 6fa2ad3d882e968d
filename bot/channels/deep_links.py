"""Links that open the bot at a place: on a leaflet, a notice, a QR code.

Telegram passes at most 64 characters of ``A-Za-z0-9_-`` on
(core.telegram.org/bots/features#deep-linking), so ``1.001193`` travels as ``p-1_d001193``.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote

from bot.messages import is_payload

PARAMETER_MAX: Final = 64
_ESCAPES: Final = {"_": "_u", ".": "_d"}
_PLAIN: Final = re.compile(r"_([ud])")
_REFERENCE: Final = re.compile(r"[A-Za-z0-9._-]+")
_PARAMETER: Final = re.compile(r"(?P<kind>[a-z])(?:-(?P<reference>[A-Za-z0-9_-]+))?")
_USERNAME: Final = re.compile(r"@?(?P<name>[A-Za-z]\w{3,31})", re.ASCII)


class Place(StrEnum):
    """Where a link leads; the value is the first letter of the parameter, so it never changes."""

    PROCEDURE = "p"
    FAQ = "q"
    FEEDBACK = "f"
    TOPIC = "t"


# The payload of each place; the slot is left out where the link names no reference.
_INTENTS: Final = {
    Place.PROCEDURE: ("choose", "procedure"),
    Place.FAQ: ("faq", "faq"),
    Place.FEEDBACK: ("give_feedback", "topic"),
    Place.TOPIC: ("subscribe", "topic"),
}
_NEEDS_REFERENCE: Final = frozenset({Place.PROCEDURE, Place.FAQ})


@dataclass(frozen=True, slots=True)
class Target:
    """What a link opens: a procedure or FAQ by its code, feedback, or the news of a topic.

    Raises:
        ValueError: the reference is missing, holds something else than ``A-Za-z0-9._-``, or is
            too long for a link or for a button's payload.

    """

    place: Place
    reference: str | None = None

    def __post_init__(self) -> None:
        if self.reference is None and self.place in _NEEDS_REFERENCE:
            raise ValueError(f"a link to a {self.place.name.lower()} needs its code")
        if self.reference is not None and not _REFERENCE.fullmatch(self.reference):
            raise ValueError(f"not a code that a link can carry: {self.reference!r}")
        if len(self.parameter) > PARAMETER_MAX or not is_payload(self.payload):
            raise ValueError(f"too long for a link: {self.reference!r}")

    @property
    def parameter(self) -> str:
        """What stands behind ``start=``."""
        if self.reference is None:
            return self.place.value
        escaped = "".join(_ESCAPES.get(letter, letter) for letter in self.reference)
        return f"{self.place.value}-{escaped}"

    @property
    def payload(self) -> str:
        """The button's payload that means the same."""
        intent, slot = _INTENTS[self.place]
        return (
            f"/{intent}" if self.reference is None else f'/{intent}{{"{slot}":"{self.reference}"}}'
        )


def read_parameter(parameter: str) -> Target | None:
    """Return where ``parameter`` leads; None for anything that we did not write."""
    match = _PARAMETER.fullmatch(parameter)
    if match is None or match["kind"] not in list(Place):
        return None
    reference = match["reference"]
    if reference is not None:
        reference = _PLAIN.sub(lambda found: {"u": "_", "d": "."}[found[1]], reference)
    try:
        target = Target(Place(match["kind"]), reference)
    except ValueError:
        return None
    return target if target.parameter == parameter else None


def payload_of(parameter: str) -> str | None:
    """Return the payload of a link's parameter; None for anything that we did not write."""
    target = read_parameter(parameter)
    return None if target is None else target.payload


def telegram_link(bot_username: str, target: Target) -> str:
    """Return ``https://t.me/<bot>?start=…`` for a leaflet's QR code.

    Raises:
        ValueError: ``bot_username`` is no username of Telegram.

    """
    match = _USERNAME.fullmatch(bot_username)
    if match is None:
        raise ValueError(f"not a Telegram username: {bot_username!r}")
    return f"https://t.me/{match['name']}?start={quote(target.parameter)}"

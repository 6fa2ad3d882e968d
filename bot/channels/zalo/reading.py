"""Reads fields of any type from what came over the wire, without trusting one of them."""

from typing import Any

Json = dict[str, Any]
ID_MAX = 60


def object_of(event: Json, name: str) -> Json:
    """The object under ``name``, empty when there is none."""
    found = event.get(name)
    return found if isinstance(found, dict) else {}


def text_of(event: Json, name: str) -> str:
    """The text under ``name``; a number counts as its digits, anything else as none."""
    found = event.get(name)
    if isinstance(found, bool):
        return ""
    if isinstance(found, int):
        return str(found) if abs(found) < 10**ID_MAX else ""
    # Lone surrogates can be neither stored nor sent on.
    return found.encode("utf-8", "ignore").decode() if isinstance(found, str) else ""


def id_of(event: Json, name: str) -> str | None:
    """The id under ``name``; ids are strings of digits, but any short plain word is taken."""
    found = text_of(event, name).strip()
    return found if 0 < len(found) <= ID_MAX and found.isascii() and found.isprintable() else None

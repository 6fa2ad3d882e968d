"""Emergency wording comes first, before the dialogue and whatever else is down."""

import re
from collections.abc import Iterable
from pathlib import Path

import yaml

from bot.messages.neutral import OutboundMessage, SourceLine
from bot.messages.texts import message
from knowledge.records import Contact
from knowledge.text import clean, fold, syllables


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(clean(phrase)) for phrase in phrases) + r")\b")


_WORDS = yaml.safe_load(Path(__file__).with_name("emergency.yaml").read_text("utf-8"))
_ACCENTED = _any_of([*_WORDS["phrases"], *_WORDS["accented_only"]])
_BARE = _any_of(map(fold, _WORDS["phrases"]))
_FIRST: list[tuple[str, list[re.Pattern[str]]]] = [
    (one["number"], [_any_of(map(fold, words)) for words in one["said"]]) for one in _WORDS["first"]
]
_AFTERWARDS, _NOW = (
    _any_of([*_WORDS[name], *map(fold, _WORDS[name])]) for name in ("afterwards", "now")
)
_HARMLESS = _any_of([*_WORDS["harmless"], *map(fold, _WORDS["harmless"])])
# What is told, in this order where nothing speaks for another; the numbers come from the
# directory's records.
CONTACTS = ("khan-cap-113", "khan-cap-114", "khan-cap-115", "tong-dai-111-tre-em")


def is_emergency(text: str) -> bool:
    """Whether ``text`` speaks of danger to life, limb or property now."""
    words = syllables(clean(text))
    said = _HARMLESS.sub("·", " ".join(words))
    if _AFTERWARDS.search(said) and not _NOW.search(said):
        return False
    if _ACCENTED.search(said):
        return True
    # Whoever writes without accents may still have one put in here and there by the keyboard.
    marked = sum(fold(word) != word for word in words)
    return marked * 2 < len(words) and _BARE.search(fold(said)) is not None


class EmergencyReply:
    """The numbers to call, taken from the directory when the bot starts."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        known = {contact.id: contact for contact in contacts}
        self._contacts = [known[name] for name in CONTACTS if name in known]

    def to(self, text: str) -> OutboundMessage:
        """All the numbers, the one for what ``text`` speaks of first."""
        first = _first_for(text)
        chosen = sorted(self._contacts, key=lambda contact: contact.id != first)
        lines = "\n".join(f"• {_named(contact)}" for contact in chosen)
        told, _ = message("emergency", contacts=lines)
        sources = {contact.source.title: contact for contact in chosen if contact.source}
        return OutboundMessage(
            text=told.text,
            sources=tuple(
                SourceLine(
                    title=title, url=c.source.url if c.source else None, checked_on=c.checked_on
                )
                for title, c in sources.items()
            ),
        )


def _first_for(text: str) -> str:
    said = fold(" ".join(syllables(clean(text))))
    for number, lists in _FIRST:
        if all(words.search(said) for words in lists):
            return number
    return CONTACTS[0]


def _named(contact: Contact) -> str:
    phone = contact.phone or ""
    return contact.name if phone in contact.name else f"{contact.name}: {phone}"

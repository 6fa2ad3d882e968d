"""The checker before every send: nothing is said that the source does not say, nothing is lost."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bot.messages.fact_reading import Fact, FactKind, loose_numbers, read_facts
from bot.messages.name_reading import (
    bodies_in,
    expand,
    issuers_in,
    names_in,
    our_words,
    plain_words,
)
from bot.messages.unspeaking import DIGIT_WORDS, unspeak

# How much of a line a violation shows around the place.
_AROUND = 60
_COUNTED = (FactKind.QUANTITY, FactKind.NUMBER, FactKind.MONEY)
_IN_FIGURES = (FactKind.DOCUMENT, FactKind.CODE, FactKind.DATE, FactKind.PHONE, FactKind.TIME)
_ARTICLES = frozenset({"1 ban", "1 bo", "1 nguoi", "1 anh", "1 trang", "1 lan"})
_KINDS = {
    FactKind.LINK: "đường dẫn",
    FactKind.DOCUMENT: "số hiệu văn bản",
    FactKind.CODE: "mã",
    FactKind.DATE: "ngày tháng",
    FactKind.TIME: "giờ",
    FactKind.PHONE: "số điện thoại",
    FactKind.MONEY: "số tiền",
    FactKind.QUANTITY: "số lượng, thời gian",
    FactKind.NUMBER: "con số",
    FactKind.NAME: "tên riêng, cơ quan",
}


class Voice(StrEnum):
    """How a text is put down, hence how its facts are read back."""

    WRITTEN = "written"
    UNACCENTED = "unaccented"
    SPOKEN = "spoken"


@dataclass(frozen=True)
class Required:
    """Something that must not get lost: its figures and names, or else its very words."""

    label: str
    text: str


class Wrong(StrEnum):
    """What is wrong with a fact."""

    UNSUPPORTED = "unsupported"
    LOST = "lost"


@dataclass(frozen=True)
class Violation:
    """One difference between a text and its source; ``where`` is the place in the text."""

    wrong: Wrong
    what: str
    found: str
    expected: str
    where: str

    def __str__(self) -> str:
        """The difference in one Vietnamese line."""
        if self.wrong is Wrong.LOST:
            return f"Thiếu {self.what}: nguồn ghi “{self.expected}”, bản tin không có."
        expected = f"nguồn ghi “{self.expected}”" if self.expected else "nguồn không có"
        return f"Sai {self.what}: bản tin ghi “{self.found}”, {expected} (ở: “{self.where}”)."


@dataclass(frozen=True)
class Facts:
    """What may be stated: the texts of the source record, and of what surrounds it.

    ``context`` are texts that are true of the message, not of the record: the ward's name, its
    links, the day of printing.
    """

    texts: tuple[str, ...]
    context: tuple[str, ...] = ()

    @cached_property
    def all(self) -> tuple[Fact, ...]:
        """Every fact of source and context."""
        return tuple(fact for text in (*self.texts, *self.context) for fact in read_facts(text))

    @cached_property
    def keys(self) -> frozenset[tuple[FactKind, str]]:
        """What a written fact is looked up in."""
        keys = {fact.key for fact in self.all}
        for kind, value in tuple(keys):
            if kind is FactKind.QUANTITY:
                keys.add((FactKind.NUMBER, value.partition(" ")[0]))
            elif kind is FactKind.MONEY:
                keys.add((FactKind.NUMBER, value))
            elif kind is FactKind.TIME and value.endswith(":00"):
                keys.add((FactKind.QUANTITY, f"{int(value[:2])} gio"))
            elif kind is FactKind.LINK:
                keys.add((FactKind.LINK, value.partition("/")[0]))
            elif kind is FactKind.DATE:
                # '22/11/2026' may be spoken of as 'năm 2026', but never as another month.
                keys.add((FactKind.NUMBER, value[:4]))
            if kind is FactKind.CODE and not value[0].isdigit():
                # The point alone may be named: 'mục 5' of 'II.5'.
                keys |= {(FactKind.NUMBER, figure) for figure in value.split(".")[1:]}
        return frozenset(keys)

    @cached_property
    def figures(self) -> frozenset[str]:
        """Every run of figures, which a code or a date read aloud falls apart into."""
        return frozenset().union(*(loose_numbers(text) for text in (*self.texts, *self.context)))

    @cached_property
    def words(self) -> str:
        """All words of source and context, for names."""
        whole = " | ".join((*self.texts, *self.context))
        return plain_words(" | ".join((whole, *issuers_in(whole))))

    @cached_property
    def folded_words(self) -> str:
        """The same without accents."""
        return plain_words(" | ".join((*self.texts, *self.context)), folded=True)


def check_facts(
    source: Facts, text: str, required: Sequence[Required] = (), voice: Voice = Voice.WRITTEN
) -> list[Violation]:
    """Compare ``text``, as it would go out, with what its source states.

    Returns every figure, date, fee, code, phone, link and name that the source does not have, then
    every required one that the text lost; an empty list means that the text may be sent.
    """
    said = read_facts(text, spoken=voice is not Voice.UNACCENTED)
    return [
        *_unsupported_facts(source, text, said, voice),
        *_unsupported_names(source, text, voice),
        *_lost(text, said, required, voice),
    ]


def _unsupported_facts(
    source: Facts, text: str, said: Sequence[Fact], voice: Voice
) -> Iterator[Violation]:
    for fact in said:
        if fact.key in source.keys or _made_of_figures(source, fact, voice):
            continue
        yield Violation(
            Wrong.UNSUPPORTED,
            _KINDS[fact.kind],
            fact.shown,
            _nearest(source, fact),
            _place(text, fact.shown),
        )


def _made_of_figures(source: Facts, fact: Fact, voice: Voice) -> bool:
    """Read aloud, '69/2024/NĐ-CP' is two numbers apart; 'một bản' is 'a copy' as often as 1."""
    if voice is not Voice.SPOKEN:
        return False
    if fact.kind is FactKind.NUMBER:
        return fact.value in source.figures
    return fact.kind is FactKind.QUANTITY and fact.value in _ARTICLES


def _nearest(source: Facts, fact: Fact) -> str:
    """What the source says that is most like ``fact``; '' when it says nothing of the kind."""
    kinds = _COUNTED if fact.kind in _COUNTED else (fact.kind,)
    same = {one.value: one.shown for one in source.all if one.kind in kinds}
    close = difflib.get_close_matches(fact.value, same, n=1, cutoff=0.3)
    return same[close[0]] if close else ""


def _unsupported_names(source: Facts, text: str, voice: Voice) -> Iterator[Violation]:
    folded = voice is Voice.UNACCENTED
    known = source.folded_words if folded else source.words
    known += our_words(folded=folded)
    for name, weak in names_in(expand(text)):
        if plain_words(name, folded=folded) in known:
            continue
        rest = name.partition(" ")[2] if weak else name
        if weak and (not rest or plain_words(rest, folded=folded) in known):
            continue
        yield Violation(
            Wrong.UNSUPPORTED,
            _KINDS[FactKind.NAME],
            name,
            _nearest_name(source, name),
            _place(text, name),
        )
    for body in bodies_in(text, folded=folded):
        if f" {body} " not in known:
            yield Violation(
                Wrong.UNSUPPORTED,
                _KINDS[FactKind.NAME],
                body,
                _nearest_name(source, body),
                _place(text, body),
            )


def _nearest_name(source: Facts, name: str) -> str:
    names = [one for text in source.texts for one, _ in names_in(text)]
    names += [body for text in source.texts for body in bodies_in(text)]
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return close[0] if close else ""


def _lost(
    text: str, said: Sequence[Fact], required: Sequence[Required], voice: Voice
) -> Iterator[Violation]:
    keys = Facts((text,)).keys | {fact.key for fact in said}
    figures = loose_numbers(text)
    folded = voice is Voice.UNACCENTED
    # Without accents 'ba con' is 'bà con', not three children: words stay words.
    heard = unspeak if not folded else str
    words = plain_words(heard(text), folded=folded)
    for one in required:
        facts = read_facts(one.text)
        lost = [
            fact.shown
            for fact in facts
            if not _kept(fact, keys, figures, voice) and not _named(fact, words, voice)
        ]
        if not facts and plain_words(heard(one.text), folded=folded) not in words:
            lost = [one.text]
        for shown in lost:
            yield Violation(Wrong.LOST, one.label, "", shown, "")


def _kept(
    fact: Fact, keys: frozenset[tuple[FactKind, str]], figures: set[str], voice: Voice
) -> bool:
    if fact.key in keys:
        return True
    if fact.kind is FactKind.TIME and fact.value.endswith(":00"):
        return (FactKind.QUANTITY, f"{int(fact.value[:2])} gio") in keys
    # Aloud, a number of a document is kept when all its figures are.
    return (
        voice is Voice.SPOKEN and fact.kind in _IN_FIGURES and loose_numbers(fact.shown) <= figures
    )


def _named(fact: Fact, words: str, voice: Voice) -> bool:
    """A lone figure in a name, 'khu phố 2', is heard as a word that counts nothing."""
    if voice is not Voice.SPOKEN or fact.kind is not FactKind.NUMBER or len(fact.value) > 1:
        return False
    return f" {DIGIT_WORDS[int(fact.value)]} " in words


def _place(text: str, shown: str) -> str:
    """The line of ``text`` around what is wrong."""
    for line in text.splitlines():
        at = line.lower().find(shown.lower())
        if at >= 0:
            return line[max(0, at - _AROUND) : at + len(shown) + _AROUND].strip()
    return shown

"""The brief: one record told once, before any channel's voice, for one audience."""

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.messages.facts import Facts, Required


class Audience(StrEnum):
    """Who reads or hears it."""

    CITIZEN = "citizen"
    BUSINESS = "business"
    OFFICER = "officer"
    HAMLET = "hamlet"


class Origin(StrEnum):
    """What kind of record a brief was made from."""

    PROCEDURE = "procedure"
    FAQ = "faq"
    PLAN = "plan"
    NOTICE = "notice"


class Tone(StrEnum):
    """How the sentences around the facts sound."""

    GUIDE = "guide"
    ANSWER = "answer"
    REPORT = "report"
    SUMMONS = "summons"


class Priority(StrEnum):
    """Priority of a bulletin, as grassroots stations class them (Circular 39/2020/TT-BTTTT)."""

    NORMAL = "thông thường"
    FIRST = "ưu tiên"
    URGENT = "khẩn cấp"


class Label(StrEnum):
    """What a key fact answers."""

    WHO = "who"
    DATE = "date"
    PLACE = "place"
    DEADLINE = "deadline"
    FEE = "fee"
    TIME_LIMIT = "time_limit"
    WHERE = "where"
    ONLINE = "online"
    POST = "post"
    RESULT = "result"
    AGENCY = "agency"
    ISSUER = "issuer"
    CONTACT = "contact"
    CODE = "code"
    FIELD = "field"
    NUMBER = "number"
    DECISION = "decision"
    LEGAL = "legal"
    SECTION = "section"
    PERIOD = "period"


# How a missing fact is called in a violation.
_NAMES = {
    Label.WHERE: "nơi nộp",
    Label.FEE: "lệ phí",
    Label.TIME_LIMIT: "thời hạn giải quyết",
    Label.DATE: "thời gian",
    Label.PLACE: "địa điểm",
    Label.DEADLINE: "hạn chót",
    Label.CONTACT: "liên hệ",
    Label.CODE: "mã thủ tục",
    Label.NUMBER: "số văn bản",
    Label.DECISION: "quyết định công bố",
}


@dataclass(frozen=True)
class KeyFact:
    """``text`` is all that the record says; ``short`` its first clause where that is true alone."""

    label: Label
    text: str
    short: str


@dataclass(frozen=True)
class Part:
    """A body part; ``name`` is an entry of the voices' headings, ``lines`` are the record's own."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A likely question with its answer, both from records."""

    question: str
    answer: str


@dataclass(frozen=True)
class Source:
    """Where the facts can be read by anyone."""

    title: str
    url: str | None
    reference: str | None


@dataclass(frozen=True)
class BotLinks:
    """Links that open the ward's assistant at this record; None where a channel is not set up."""

    telegram: str | None = None
    zalo: str | None = None


class NotInForceError(Exception):
    """The record must not be told: it is not in force."""


@dataclass(frozen=True)
class Brief:
    """One message without a voice.

    ``title`` is the record's own; ``spoken_title`` can be read aloud in one breath. ``lead`` says
    what it is about. ``slogan`` is out of the record's own words. ``official`` and
    ``official_parts`` are every field of the record, for paper, whatever the audience.
    """

    origin: Origin
    reference: str
    audience: Audience
    tone: Tone
    title: str
    spoken_title: str
    lead: str
    slogan: str
    key_facts: tuple[KeyFact, ...]
    parts: tuple[Part, ...]
    official: tuple[KeyFact, ...]
    official_parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    sources: tuple[Source, ...]
    checked_on: dt.date
    unit: str
    facts: Facts
    links: BotLinks = field(default=BotLinks())
    code: str | None = None
    priority: Priority = Priority.NORMAL
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def linked(self, links: BotLinks) -> "Brief":
        """The same with links to the ward's assistant, which may then be stated."""
        stated = tuple(link for link in (links.telegram, links.zalo) if link)
        facts = replace(self.facts, context=(*self.facts.context, *stated))
        return replace(self, links=links, facts=facts)

    def must_hold_on(self, day: dt.date) -> None:
        """Refuse a record that is not in force on ``day``.

        Raises:
            NotInForceError: it is not yet, or no more.
        """
        if self.origin is Origin.NOTICE:
            return
        if self.valid_to and day > self.valid_to:
            raise NotInForceError(
                f"{self.reference}: đã hết hiệu lực từ sau {self.valid_to:%d/%m/%Y}"
            )
        if self.valid_from and day < self.valid_from:
            raise NotInForceError(
                f"{self.reference}: chưa có hiệu lực trước {self.valid_from:%d/%m/%Y}"
            )

    def fact(self, label: Label) -> KeyFact | None:
        """The key fact of this label."""
        return next((one for one in self.key_facts if one.label is label), None)

    def part(self, name: str) -> tuple[str, ...]:
        """The lines of a part; empty where the record has none."""
        return next((one.lines for one in self.parts if one.name == name), ())

    def required(self, *labels: Label, short: bool = True) -> tuple[Required, ...]:
        """Those of ``labels`` that the record has, as what a voice must keep."""
        found = (one for one in self.key_facts if one.label in labels)
        return tuple(
            Required(_NAMES.get(one.label, one.label.value), one.short if short else one.text)
            for one in found
        )

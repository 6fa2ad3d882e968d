"""A plan (kế hoạch) as read: every element keeps the lines of the file it was read from."""

import datetime as dt
from enum import StrEnum

from pydantic import Field

from knowledge.records.base import Record, Slug, Source, Text

Lines = tuple[int, int]
"""First and last line of the file, 1-based, inclusive."""


class PlanChannel(StrEnum):
    """The closed list of ways a plan tells people something."""

    LOUDSPEAKER = "loudspeaker"
    WEB_PORTAL = "web_portal"
    FACEBOOK = "facebook"
    ZALO = "zalo"
    TELEGRAM = "telegram"
    SMS = "sms"
    POSTED_NOTICE = "posted_notice"
    CONFERENCE = "conference"
    TRAINING = "training"
    PRINT = "print"
    PRESS_TV = "press_tv"
    CONTEST = "contest"
    MOBILE_PROPAGANDA = "mobile_propaganda"
    INTERNAL_MEETING = "internal_meeting"
    E_OFFICE = "e_office"
    ONE_STOP_COUNTER = "one_stop_counter"
    VIDEO = "video"


class Item(Record):
    """A sentence of the plan with its place."""

    text: Text
    lines: Lines


class Period(Record):
    """What the plan covers; ``from`` is a word of Python, hence the alias."""

    start: dt.date | None = Field(default=None, alias="from", serialization_alias="from")
    end: dt.date | None = Field(default=None, alias="to", serialization_alias="to")
    lines: Lines | None = None


class BasedOn(Record):
    """A document the plan rests on."""

    number: Text | None = None
    date: dt.date | None = None
    issuer: Text | None = None
    about: Text | None = None
    lines: Lines


class Reference(Record):
    """Any other document cited."""

    number: Text
    date: dt.date | None = None
    issuer: Text | None = None
    lines: Lines


class ChannelUse(Record):
    """A way of telling people, in the closed list's term and in the plan's own words."""

    channel: PlanChannel
    name: Text
    lines: Lines


class Unit(Record):
    """Who has to do what."""

    unit: Text
    duties: list[Item] = []
    lines: Lines


class ScheduleRow(Record):
    """A row of the annex."""

    content: Text
    forms: list[Text] = []
    lead: Text | None = None
    coordinating: list[Text] = []
    time: Text | None = None
    due: dt.date | None = None
    lines: Lines


class ReportingDuty(Record):
    """Who reports what, when."""

    who: Text | None = None
    what: Text | None = None
    when: Text | None = None
    due: Text | None = None
    lines: Lines


class PlanReading(Record):
    """The whole record of one plan; what cannot be read is None and named in ``warnings``."""

    number: Text | None = None
    date: dt.date | None = None
    issuer: Text | None = None
    place: Text | None = None
    title: Text | None = None
    period: Period = Period()
    based_on: list[BasedOn] = []
    references: list[Reference] = []
    purposes: list[Item] = []
    audiences: list[Item] = []
    contents: list[Item] = []
    channels: list[ChannelUse] = []
    units: list[Unit] = []
    schedule: list[ScheduleRow] = []
    reporting: list[ReportingDuty] = []
    funding: Item | None = None
    signer: Item | None = None
    recipients: list[Item] = []
    warnings: list[Text] = []


class PlanRecord(Record):
    """A plan told in our own words, kept in ``content/plans``.

    ``facts`` are short questions a colleague would ask with their answers, each naming the
    section of the plan that says so.
    """

    id: Slug
    number: Text
    date: dt.date
    issuer: Text
    title: Text
    period: Text
    source: Source
    checked_on: dt.date
    aliases: list[Text] = []
    facts: list["PlanFact"] = Field(min_length=10)


class PlanFact(Record):
    """One thing the plan says, in own words."""

    question: Text
    answer: Text
    section: Text
    variants: list[Text] = []


PlanRecord.model_rebuild()

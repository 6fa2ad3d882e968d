"""A notice that an officer wrote: free text with title, day, place and contact, as YAML."""

import datetime as dt
from pathlib import Path
from typing import Self

import yaml
from pydantic import ValidationError, model_validator

from bot.messages.brief import (
    Audience,
    Brief,
    KeyFact,
    Label,
    Origin,
    Part,
    Priority,
    Question,
    Source,
    Tone,
)
from bot.messages.briefing.clauses import as_sentences, safe_short, spoken_title
from bot.messages.briefing.phrases import audience_words
from bot.messages.facts import Facts
from knowledge.records import Text
from knowledge.records.base import Record
from knowledge.records.base import Source as RecordSource


class NoticeError(Exception):
    """The notice cannot be used; one line that names file and field."""


class NoticeQuestion(Record):
    """A question people may ask, with the answer the office gives."""

    question: Text
    answer: Text


class Notice(Record):
    """What an officer announces. ``source`` is the document that says so."""

    title: Text
    body: list[Text]
    who: Text | None = None
    date: Text | None = None
    place: Text | None = None
    deadline: Text | None = None
    fee: Text | None = None
    bring: list[Text] = []
    contact: Text | None = None
    number: Text | None = None
    issuer: Text | None = None
    slogan: Text | None = None
    questions: list[NoticeQuestion] = []
    priority: Priority = Priority.NORMAL
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    source: RecordSource
    checked_on: dt.date

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.body:
            raise ValueError("body must hold at least one paragraph")
        return self


def load_notice(path: Path) -> Notice:
    """Read one notice.

    Raises:
        NoticeError: the file is not there, no YAML, or a field is wrong or unknown.
    """
    try:
        return Notice.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise NoticeError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise NoticeError(f"{path}: không phải văn bản UTF-8; hãy lưu lại bằng UTF-8") from None
    except yaml.YAMLError as error:
        raise NoticeError(f"{path}: sai YAML: {' '.join(str(error).split())}") from None
    except ValidationError as error:
        fault = error.errors(include_input=False)[0]
        where = ".".join(str(part) for part in fault["loc"]) or "tệp"
        raise NoticeError(f"{path}: {where}: {fault['msg']}") from None


def brief_notice(
    record: Notice,
    name: str,
    audience: Audience,
    unit: str,
    context: tuple[str, ...] = (),
) -> Brief:
    """The brief of ``record``; ``name`` names its files."""
    stated = {
        Label.WHO: record.who,
        Label.DATE: record.date,
        Label.PLACE: record.place,
        Label.DEADLINE: record.deadline,
        Label.FEE: record.fee,
        Label.CONTACT: record.contact,
        Label.NUMBER: record.number if audience is Audience.OFFICER else None,
        Label.ISSUER: record.issuer,
    }
    parts = (Part("body", tuple(record.body[1:])), Part("bring", tuple(record.bring)))
    return Brief(
        origin=Origin.NOTICE,
        reference=name,
        audience=audience,
        tone=Tone.REPORT if audience is Audience.OFFICER else Tone.SUMMONS,
        title=record.title,
        spoken_title=spoken_title(record.title),
        lead=audience_words(record.body[0], audience),
        slogan=record.slogan or record.title,
        key_facts=tuple(
            KeyFact(label, audience_words(text, audience), safe_short(text))
            for label, text in stated.items()
            if text
        ),
        parts=tuple(
            Part(one.name, tuple(audience_words(line, audience) for line in one.lines))
            for one in parts
            if one.lines
        ),
        official=(),
        official_parts=(),
        questions=_questions(record, audience),
        sources=(Source(record.source.title, record.source.url, record.source.reference),),
        checked_on=record.checked_on,
        unit=unit,
        facts=Facts(_texts(record), context=(unit, *context)),
        priority=record.priority,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
    )


def _questions(record: Notice, audience: Audience) -> tuple[Question, ...]:
    return tuple(
        Question(one.question, audience_words(as_sentences(one.answer), audience))
        for one in record.questions[:3]
    )


def _texts(record: Notice) -> tuple[str, ...]:
    source = record.source
    optional = (
        record.who, record.date, record.place, record.deadline, record.fee, record.contact,
        record.number, record.issuer, record.slogan, source.url, source.reference,
    )  # fmt: skip
    days = (record.valid_from, record.valid_to, record.checked_on)
    return (
        record.title,
        *record.body,
        *record.bring,
        *(text for one in record.questions for text in (one.question, one.answer)),
        source.title,
        *(text for text in optional if text),
        *(f"{day:%d/%m/%Y}" for day in days if day),
    )

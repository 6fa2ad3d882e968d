"""A frequently asked question with its short answer."""

import datetime as dt
from enum import StrEnum

from pydantic import Field

from knowledge.records.base import Record, Slug, Source, Text, Validity


class Topic(StrEnum):
    """What a citizen can subscribe to and an officer can filter by."""

    PORTAL = "cong-dich-vu-cong"
    PAYMENT = "thanh-toan"
    POST = "buu-chinh"
    STATUS = "tra-cuu-ho-so"
    IDENTITY = "vneid"
    FEEDBACK = "phan-anh"
    ONE_STOP = "mot-cua"
    SERVICE_LEVELS = "muc-do-dich-vu"
    TWO_LEVEL = "chinh-quyen-hai-cap"
    INDICES = "chi-so"
    REFORM = "cai-cach-hanh-chinh"
    SAFETY = "an-toan"


class Faq(Record):
    """``answer`` is what a citizen reads: at most 700 characters, plain words.

    ``leaves_open``: it tells how things are in general; here and now (a ward's own hours, a fare)
    only a person can tell.
    """

    id: Slug
    topic: Topic
    question: Text
    variants: list[Text] = Field(min_length=3)
    answer: Text = Field(max_length=700)
    steps: list[Text] = []
    related: list[Slug] = []
    leaves_open: bool = False
    validity: Validity = Validity()
    source: Source
    checked_on: dt.date

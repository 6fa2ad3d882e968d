"""An administrative procedure (thủ tục hành chính) as the ward holds it."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from knowledge.records.base import Record, Slug, Source, Text, Validity

# National codes are one digit, a dot and six digits, e.g. 1.001193.
ProcedureCode = Annotated[str, Field(pattern=r"^\d\.\d{6}$")]


class Level(StrEnum):
    """Government level that settles the procedure, as the national catalogue spells it."""

    COMMUNE = "xã"
    PROVINCE = "tỉnh"
    MINISTRY = "bộ"
    OTHER = "khác"


class OnlineService(StrEnum):
    """Kind of online public service (dịch vụ công trực tuyến)."""

    FULL = "toàn trình"
    PARTIAL = "một phần"
    NONE = "không"


class Paper(Record):
    """One line of the dossier. ``when`` names the case in which only some people need it."""

    text: Text
    when: Text | None = None


class Where(Record):
    """How a dossier can be handed in. None means that no source says, never 'no'."""

    counter: Text | None = None
    online: OnlineService | None = None
    online_url: Text | None = None
    online_note: Text | None = None
    post: bool | None = None
    post_note: Text | None = None


class Procedure(Record):
    """All that may be told about one procedure; what no source supports stays None or empty."""

    id: Slug
    code: ProcedureCode | None = None
    name: Text
    field: Text
    level: list[Level] = Field(min_length=1)
    summary: Text | None = None
    aliases: list[Text] = []
    life_events: list[Text] = []
    audience: Text | None = None
    documents: list[Paper] = []
    steps: list[Text] = []
    where: Where = Where()
    time_limit: Text | None = None
    fee: Text | None = None
    agency: Text | None = None
    result: Text | None = None
    requirements: list[Text] = []
    forms: list[Text] = []
    legal_basis: list[Text] = []
    notes: list[Text] = []
    validity: Validity = Validity()
    source: Source
    checked_on: dt.date
    differs: dict[str, Text] = {}
    """Field name → why it differs from the national catalogue, for ``knowledge check``."""


class Phrases(Record):
    """How people ask for one procedure, whatever words the law uses."""

    code: ProcedureCode
    phrases: list[Text] = Field(min_length=1)

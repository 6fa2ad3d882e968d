"""What every record shares: where it comes from, since when it holds, and strictness."""

import datetime as dt
import unicodedata
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


class RecordKind(StrEnum):
    """The closed list of what an item can be; a refusal decides, but is never shown as a hit."""

    PROCEDURE = "procedure"
    PLAN = "plan"
    FAQ = "faq"
    OFFICE = "office"
    HOTLINE = "hotline"
    REFUSAL = "refusal"


def _composed(value: str) -> str:
    if value != unicodedata.normalize("NFC", value):
        raise ValueError("text must be in Unicode NFC")
    return value


Text = Annotated[str, Field(min_length=1), AfterValidator(_composed)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Record(BaseModel):
    """Base of all records: immutable, trimmed, unknown fields refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Source(Record):
    """Where a fact can be read by anyone: a title, and a link or a document number."""

    title: Text
    url: Text | None = None
    reference: Text | None = None

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.url is None and self.reference is None:
            raise ValueError("a source needs a url or a document reference")
        return self


class Validity(Record):
    """Legal life of a record. Dates are inclusive; an open end is None."""

    decision: Text | None = None
    issued: dt.date | None = None
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    replaced_by: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise ValueError("effective_to is before effective_from")
        return self

    def holds_on(self, day: dt.date) -> bool:
        """Whether the record is in force on ``day``.

        A record that another replaced is over, also where nobody noted its last day.
        """
        if self.replaced_by and self.effective_to is None:
            return False
        if self.effective_from and day < self.effective_from:
            return False
        return not (self.effective_to and day > self.effective_to)

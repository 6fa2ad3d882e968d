"""Questions that nothing here answers: known to be unknown, so that nobody guesses."""

from enum import StrEnum

from pydantic import Field

from knowledge.records.base import Record, Slug, Text


class RefusalReason(StrEnum):
    """Why there is no answer: not a matter of the ward at all, or one that no record holds."""

    OUT_OF_SCOPE = "out_of_scope"
    NO_SOURCE = "no_source"


class Refusal(Record):
    """One kind of such questions; a question nearest to it is refused for its reason."""

    id: Slug
    reason: RefusalReason
    about: Text
    questions: list[Text] = Field(min_length=5)

"""The questions, each with its explanation and the record of the knowledge that it comes from."""

import random
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from bot.messages import QuizQuestion

FOLDER = Path(__file__).with_name("bank")
# A button's title is the tightest of what an option has to fit.
Option = Annotated[str, Field(min_length=1, max_length=60)]


class Question(BaseModel):
    """``right`` is the position of the right option, from 1; ``source`` a record's reference."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9-]{3,20}$")
    question: str = Field(min_length=10, max_length=220)
    options: tuple[Option, ...] = Field(min_length=2, max_length=4)
    right: int = Field(ge=1)
    explanation: str = Field(min_length=10, max_length=200)
    source: str

    @model_validator(mode="after")
    def _right_is_an_option(self) -> Self:
        if self.right > len(self.options):
            raise ValueError(f"{self.id}: 'right' is {self.right} of {len(self.options)} options")
        if len(set(self.options)) < len(self.options):
            raise ValueError(f"{self.id}: the same option twice")
        return self

    def poll(self) -> QuizQuestion:
        """As a channel with polls of its own shows it."""
        return QuizQuestion(
            options=self.options, correct=self.right - 1, explanation=self.explanation
        )


def _mixed(question: Question) -> Question:
    """The options in an order of its own: writers put the right one where it reads well."""
    order = list(range(len(question.options)))
    random.Random(question.id).shuffle(order)  # noqa: S311 - the same order every time is wanted
    return question.model_copy(
        update={
            "options": tuple(question.options[place] for place in order),
            "right": order.index(question.right - 1) + 1,
        }
    )


@lru_cache(maxsize=1)
def bank() -> dict[str, Question]:
    """All questions by id.

    Raises:
        ValueError: a file is malformed, or two questions share an id.
    """
    found: dict[str, Question] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        for question in TypeAdapter(tuple[Question, ...]).validate_python(rows):
            if question.id in found:
                raise ValueError(f"{path.name}: a second question is called {question.id}")
            found[question.id] = _mixed(question)
    return found

"""The numbers of ``settings.yaml``, checked."""

from functools import lru_cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field

_DEFAULTS = Path(__file__).with_name("settings.yaml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Candidates(_Strict):
    """How many are looked at."""

    near_entries: int = Field(gt=0)
    word_entries: int = Field(gt=0)
    items: int = Field(gt=0)
    hits: int = Field(gt=0)


class Weights(_Strict):
    """One weight a feature."""

    cosine: float
    name_cosine: float
    support: float
    words: float
    name_words: float
    commune: float
    own: float
    told: float
    excess: float
    uncovered: float
    expired: float
    of_districts: float


class Ranking(_Strict):
    """How features become a score."""

    cosine_zero: float
    weights: Weights


class PlanWeights(_Strict):
    """How a window of a plan is scored that the question names, or may mean."""

    sentence: float
    role: float
    no_role: float
    words: float
    pairs: float
    zero: float
    slope: float
    base: float
    covered: float
    unnamed: float


class Sureness(_Strict):
    """A logistic model of whether the best hit is right."""

    score: float
    lead: float
    refusal: float
    most_lead: float = Field(gt=0)
    covered: float
    plan: float
    base: float
    least: float
    very_near: float
    whole: float = Field(gt=0, le=1)
    whole_of_plan: float = Field(gt=0, le=1)


class DecisionLimits(_Strict):
    """When a score is enough."""

    answer: float
    clarify: float
    scope: float
    lead: float
    sure_lead: float
    choice_span: float
    choices: int = Field(ge=2, le=4)
    half: float = Field(ge=0, le=1)
    sureness: Sureness


class SearchSettings(_Strict):
    """All settings of a search."""

    candidates: Candidates
    ranking: Ranking
    plans: PlanWeights
    decision: DecisionLimits

    @classmethod
    @lru_cache
    def default(cls) -> Self:
        """The settings in ``settings.yaml``."""
        return cls.model_validate(yaml.safe_load(_DEFAULTS.read_text(encoding="utf-8")))

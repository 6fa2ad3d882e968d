"""The limits of broadcasts, read from ``limits.yaml``."""

import datetime as dt
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field

_FILE = Path(__file__).with_name("limits.yaml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quiet(_Strict):
    """Hours in which nothing planned goes out; ``begins`` may be later than ``ends``."""

    begins: dt.time
    ends: dt.time


class Halt(_Strict):
    """More than ``most`` bad recipients among the last ``among`` stop a broadcast."""

    most: int = Field(ge=0)
    among: int = Field(ge=1)


class Limits(_Strict):
    """Everything in ``limits.yaml``, where each figure has its reason."""

    time_zone: str
    quiet: Quiet
    at_once: dict[str, int]
    batch: int = Field(ge=1)
    halt: Halt
    typed_from: int = Field(ge=1)
    worker_silent_seconds: float = Field(gt=0)
    text_most: int = Field(ge=1)
    recipients_most: int = Field(ge=1)

    @property
    def zone(self) -> ZoneInfo:
        """The ward's time zone."""
        return ZoneInfo(self.time_zone)


@lru_cache(maxsize=1)
def limits() -> Limits:
    """The limits as shipped."""
    return Limits.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))

"""A contest: a name, a period, how long a round is, which places are honoured."""

import datetime as dt
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.settings import SettingsError

DEFAULT_QUESTIONS = 5
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Contest(BaseModel):
    """``opens`` and ``until`` are days, both included."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9-]{1,60}$")
    name: str = Field(min_length=3, max_length=100)
    organiser: str = Field(min_length=3, max_length=100)
    opens: dt.date
    until: dt.date
    questions: int = Field(default=10, ge=5, le=10)
    prizes: tuple[str, ...] = Field(default=("Nhất", "Nhì", "Ba"), min_length=1, max_length=10)

    @model_validator(mode="after")
    def _opens_before_it_ends(self) -> Self:
        if self.until < self.opens:
            raise ValueError("'until' is before 'opens'")
        return self

    def runs(self, at: dt.datetime) -> bool:
        """Whether rounds begun at ``at`` count."""
        return self.opens <= at.astimezone(ZONE).date() <= self.until

    def over(self, at: dt.datetime) -> bool:
        """Whether the places are settled."""
        return at.astimezone(ZONE).date() > self.until


def read_contest(path: Path | None) -> Contest | None:
    """The ward's contest, None when there is none.

    Raises:
        SettingsError: the file cannot be used; the message names the setting and the field.
    """
    if path is None:
        return None
    try:
        return Contest.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        fault = error.errors(include_input=False)[0]
        field = ".".join(map(str, fault["loc"])) or "contest"
        raise SettingsError(f"MOTCUA_CONTEST: {path.name}, {field}: {fault['msg']}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(
            f"MOTCUA_CONTEST: {path} cannot be read ({type(error).__name__})"
        ) from None

"""The desk's lists as YAML: each is checked when it is read, and a ward may bring its own."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.settings import SettingsError

DATA = Path(__file__).parent


class DeskDataError(SettingsError):
    """A list cannot be used; one line names the file and the field."""


class Entry(BaseModel):
    """Base of what the lists hold: nothing unknown, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


E = TypeVar("E", bound=Entry)


def read(path: Path, schema: type[E]) -> E:
    """Read one file.

    Raises:
        DeskDataError: it is not there, no YAML, or a field is wrong.
    """
    try:
        return schema.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        fault = error.errors(include_input=False)[0]
        field = ".".join(str(part) for part in fault["loc"])
        why = f"{field}: {fault['msg']}" if field else fault["msg"]
    except yaml.YAMLError as error:
        why = f"not valid YAML: {' '.join(str(error).split())}"
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, or no such day
        why = str(error)
    raise DeskDataError(f"{path}: {why}")

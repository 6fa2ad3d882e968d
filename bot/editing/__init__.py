"""The knowledge at the desk: written by one, approved by another, put in use on its day."""

from bot.editing.checking import Fault, check, payload_of
from bot.editing.differences import Difference, differences
from bot.editing.drafts import Drafts, EditError
from bot.editing.fields import FIELDS, Field, FieldKind, from_form, to_form
from bot.editing.holdings import Holdings
from bot.editing.publishing import Publisher
from bot.editing.rebuilding import RebuildError, rebuild

__all__ = [
    "FIELDS",
    "Difference",
    "Drafts",
    "EditError",
    "Fault",
    "Field",
    "FieldKind",
    "Holdings",
    "Publisher",
    "RebuildError",
    "check",
    "differences",
    "from_form",
    "payload_of",
    "rebuild",
    "to_form",
]

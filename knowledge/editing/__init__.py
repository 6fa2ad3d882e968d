"""What staff wrote at the desk: a layer above the project's own content and above all imports."""

from knowledge.editing.in_force import (
    Held,
    contacts_held,
    faqs_held,
    held,
    held_of,
    procedures_held,
)
from knowledge.editing.kinds import DESK, Editable, EditKind, key_of, kind_of, schema_of
from knowledge.editing.layer import DeskLayer

__all__ = [
    "DESK",
    "DeskLayer",
    "EditKind",
    "Editable",
    "Held",
    "contacts_held",
    "faqs_held",
    "held",
    "held_of",
    "key_of",
    "kind_of",
    "procedures_held",
    "schema_of",
]

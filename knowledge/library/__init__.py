"""The ward's library: imported records with all their versions, in one SQLite file."""

from knowledge.library.damage import is_damage
from knowledge.library.library import Imported, Library, SaveResult, Stored

__all__ = ["Imported", "Library", "SaveResult", "Stored", "is_damage"]

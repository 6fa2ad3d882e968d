"""Text without accents inside the database, so that 'giay' finds 'giấy' on SQLite and PostgreSQL.

A ward's archive is small enough to be read through: nothing is stored twice, so nothing is left
behind when a citizen's words are erased.
"""

import unicodedata
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Text, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from knowledge.text import fold

SQLITE_NAME = "motcua_fold"
_LETTERS = "aeiouyd"
# Latin with one and with several marks; Vietnamese stands in both blocks (Unicode 1E00-1EFF).
_BLOCKS = (range(0xC0, 0x1B1), range(0x1E00, 0x1F00))


class folded(FunctionElement[str]):  # noqa: N801  (named like the SQL function that it is)
    """``folded(column)``: its text in small letters without any accent."""

    type = Text()
    inherit_cache = True


@compiles(folded, "sqlite")
def _sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    return f"{SQLITE_NAME}({compiler.process(element.clauses, **kw)})"


@compiles(folded, "postgresql")
def _postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    marked, bare = _pairs()
    (text,) = element.clauses
    return compiler.process(func.translate(func.lower(text), marked, bare), **kw)


def contains(column: Any, words: str) -> ColumnElement[bool]:
    """Whether the text of ``column`` holds ``words``, with or without accents."""
    condition: ColumnElement[bool] = folded(column).contains(fold(words), autoescape=True)
    return condition


def fold_or_none(text: str | None) -> str | None:
    """What SQLite calls for ``motcua_fold``."""
    return None if text is None else text.lower().translate(_table())


@cache
def _table() -> dict[int, int]:
    return str.maketrans(*_pairs())


@cache
def _pairs() -> tuple[str, str]:
    marked = [
        char
        for block in _BLOCKS
        for char in map(chr, block)
        if unicodedata.category(char) == "Ll" and len(fold(char)) == 1 and fold(char) in _LETTERS
    ]
    return "".join(marked), "".join(fold(char) for char in marked)

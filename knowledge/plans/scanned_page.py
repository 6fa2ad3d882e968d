"""Read a page image: text as it stands, a ruled table row for row."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from knowledge.plans.docx_text import CELL
from knowledge.plans.folding import fold
from knowledge.plans.ocr import read_column, read_image, turn_of
from knowledge.plans.ruled_tables import Box, Table, find_table, tilt_of, without_rules
from knowledge.text.syllable_shape import is_syllable

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EDGE = 6
"""Pixels of a cell's border that are left out."""
_MARGIN = 40
"""White pixels put around what is read: Tesseract misreads letters at the very edge."""
_SAME_PLACE = 24
"""Borders of cells of one column differ by less, in pixels."""
_READABLE = 0.5
"""Share of the words that are Vietnamese on a page that lies upright; sideways it is below 0.2."""
_NUMBER_HEADS = frozenset(("stt", "tt", "so tt"))
_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,4}|[A-Z])[.)]?$")
"""What stands in a table's first column."""


def read_page(command: str, page: "NDArray[np.uint8]", name: str) -> list[str]:
    """Lines on a page image, upright or turned; a row of a ruled table is one line.

    Args:
        command: path from ``require_tesseract``.
        page: shape (height, width), 0 black to 255 white.
        name: what is being read, for errors.

    Raises:
        ImportFileError: when Tesseract fails or takes too long.
    """
    lines = _as_it_lies(command, page, name)
    if _readable(lines):
        return lines
    turns = turn_of(command, page, name)
    if not turns:
        return lines
    turned = _as_it_lies(command, np.ascontiguousarray(np.rot90(page, turns)), name)
    return turned if _readable(turned) else lines


def _readable(lines: list[str]) -> bool:
    words = [word.strip(".,;:()-") for line in lines for word in line.split()]
    letters = [word for word in words if word.isalpha()]
    spelt = sum(len(word) > 1 and is_syllable(word.lower()) for word in letters)
    return spelt >= _READABLE * len(words)


def _as_it_lies(command: str, page: "NDArray[np.uint8]", name: str) -> list[str]:
    straight = Image.fromarray(page).rotate(
        tilt_of(page), fillcolor=255, resample=Image.Resampling.BICUBIC
    )
    level = np.asarray(straight)
    table = find_table(level)
    if table is None:
        return read_image(command, page, name)
    above, below = level[: table.box.top - _EDGE], level[table.box.bottom + _EDGE :]
    return [
        *_text(command, above, name),
        "",
        *_rows(command, without_rules(level), table, name),
        "",
        *_text(command, below, name),
    ]


def _text(command: str, part: "NDArray[np.uint8]", name: str) -> list[str]:
    return read_image(command, part, name) if part.size and part.min() < part.max() else []


def _rows(command: str, level: "NDArray[np.uint8]", table: Table, name: str) -> list[str]:
    """The rows of ``table``, cells parted as in Word files; each column is read as a whole."""
    texts: dict[Box, str] = {}
    for column in _columns(table):
        texts |= _cells(command, level, column, name)
        if fold(texts[column[0]]) in _NUMBER_HEADS and len(column) > 1:
            numbers = _cells(command, level, column[1:], name, digits=True)
            texts |= {
                cell: number
                for cell, number in numbers.items()
                if number and not _NUMBER.match(texts[cell])
            }
    lines = [CELL.join(texts[cell] for cell in row) for row in table.rows]
    return [line for line in lines if any(char.isalnum() for char in line)]


def _cells(
    command: str,
    level: "NDArray[np.uint8]",
    column: Sequence[Box],
    name: str,
    digits: bool = False,
) -> dict[Box, str]:
    """Texts of the cells of ``column``, which is read at once: a call costs more than its words."""
    left, right = column[0].left + _EDGE, column[0].right - _EDGE
    top, bottom = min(cell.top for cell in column), max(cell.bottom for cell in column)
    strip = np.pad(level[top:bottom, left:right], _MARGIN, constant_values=255)
    words: dict[Box, list[str]] = {cell: [] for cell in column}
    if strip.min() < strip.max():
        for word in read_column(command, strip, name, digits):
            height = word.middle - _MARGIN + top
            for cell in column:
                if cell.top <= height < cell.bottom:
                    words[cell].append(word.text)
    return {cell: " ".join(found) for cell, found in words.items()}


def _columns(table: Table) -> list[list[Box]]:
    """The cells of ``table`` that lie exactly under each other."""
    columns: list[list[Box]] = []
    for cell in (cell for row in table.rows for cell in row):
        for column in columns:
            if (
                abs(column[0].left - cell.left) < _SAME_PLACE
                and abs(column[0].right - cell.right) < _SAME_PLACE
            ):
                column.append(cell)
                break
        else:
            columns.append([cell])
    return columns

"""Read a page image with the ``tesseract`` command, Vietnamese model."""

import csv
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.errors import ImportFileError
from knowledge.plans.constants import OCR_PAGE_SECONDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_INSTALL = (
    "cần chương trình tesseract với tiếng Việt: "
    "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
)
_WORD_LEVEL = "5"
"""Of the rows of Tesseract's table, those of words."""
_ROTATE = re.compile(r"Rotate: (90|180|270)")


def require_tesseract(name: str) -> str:
    """Path of the ``tesseract`` command.

    Raises:
        ImportFileError: for file ``name``, where the command or its Vietnamese model is missing.
    """
    command = shutil.which("tesseract")
    if command is None:
        raise ImportFileError(f"{name}: là ảnh chụp, {_INSTALL}")
    listing = subprocess.run(  # noqa: S603 - fixed arguments
        [command, "--list-langs"], capture_output=True, text=True, check=False, timeout=30
    )
    if "vie" not in (listing.stdout + listing.stderr).split():
        raise ImportFileError(f"{name}: là ảnh chụp, {_INSTALL}")
    return command


def read_image(
    command: str, page: "NDArray[np.uint8]", name: str, language: str = "vie"
) -> list[str]:
    """Lines on a grey page image.

    Args:
        command: path from ``require_tesseract``.
        page: shape (height, width), 0 black to 255 white.
        name: what is being read, for errors.
        language: Tesseract's name of the model.

    Raises:
        ImportFileError: when Tesseract fails or takes too long.
    """
    text = _recognised(command, page, name, "-l", language, "--psm", "3").replace("\f", "")
    return text.rstrip("\n").split("\n") if text.strip() else []


@dataclass(frozen=True)
class Word:
    """A word and the height in pixels at which its middle stands."""

    text: str
    middle: float


def read_column(
    command: str, column: "NDArray[np.uint8]", name: str, digits: bool = False
) -> list[Word]:
    """Words of one column of text, in reading order; ``digits`` says that it holds only numbers.

    The other arguments are those of ``read_image``.
    """
    only = ("-c", "tessedit_char_whitelist=0123456789.") if digits else ()
    table = _recognised(command, column, name, "-l", "vie", "--psm", "6", *only, "tsv")
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Word(row["text"].strip(), int(row["top"]) + int(row["height"]) / 2)
        for row in rows
        if row["level"] == _WORD_LEVEL and row["text"].strip()
    ]


def turn_of(command: str, page: "NDArray[np.uint8]", name: str) -> int:
    """Quarter turns, counter-clockwise, that put ``page`` upright; 0 where that is unclear."""
    try:
        told = _recognised(command, page, name, "--psm", "0")
    except ImportFileError:  # too few letters, or the model for this is not installed
        return 0
    found = _ROTATE.search(told)
    return (-int(found[1]) // 90) % 4 if found else 0


def _recognised(command: str, page: "NDArray[np.uint8]", name: str, *options: str) -> str:
    height, width = page.shape
    picture = b"P5 %d %d 255\n" % (width, height) + page.tobytes()
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments, the picture goes over stdin
            [command, "stdin", "stdout", *options],
            input=picture,
            capture_output=True,
            check=False,
            timeout=OCR_PAGE_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise ImportFileError(f"{name}: nhận dạng quá {OCR_PAGE_SECONDS} giây.") from error
    if done.returncode != 0:
        message = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise ImportFileError(f"{name}: tesseract báo lỗi: {' '.join(message[-1:])}")
    return done.stdout.decode("utf-8", errors="replace")

"""Read a page image with the ``tesseract`` command, Vietnamese model."""

import os
import shutil
import subprocess
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
    height, width = page.shape
    picture = b"P5 %d %d 255\n" % (width, height) + page.tobytes()
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments, the picture goes over stdin
            [command, "stdin", "stdout", "-l", language, "--psm", "3"],
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
    text = done.stdout.decode("utf-8", errors="replace").replace("\f", "")
    return text.rstrip("\n").split("\n") if text.strip() else []

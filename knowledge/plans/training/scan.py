"""Print lines as a worn page image and read them back with Tesseract's English model."""

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from knowledge.plans.ocr import read_image, require_tesseract

FONTS = (
    "liberation2/LiberationSerif-Regular",
    "liberation2/LiberationSerif-Regular",
    "liberation2/LiberationSerif-Bold",
    "liberation2/LiberationSerif-Italic",
    "freefont/FreeSerif",
    "noto/NotoSerif-Regular",
)
"""Times-like faces, which Decree 30/2020 prescribes for official documents."""

_FINE = 3
"""Pages are drawn so many times larger, that strokes can fade or spread by less than a pixel."""


@dataclass(frozen=True)
class Wear:
    """How a page was printed and scanned: letter height in pixels and the damage done.

    ``threshold`` is the grey level that a black-and-white scanner cuts at, None for a grey scan;
    ``ink`` is 1 for spreading, -1 for fading strokes, 0 for neither.
    """

    font: str
    size: int
    blur: float
    noise: float
    tilt: float
    threshold: int | None
    ink: int


def some_wear(chance: random.Random, fonts: list[str]) -> Wear:
    """Wear between a good office scan and a third photocopy."""
    return Wear(
        font=chance.choice(fonts),
        size=chance.randint(22, 44),
        blur=chance.uniform(0.2, 1.3),
        noise=chance.uniform(0, 22),
        tilt=chance.uniform(-0.4, 0.4),
        threshold=chance.choice([None, chance.randint(120, 215)]),
        ink=chance.choice([-1, -1, 0, 0, 1]),
    )


def print_page(lines: list[str], wear: Wear, seed: int) -> NDArray[np.uint8]:
    """Page image, shape (height, width), of ``lines`` under ``wear``."""
    size = _FINE * wear.size
    font = ImageFont.truetype(f"{wear.font}.ttf", size)
    step = int(size * 1.45)
    width = max(int(font.getlength(line)) for line in lines) + 4 * size
    page = Image.new("L", (width, step * len(lines) + 4 * size), 255)
    pen = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        pen.text((2 * size, 2 * size + row * step), line, font=font, fill=20)
    if wear.ink:
        page = page.filter((ImageFilter.MinFilter if wear.ink > 0 else ImageFilter.MaxFilter)(3))
    page = page.rotate(wear.tilt, fillcolor=255, resample=Image.Resampling.BICUBIC)
    page = page.resize((page.width // _FINE, page.height // _FINE), Image.Resampling.LANCZOS)
    page = page.filter(ImageFilter.GaussianBlur(wear.blur))
    grain = np.random.default_rng(seed).normal(0, wear.noise, (page.height, page.width))
    worn = np.clip(np.asarray(page) + grain, 0, 255)
    if wear.threshold is not None:
        worn = np.where(worn < wear.threshold, 0, 255)
    return worn.astype(np.uint8)


def read_page(page: NDArray[np.uint8]) -> list[str]:
    """Lines that Tesseract's English model reads on ``page``, blank ones dropped."""
    command = require_tesseract("page")
    return [line.strip() for line in read_image(command, page, "page", "eng") if line.strip()]

"""Make paired lines (as read, as written) from own text: ``pairs.tsv`` of the package.

Run: ``python -m knowledge.plans.training.make_pairs``. Needs the Debian packages tesseract-ocr,
fonts-liberation, fonts-freefont-ttf and fonts-noto-core; takes about ten minutes on one core.
"""

import random
import textwrap
from difflib import SequenceMatcher
from pathlib import Path

from knowledge.plans.folding import fold
from knowledge.plans.training.compose import LANGUAGE
from knowledge.plans.training.scan import FONTS, print_page, read_page, some_wear

PAIRS = Path(__file__).parent / "pairs.tsv"
FONT_ROOT = Path("/usr/share/fonts/truetype")
PAGES = 90
LINES_PER_PAGE = 34
COLUMNS = (60, 96)
ALIKE = 0.55
"""Lines whose folded letters agree less were split or skipped by Tesseract; they teach nothing."""


def match_lines(written: list[str], read: list[str]) -> list[tuple[str, str]]:
    """Pairs (read, written) of the lines that are clearly each other's."""
    pairs = []
    position = 0
    for line in read:
        nearby = range(position, min(position + 4, len(written)))
        scores = {n: SequenceMatcher(None, fold(line), fold(written[n])).ratio() for n in nearby}
        best = max(scores, key=lambda n: scores[n], default=-1)
        if best >= 0 and scores[best] >= ALIKE:
            pairs.append((line, written[best]))
            position = best + 1
    return pairs


def make(seed: int, pages: int, lines: list[str], fonts: list[str]) -> list[tuple[str, str]]:
    """Pairs from ``pages`` pages of ``lines`` taken at random, wrapped as a page would."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    pairs: list[tuple[str, str]] = []
    for page in range(pages):
        columns = chance.randint(*COLUMNS)
        wrapped: list[str] = []
        while len(wrapped) < LINES_PER_PAGE:
            wrapped += textwrap.wrap(chance.choice(lines), columns)
        shown = wrapped[:LINES_PER_PAGE]
        image = print_page(shown, some_wear(chance, fonts), seed * 1000 + page)
        pairs += match_lines(shown, read_page(image))
    return pairs


def main() -> None:
    """Write ``pairs.tsv``."""
    paths = [str(FONT_ROOT / font) for font in FONTS if (FONT_ROOT / f"{font}.ttf").is_file()]
    plans = sorted(LANGUAGE.glob("plans-*.txt"))
    lines = [line for path in plans for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = make(1, PAGES, lines, paths)
    PAIRS.write_text("".join(f"{read}\t{written}\n" for read, written in pairs), encoding="utf-8")


if __name__ == "__main__":
    main()

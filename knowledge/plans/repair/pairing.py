"""Word pairs (as read, as written) out of paired lines."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from knowledge.errors import ImportFileError
from knowledge.plans.folding import fold
from knowledge.plans.tokens import Kind, Piece, pieces

OWN_PAIRS = Path(__file__).parents[1] / "training" / "pairs.tsv"


def read_pairs(path: Path = OWN_PAIRS) -> list[tuple[str, str]]:
    """Paired lines of a TSV file: as read, tab, as written.

    Raises:
        ImportFileError: naming the line that does not have two columns.
    """
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        columns = line.split("\t")
        if len(columns) != 2:  # noqa: PLR2004 - as read, as written
            raise ImportFileError(f"{path.name}, dòng {number}: cần hai cột cách nhau bằng tab.")
        pairs.append((columns[0], columns[1]))
    return pairs


def word_pairs(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Words that stand for each other in paired ``lines``; torn and glued words are left out."""
    for read, written in lines:
        left, right = _words(read), _words(written)
        if len(left) == len(right):
            yield from zip((p.core for p in left), (p.core for p in right), strict=True)
            continue
        matcher = SequenceMatcher(None, [fold(p.core) for p in left], [fold(p.core) for p in right])
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag in {"equal", "replace"} and i2 - i1 == j2 - j1:
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                    yield left[i].core, right[j].core


def _words(line: str) -> list[Piece]:
    return [piece for piece in pieces(line) if piece.kind is Kind.WORD]

"""Names of provinces, districts and wards whose marks a scan has lost."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from knowledge.plans.folding import fold

_NAMES = Path(__file__).parents[2] / "content" / "plan_language" / "place-names.txt"


@cache
def _forms() -> dict[str, frozenset[str]]:
    """Spellings by the folded 'kind name' ('xa thanh duc' → {'Thạnh Đức'})."""
    forms: dict[str, set[str]] = defaultdict(set)
    for line in _NAMES.read_text(encoding="utf-8").splitlines():
        for kind in ("Tỉnh", "Thành phố", "Thị xã", "Huyện", "Quận", "Phường", "Xã", "Thị trấn"):
            if line.startswith(kind + " "):
                forms[fold(line)].add(line.removeprefix(kind + " "))
    return {key: frozenset(names) for key, names in forms.items()}


def known_place(kind: str, name: str) -> str:
    """``name`` spelt as the one place of that ``kind`` with its letters; else as it is.

    Args:
        kind: 'xã', 'phường', 'tỉnh' and so on.
        name: as restored from a scan.
    """
    forms = _forms().get(fold(f"{kind} {name}"), frozenset())
    return next(iter(forms)) if len(forms) == 1 else name

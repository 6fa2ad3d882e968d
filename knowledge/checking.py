"""Compare our own procedures with the national catalogue, figure by figure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.catalogue.defects import known, repair_fee
from knowledge.catalogue.tables import read_rows
from knowledge.records import Procedure
from knowledge.text import fold

# An amount of money, as '20.000 đồng', '20,000 Việt Nam Đồng' or '2.000đ/trang'.
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?:đồng|đ\b|việt nam đồng|vnđ)", re.IGNORECASE)
_FREE = re.compile(r"mien (?:le )?phi|phi ?: ?(?:0|khong)\b")
_PERIOD = re.compile(r"(\d+)\s*(ngày làm việc|ngày|giờ|tháng)", re.IGNORECASE)


@dataclass(frozen=True)
class Difference:
    """One figure that is not the catalogue's; ``why`` comes from the record's ``differs``."""

    record: str
    field: str
    ours: str
    theirs: str
    why: str | None

    def __str__(self) -> str:
        why = self.why or "KHÔNG CÓ GIẢI THÍCH"
        return f"{self.record}: {self.field}: ta ghi {self.ours}; danh mục ghi {self.theirs}; {why}"


def differences(procedures: Iterable[Procedure], catalogue: Path) -> list[Difference]:
    """Every code, level, fee and time limit of ``procedures`` that differs from ``catalogue``.

    A figure we leave out is no difference: what no source supports is not stated. A figure that
    stands anywhere in the catalogue's row is the catalogue's.

    Raises:
        ImportFileError: the catalogue cannot be read.
    """
    rows = {row.values["code"]: row.values for row in read_rows(catalogue) if row.values}
    found: list[Difference] = []
    for own in procedures:
        if own.code is None:
            continue
        row = rows.get(own.code)
        if row is None:
            found.append(_difference(own, "code", own.code, "không có mã này"))
            continue
        found += _compare(own, {key: _text(value) for key, value in row.items()})
    return found


def _compare(own: Procedure, row: dict[str, str]) -> Iterable[Difference]:
    levels = {level.value for level in own.level}
    if not levels <= set(row["level"].split("; ")):
        yield _difference(own, "level", "; ".join(sorted(levels)), row["level"])
    whole_row = " ".join(row.values())
    ours, theirs = _amounts(own.fee), _amounts(whole_row)
    if not ours <= theirs:
        yield _difference(own, "fee", _shown(ours - theirs), repair_fee(row["fee"]) or "trống")
    if own.fee and _is_free(own.fee) != _is_free(row["fee"] + row["how"]) and not ours:
        yield _difference(own, "fee", own.fee[:60], (repair_fee(row["fee"]) or "trống")[:60])
    periods, all_periods = _periods(own.time_limit), _periods(whole_row)
    if not periods <= all_periods:
        limit = known(row["time_limit"]) or "trống"
        yield _difference(own, "time_limit", _shown(periods - all_periods), limit)


def _difference(own: Procedure, field: str, ours: str, theirs: str) -> Difference:
    return Difference(own.id, field, ours, theirs, own.differs.get(field))


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _amounts(text: str | None) -> set[str]:
    return {match[1].replace(",", "").replace(".", "") for match in _AMOUNT.finditer(text or "")}


def _periods(text: str | None) -> set[str]:
    return {f"{int(match[1])} {match[2].lower()}" for match in _PERIOD.finditer(text or "")}


def _is_free(text: str) -> bool:
    return _FREE.search(fold(text)) is not None


def _shown(values: set[str]) -> str:
    return ", ".join(sorted(values))

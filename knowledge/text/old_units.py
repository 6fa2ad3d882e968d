"""What became of the provinces, districts and communes that the reform of 2025 merged.

Names and mappings come from the open data set vietnamadminunits (MIT). Only what it maps without a
choice is told: a commune that was divided, or a name that several places bore, stays untold.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from knowledge.text.normalise import clean, fold

PACKAGE = "vietnamadminunits"
_KINDS = "tỉnh|thành phố|tp|huyện|quận|thị xã|thị trấn|phường|xã"
_KINDS_TYPED = f"{_KINDS}|tinh|thanh pho|huyen|quan|thi xa|thi tran|phuong|xa"
_NAMED = re.compile(rf"\b(?:{_KINDS_TYPED}) (?=\w)")
_LONGEST_NAME = 5
_BEFORE_A_PLACE = r"(?:\b(?:ở|tại|của|thuộc|o|tai|cua|thuoc)\s+)?"


@dataclass(frozen=True)
class OldUnit:
    """A unit that is no more: ``above`` are the units it lay in, ``now`` the ones it lies in."""

    name: str
    above: tuple[str, ...]
    now: tuple[str, ...]
    province: str


class OldUnits:
    """Finds old units in a text with accents."""

    def __init__(self, units: list[OldUnit], present: frozenset[tuple[str, str]]) -> None:
        self._by_name: defaultdict[str, list[OldUnit]] = defaultdict(list)
        for unit in units:
            self._by_name[_plain(unit.name)].append(unit)
        self._present = present
        self._present_names = {name for name, _ in present}
        self._folded_names = {fold(name) for name in {*self._by_name, *self._present_names}}

    @classmethod
    @lru_cache(maxsize=1)
    def default(cls) -> Self:
        """The units of the installed data set, read once."""
        # Importing the package would load its tables into pandas as well; the files are enough.
        spec = find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"{PACKAGE} is not installed; install requirements/main.lock")
        data = Path(spec.origin).with_name("data")
        old, new, changes = (
            json.loads((data / name).read_text(encoding="utf-8"))
            for name in ("parser_legacy.json", "parser_from_2025.json", "converter_2025.json")
        )
        return cls(*_read(old, new, changes))

    def find(self, question: str, context: str = "") -> OldUnit | None:
        """The old unit that ``question`` (with accents) names, or None where it is not certain.

        ``context`` is what else tells which of several places is meant.
        """
        asked = _plain(question)
        around = f"{asked} {_plain(context)}"
        for name in _names_in(asked):
            units = self._by_name.get(name, [])
            near = [unit for unit in units if any(_short(it) in around for it in unit.above)]
            if len(near) == 1:
                # In its own province a name may live on with other bounds; then nothing is told.
                if (name, _plain(near[0].province)) not in self._present:
                    return near[0]
            elif len(units) == 1 and name not in self._present_names:
                return units[0]
        return None

    def named_in(self, question: str) -> list[str]:
        """Folded names without their kind of units, old and present, that ``question`` names."""
        return [
            _short(name)
            for name in map(fold, _names_in(_plain(question)))
            if name in self._folded_names
        ]

    def left_without(self, question: str) -> str:
        """``question`` without the units, old and present, that it names."""
        left = clean(question)
        for name in _names_in(_plain(question)):
            if fold(name) in self._folded_names:
                words = r"\W+".join(map(re.escape, name.split()))
                left = re.sub(rf"{_BEFORE_A_PLACE}\b{words}\b", " ", left, flags=re.IGNORECASE)
        return " ".join(left.split())


def _names_in(asked: str) -> list[str]:
    """What may be names of units in ``asked``, the longest at each place first."""
    names = []
    for match in _NAMED.finditer(asked):
        kind = "thành phố " if match[0] == "tp " else match[0]
        words = asked[match.end() :].split()[:_LONGEST_NAME]
        names += [kind + " ".join(words[:n]) for n in range(len(words), 0, -1)]
    return names


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", clean(text).lower()))


def _short(name: str) -> str:
    """'Thành phố Móng Cái' → 'móng cái'."""
    return re.sub(rf"^(?:{_KINDS_TYPED}) ", "", _plain(name))


def _read(
    old: dict[str, Any], new: dict[str, Any], changes: dict[str, Any]
) -> tuple[list[OldUnit], frozenset[tuple[str, str]]]:
    provinces = {key: unit["province"] for key, unit in new["DICT_PROVINCE"].items()}
    wards = {
        (province, key): unit["ward"]
        for table in ("DICT_PROVINCE_WARD_NO_ACCENTED", "DICT_PROVINCE_WARD_ACCENTED")
        for province, some in new[table].items()
        for key, unit in some.items()
    }
    present = {(_plain(name), _plain(provinces[province])) for (province, _), name in wards.items()}
    present |= {(_plain(name), _plain(name)) for name in provinces.values()}
    units = list(_provinces(old, provinces, changes["DICT_PROVINCE"]))
    names = _old_names(old)
    divided = {key for some in changes["DICT_PROVINCE_WARD_DIVIDED"].values() for key in some}
    of_district: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for province, some in changes["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, befores in some.items():
            today = wards.get((province, ward))
            if today is None:
                continue
            for key in befores:
                above, district, name = names.get(key, (None, None, None))
                if above is None or district is None or name is None:
                    continue
                of_district[above, district, province].add(today)
                if key not in divided and name != today:
                    units.append(OldUnit(name, (district, above), (today,), provinces[province]))
    # A divided commune has no one successor; its district lies in all of its parts.
    for province, some in changes["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in some.items():
            above, district, _ = names.get(key, (None, None, None))
            if above is None or district is None:
                continue
            today_parts = (wards.get((province, part["newWardKey"])) for part in parts)
            of_district[above, district, province].update(filter(None, today_parts))
    for (above, district, province), found in of_district.items():
        units.append(OldUnit(district, (above,), tuple(sorted(found)), provinces[province]))
    return units, frozenset(present)


def _provinces(
    old: dict[str, Any], provinces: dict[str, str], merged: dict[str, list[str]]
) -> list[OldUnit]:
    names = {key: unit["province"] for key, unit in old["DICT_PROVINCE"].items()}
    return [
        OldUnit(names[key], (), (provinces[today],), provinces[today])
        for today, befores in merged.items()
        for key in befores
        if key in names and names[key] != provinces[today]
    ]


def _old_names(old: dict[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Key of an old commune → its province, district and own name."""
    tables = ("DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED", "DICT_PROVINCE_DISTRICT_WARD_ACCENTED")
    return {
        f"{province}_{district}_{key}": (
            old["DICT_PROVINCE"][province]["province"],
            old["DICT_PROVINCE_DISTRICT"][province][district]["district"],
            unit["ward"],
        )
        for table in tables
        for province, districts in old[table].items()
        for district, wards in districts.items()
        for key, unit in wards.items()
        if unit.get("ward")
    }

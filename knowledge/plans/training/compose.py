"""Compose clean plan-language text from the phrases written in ``content/plan_language/phrases``.

Run: ``python -m knowledge.plans.training.compose`` writes ``content/plan_language/*.txt`` again,
the same every time. The names of provinces, districts and wards come from vietnamadminunits (MIT).
"""

import json
import random
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

LANGUAGE = Path(__file__).parents[2] / "content" / "plan_language"
PLANS_PER_FILE = 12
FILES = 6
SEED = 20261122
_PADDED = 0.6
"""Share of dates written with zeros before single digits."""

_SLOT = re.compile(r"\{(\w+)\}")
_SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Trương Đinh Mai"
_MIDDLE = "Văn Thị Đức Minh Thanh Quốc Hữu Ngọc Xuân Hồng Thu Việt Anh Mạnh Công Đình"
_GIVEN = "An Bình Chung Dũng Giang Hà Hạnh Hiền Hòa Hùng Lan Linh Long Nam Nga Phong Quang Sơn Tuấn"
_KIND = re.compile(r"^(Tỉnh|Thành phố|Thị xã|Huyện|Quận|Phường|Xã|Thị trấn|Đặc khu) ")

Phrases = dict[str, list[str]]


def read_phrases(folder: Path) -> Phrases:
    """Phrases by bank; a ``[bank]`` line opens a bank, each other line is one phrase."""
    banks: Phrases = {}
    for path in sorted(folder.glob("*.txt")):
        bank: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                bank = banks.setdefault(line.strip("[]"), [])
            elif line.strip():
                bank.append(line)
    return banks


def place_names() -> dict[str, list[str]]:
    """Names by slot (tinh, huyen, xa) with all their kinds: 'Huyện Gò Dầu', 'Phường Hải Hòa'."""
    data = files("vietnamadminunits") / "data"
    old = json.loads((data / "parser_legacy.json").read_text(encoding="utf-8"))
    new = json.loads((data / "parser_from_2025.json").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {"tinh": set(), "huyen": set(), "xa": set()}
    slots = {"province": "tinh", "district": "huyen", "ward": "xa"}

    def walk(node: object) -> None:
        if not isinstance(node, dict):
            return
        for key, value in node.items():
            if key in slots and isinstance(value, str):
                found[slots[key]].add(value)
            walk(value)

    walk(old)
    walk(new)
    return {slot: sorted(names) for slot, names in found.items()}


class Composer:
    """Fills the slots of phrases; the same seed composes the same text."""

    def __init__(self, phrases: Phrases, names: dict[str, list[str]], seed: int) -> None:
        self._phrases = phrases
        self._names = names
        self._random = random.Random(seed)  # noqa: S311 - no secret

    def plan(self) -> Iterator[str]:
        """Lines of one plan: head, bases, purposes, contents, duties, annex, recipients."""
        pick = self._random.sample
        shape = (
            ("quochieu", 2), ("songay", 1), ("tieude", 2), ("cancu", 4), ("dandat", 1),
            ("tenmuc", 2), ("mucdich", 5), ("tenmuc", 1), ("yeucau", 4), ("tenmuc", 2),
            ("doituongcau", 1), ("tenmuc", 1), ("noidung", 7), ("truyenthong", 3),
            ("tenmuc", 1), ("hinhthuc", 6),
            ("sanpham", 1), ("tenmuc", 1), ("kinhphi", 1), ("tenmuc", 1),
        )  # fmt: skip
        for bank, count in shape:
            yield from map(self._fill, pick(self._phrases[bank], count))
        bodies = self._phrases[self._random.choice(["so", "phong", "congchuc", "soyte"])]
        for number, body in enumerate(pick(bodies, 6), start=1):
            yield self._fill(f"{number}. {body}")
            yield from map(self._fill, pick(self._phrases["nhiemvu"], 3))
        for bank, count in (("baocao", 2), ("ketthuc", 1), ("noinhan", 9), ("phuluc", 8)):
            yield from map(self._fill, pick(self._phrases[bank], count))

    def _fill(self, phrase: str) -> str:
        while slot := _SLOT.search(phrase):
            value = self._value(slot[1])
            if slot.start() == 0:
                value = value[:1].upper() + value[1:]
            phrase = phrase[: slot.start()] + value + phrase[slot.end() :]
        return phrase

    def _value(self, slot: str) -> str:
        chance = self._random
        if slot.isupper():
            return self._fill(f"{{{slot.lower()}}}").upper()
        if slot in self._names:
            return _KIND.sub("", chance.choice(self._names[slot]))
        day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2018, 2026)
        padded = chance.random() < _PADDED
        dated = f"{day:02}/{month:02}" if padded else f"{day}/{month}"
        made = {
            "nam": str(year),
            "so_": str(chance.choice([chance.randint(1, 99), chance.randint(100, 4999)])),
            "d": f"{day:02}",
            "m": f"{month:02}",
            "date": f"{dated}/{year}",
            "d15": str(chance.randint(5, 25)),
            "n2": f"{chance.randint(1, 9):02}",
            "giaidoan": f"{year}-{year + chance.choice([2, 4, 5, 9])}",
            "ten": " ".join(chance.choice(part.split()) for part in (_SURNAMES, _MIDDLE, _GIVEN)),
        }
        return made[slot] if slot in made else chance.choice(self._phrases[slot])


def main() -> None:
    """Write the composed plans and the place names."""
    phrases, names = read_phrases(LANGUAGE / "phrases"), place_names()
    for number in range(1, FILES + 1):
        composer = Composer(phrases, names, SEED + number)
        lines = [line for _ in range(PLANS_PER_FILE) for line in composer.plan()]
        (LANGUAGE / f"plans-{number}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    listed = [name for slot in ("tinh", "huyen", "xa") for name in names[slot]]
    (LANGUAGE / "place-names.txt").write_text("\n".join(listed) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

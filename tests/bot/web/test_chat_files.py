"""The files of the citizens' page: what needs no browser."""

import re

import pytest

from tests.bot.web.fake_api import WEB


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


class TestFiles:
    """What needs no browser."""

    @pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
    def test_colours_are_readable(self, scheme: int) -> None:
        files = (WEB / "static" / name for name in ("tokens.css", "chat.css"))
        css = "".join(file.read_text(encoding="utf-8") for file in files)
        blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
        block = [some for some in blocks if "--ink:" in some][scheme]
        colour = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", block))
        texts = [
            *[(ink, ground) for ink in ("ink", "soft", "teal") for ground in ("paper", "sheet")],
            ("teal", "press"),
            ("mine-ink", "mine"),
            ("head-ink", "head"),
            ("ink", "staff"),
            ("staff-ink", "staff"),
            ("staff-ink", "paper"),
            ("teal", "staff"),
            ("soft", "staff"),
            ("bad-ink", "bad"),
            ("bad-ink", "paper"),
            ("bad-ink", "sheet"),
            ("solid-ink", "teal"),
        ]
        edges = [("edge", "paper"), ("edge", "sheet"), ("staff-line", "paper"), ("focus", "paper")]
        edges += [("head-line", "head"), ("focus", "sheet")]
        poor = [pair for pair in texts if _contrast(colour[pair[0]], colour[pair[1]]) < 4.5]
        poor += [pair for pair in edges if _contrast(colour[pair[0]], colour[pair[1]]) < 3]
        assert poor == []

    def test_the_page_is_small_and_self_contained(self) -> None:
        files = [WEB / "templates" / "chat.html"]
        files += [WEB / "static" / name for name in ("chat.css", "chat.js", "icon.svg")]
        assert sum(file.stat().st_size for file in files) < 40_000
        page = files[0].read_text(encoding="utf-8")
        assert not re.search(r"\son\w+=|style=|<style|https?://|<script>", page)
        assert "innerHTML" not in files[2].read_text(encoding="utf-8")

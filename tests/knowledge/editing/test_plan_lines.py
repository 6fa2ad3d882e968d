"""Staff's word on lines and on suspected replacements, which the reading then follows."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.editing.plan_corrections import (
    corrections,
    forget_correction,
    save_line,
    settle_offers,
)
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.plans import Offer, RepairedLine
from knowledge.restoring import read_as_settled

FILE = "ke-hoach.txt"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


ODD = [
    "- Thực hiện cơ chế một cửa, một cửa liên khu phố.",
    "- Đăng tin trên cổng khu phố tin điện tử.",
    "- Các khu phố trên địa bàn phường tổ chức thực hiện.",
]


def offered() -> list[RepairedLine]:
    """ODD as the repair model gives it: the two odd places suspected, the honest one not."""
    lines = [RepairedLine(line, line) for line in ODD]
    for n, start in ((0, ODD[0].index("khu")), (1, ODD[1].index("khu"))):
        lines[n] = replace(lines[n], offers=(Offer(start, start + 7, "khu phố", "thông"),))
    return lines


def test_a_confirmed_replacement_changes_only_the_suspected_places(library: Library) -> None:
    assert settle_offers(library, FILE, offered(), "Khu phố", "thông", "lan") == [1, 2]
    done = read_as_settled(offered(), FILE, library)
    assert [line.text for line in done.lines] == [
        "- Thực hiện cơ chế một cửa, một cửa liên thông.",
        "- Đăng tin trên cổng thông tin điện tử.",
        ODD[2],
    ]
    other = read_as_settled(offered(), "khac.txt", library)
    assert [line.text for line in other.lines] == ODD


def test_a_rejected_replacement_is_not_asked_again(library: Library) -> None:
    asked = read_as_settled(offered(), FILE, library)
    assert any("khu phố" in warning for warning in asked.reading.warnings)
    settle_offers(library, FILE, offered(), "khu phố", "khu phố", "lan")
    done = read_as_settled(offered(), FILE, library)
    assert [line.text for line in done.lines] == ODD
    assert all(line.alternative == line.text for line in done.lines)
    assert not any("khu phố" in warning for warning in done.reading.warnings)


def test_what_nobody_suspects_is_not_replaced_everywhere(library: Library) -> None:
    with pytest.raises(KnowledgeError, match="it is: 'khu phố' → 'thông'"):
        settle_offers(library, FILE, offered(), "phường", "xã", "lan")
    assert library.replacements(FILE) == {}


SCAN = ["ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU", "KÉ HOACH", "Tuyén truyén cai cach", "1. Phat loa."]
RESTORED = ["ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU", "KẾ HOẠCH", "Tuyên truyền cái cách", "1. Phát loa."]


def scanned() -> list[RepairedLine]:
    return [RepairedLine(text, read) for text, read in zip(RESTORED, SCAN, strict=True)]


def test_a_line_written_anew_holds_wherever_it_moves(library: Library) -> None:
    save_line(library, FILE, scanned()[3], "Tuyên truyền cải cách", "lan")
    done = read_as_settled(scanned(), FILE, library)
    assert "cải cách" in (done.reading.title or "")
    moved = [RepairedLine("", ""), *scanned()]
    assert read_as_settled(moved, FILE, library).lines[4].text == "Tuyên truyền cải cách"
    # A better model reads it otherwise: staff's word still counts.
    better = [*scanned()[:3], RepairedLine("Tuyên truyền cài cách", SCAN[3]), scanned()[4]]
    assert read_as_settled(better, FILE, library).lines[3].text == "Tuyên truyền cải cách"
    (one,) = corrections(library)
    forget_correction(library, one)
    assert read_as_settled(scanned(), FILE, library).lines[3].text == RESTORED[3]


def test_a_line_is_neither_made_blank_nor_invented(library: Library) -> None:
    for line, value in ((scanned()[0], "  "), (RepairedLine("", ""), "Chữ mới")):
        with pytest.raises(KnowledgeError, match="blank"):
            save_line(library, FILE, line, value, "lan")
    assert corrections(library) == []

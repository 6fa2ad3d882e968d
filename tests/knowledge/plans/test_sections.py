"""Plans are cut along their sections, also where OCR has spoiled the headings."""

from pathlib import Path

import pytest

from knowledge.plans import windows
from knowledge.plans.headings import Level, heading_of, roman
from knowledge.plans.outline import Part, outline
from knowledge.plans.reading import read_lines

PLAN = """ỦY BAN NHÂN DÂN
Số: 5/KH-UBND
KẾ HOẠCH

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Để mọi người biết.
2. Yêu cầu
- Làm đúng hạn.
I1. NỘI DUNG
a) Đất đai.
b) Hộ tịch.
I. KINH PHI THU'C HIEN
Ngân sách xã.
IV. TỔ CHỨC
1.1. Văn phòng lo việc chung.
1.2. Công an giữ trật tự.
Trên đây là Kế hoạch của xã./.
Nơi nhận:
- TT. HU;
- Lưu: VT.
PHỤ LỤC
TT | Nội dung | Thời gian
1 | Phát thanh | Tháng 5
""".splitlines()


@pytest.mark.parametrize(
    ("line", "level", "numbers"),
    [
        ("I11. KINH PHI THU'C HIEN", Level.PART, (3,)),
        ("IV. TO CHUC THUC HIEN", Level.PART, (4,)),
        ("Il]. HiNH THUC", Level.PART, (3,)),
        ("IIIL TỔ CHỨC THỰC HIỆN", Level.PART, (3,)),
        ("II KINH PHÍ", Level.PART, (2,)),
        (".2.Yéu cau", Level.POINT, (2,)),
        ("2.56'Noivu", Level.POINT, (2,)),
        ("7.Ba&o TuyénQuang", Level.POINT, (7,)),
        (" 2.2. Cong tac tuyén truyén", Level.SUBPOINT, (2, 2)),
        ("¢) Noi dung: Giéi thidu", Level.LETTER, (None,)),
        ("d) San pham", Level.LETTER, (3,)),
    ],
)
def test_headings_as_scans_have_them(
    line: str, level: Level, numbers: tuple[int | None, ...]
) -> None:
    found = heading_of(line)
    assert found is not None
    assert (found.level, found.numbers) == (level, numbers)


@pytest.mark.parametrize(
    "line",
    [
        "2024; Quyet dinh s 906/QD-UBND",
        "2021-2030 cua Chinhphu",
        "02/9/2021 ctia",
        "- Phoi hop",
        "2",
        "3, 4;....",
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert heading_of(line) is None


def test_roman_numbers_as_read() -> None:
    assert [roman(text) for text in ("I", "I1", "I11", "IV", "H", "lX", "A")] == [
        1,
        2,
        3,
        4,
        2,
        9,
        None,
    ]


def test_sections_follow_each_other_with_their_labels() -> None:
    sections = outline(PLAN)
    assert [s.first for s in sections[1:]] == [s.last + 1 for s in sections[:-1]]
    names = [section.name for section in sections]
    assert names[0] == Part.OPENING
    assert "I.2 Yêu cầu" in names
    assert "III KINH PHI THU'C HIEN" in names
    assert names[-3:] == [Part.CLOSING, Part.RECIPIENTS, Part.ANNEX]


def test_windows_cover_every_line_and_are_short() -> None:
    long = [
        *PLAN[:6],
        *[f"- Việc thứ {n} phải làm cho xong trong năm" for n in range(80)],
        *PLAN[6:],
    ]
    covered: set[int] = set()
    for window in windows(long):
        assert window.lines[1] - window.lines[0] < 25
        covered |= set(range(window.lines[0], window.lines[1] + 1))
    assert {n for n, line in enumerate(long, start=1) if line.strip()} <= covered


def test_a_line_longer_than_any_window_and_blank_files() -> None:
    assert windows(["", "  ", ""]) == []
    assert [w.lines for w in windows(["chữ " * 5000])] == [(1, 1)]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "evidence", "section"),
    [
        ("000_10e980941163499b.txt", (205, 209), "IV.4"),
        ("000_10e980941163499b.txt", (57, 62), "II.1"),
        ("001_57ae1f3d3a4b1fcb.txt", (174, 182), "III"),
        ("001_57ae1f3d3a4b1fcb.txt", (248, 259), "IV.6"),
        ("002_1b8633038d6f9c7d.txt", (167, 182), "II.4"),
        ("002_1b8633038d6f9c7d.txt", (256, 267), "III.5"),
    ],
)
def test_real_plans(shared: Path, name: str, evidence: tuple[int, int], section: str) -> None:
    lines = read_lines(shared / "plans" / name).lines
    hits = [w for w in windows(lines) if w.lines[0] <= evidence[1] and w.lines[1] >= evidence[0]]
    assert any(hit.section.startswith(section) for hit in hits)
    assert len(hits) <= 3


def test_letters_above_roman_numbers_that_lost_strokes() -> None:
    lines = [
        "KẾ HOẠCH",
        "A. MỤC ĐÍCH, YÊU CẦU",
        "I. Mục đích",
        "1. Để dân biết.",
        "Il. Yêu cầu",
        "B. NỘI DUNG",
        "I. Nội dung",
        "II. Đối tượng",
        "II. Hình thức",
        "1. Loa.",
    ]
    names = [section.name for section in outline(lines) if section.part is Part.BODY]
    assert names == [
        "A MỤC ĐÍCH, YÊU CẦU",
        "A.I Mục đích",
        "A.I.1 Để dân biết.",
        "A.II Yêu cầu",
        "B NỘI DUNG",
        "B.I Nội dung",
        "B.II Đối tượng",
        "B.III Hình thức",
        "B.III.1 Loa.",
    ]

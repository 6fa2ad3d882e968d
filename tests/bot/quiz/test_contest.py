"""A contest's file, and the certificate of its winner."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.quiz import Contest, read_contest
from bot.quiz.certificate import SIZE, draw_certificate
from bot.settings import SettingsError

GOOD = """
id: cchc-2026
name: Tìm hiểu cải cách hành chính
organiser: UBND phường Mẫu
opens: 2026-11-01
until: 2026-11-30
"""


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cuoc-thi.yaml"
    path.write_text(GOOD, encoding="utf-8")
    contest = read_contest(path)
    assert contest is not None
    assert contest.prizes == ("Nhất", "Nhì", "Ba")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("until: 2026-10-30", "until"),
        ("until: 2026-11-30\nquestions: 50", "questions"),
        ("until: 2026-11-30\ngiai: 3", "giai"),
        ("id: [", "cuoc-thi.yaml"),
    ],
)
def test_a_fault_is_one_line_that_names_it(tmp_path: Path, change: str, named: str) -> None:
    path = tmp_path / "cuoc-thi.yaml"
    path.write_text(GOOD.replace("until: 2026-11-30", "") + change, encoding="utf-8")
    with pytest.raises(SettingsError, match="MOTCUA_CONTEST") as raised:
        read_contest(path)
    assert named in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


def test_no_contest_is_no_fault() -> None:
    assert read_contest(None) is None


@pytest.mark.parametrize("name", ["Nguyễn Thị Quỳnh Như", "Công Tằng Tôn Nữ " * 4])
def test_a_certificate_is_drawn_inside_its_frame(name: str) -> None:
    contest = Contest(
        id="a",
        name="Tìm hiểu cải cách",
        organiser="UBND phường Mẫu",
        opens=dt.date(2026, 11, 1),
        until=dt.date(2026, 11, 30),
    )
    drawn = draw_certificate(contest, 1, name, "7")
    with Image.open(BytesIO(drawn)) as picture:
        assert picture.size == SIZE
        edge = picture.crop((90, 100, 115, SIZE[1] - 100)).convert("L")
        assert min(edge.tobytes()) > 200, "no letter runs into the frame"

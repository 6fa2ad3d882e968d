"""A PDF that holds only a picture of a page is read through Tesseract's Vietnamese model."""

import shutil
from pathlib import Path

import pytest
from PIL import Image

from knowledge.plans import read_lines
from knowledge.plans.folding import fold
from knowledge.plans.training.scan import Wear, print_page

_FONTS = Path("/usr/share/fonts/truetype")
_FONT = next(
    (path for path in sorted(_FONTS.rglob("*Serif-Regular.ttf")) if "Noto" in path.name), None
)
_LINES = [
    "KẾ HOẠCH",
    "Tuyên truyền cải cách hành chính năm 2026",
    "Căn cứ Quyết định số 906/QĐ-UBND ngày 01/12/2025 của UBND phường;",
]


@pytest.mark.skipif(
    shutil.which("tesseract") is None or _FONT is None, reason="needs tesseract and Noto Serif"
)
def test_a_picture_of_a_page_is_read(tmp_path: Path) -> None:
    wear = Wear(str(_FONT).removesuffix(".ttf"), 40, 0.3, 2, 0.0, None, 0)
    scan = tmp_path / "ban-chup.pdf"
    Image.fromarray(print_page(_LINES, wear, seed=1)).save(scan, resolution=300)
    found = read_lines(scan)
    assert found.scanned
    shown = [line for line in found.lines if line.strip()]
    assert [fold(line) for line in shown] == [fold(line) for line in _LINES]
    assert "906/QĐ-UBND ngày 01/12/2025" in shown[2]

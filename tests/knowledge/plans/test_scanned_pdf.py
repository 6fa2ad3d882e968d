"""PDFs that hold pictures of pages are read through Tesseract's Vietnamese model."""

import shutil
from pathlib import Path

import numpy as np
import pypdf
import pytest
from PIL import Image

from knowledge.errors import ImportFileError
from knowledge.plans import read_lines
from knowledge.plans.folding import fold
from knowledge.plans.training.scan import Wear, print_page
from tests.knowledge.plans.scans import FONT, TYPED, draw_table

pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None or FONT is None, reason="needs tesseract and Noto Serif"
)

_LINES = [
    "KẾ HOẠCH",
    "Tuyên truyền cải cách hành chính năm 2026",
    "Căn cứ Quyết định số 906/QĐ-UBND ngày 01/12/2025 của UBND phường;",
]
_TABLE = [
    ["STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"],
    ["1", "Tập huấn kỹ năng số\ncho các tổ dân phố", "Phòng Văn hóa", "Tháng 5/2026"],
    ["2", "Phát thanh về dịch vụ công\ntrực tuyến", "Công an phường", "Quý IV/2026"],
]


def _page() -> Image.Image:
    wear = Wear(str(FONT).removesuffix(".ttf"), 40, 0.3, 2, 0.0, None, 0)
    return Image.fromarray(print_page(_LINES, wear, seed=1))


def _shown(path: Path) -> list[str]:
    return [line for line in read_lines(path).lines if line.strip()]


@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_picture_of_a_page_is_read_however_it_lies(tmp_path: Path, turn: int) -> None:
    scan = tmp_path / "ban-chup.pdf"
    # Twice the page: which way up it lies is told only by many letters.
    page = _page()
    both = Image.new("L", (page.width, 2 * page.height), 255)
    both.paste(page, (0, 0))
    both.paste(page, (0, page.height))
    both.rotate(turn, expand=True).save(scan, resolution=300)
    assert read_lines(scan).scanned
    shown = _shown(scan)
    assert [fold(line) for line in shown] == 2 * [fold(line) for line in _LINES]
    assert "906/QĐ-UBND ngày 01/12/2025" in shown[2]


def test_a_ruled_table_is_read_row_for_row(tmp_path: Path) -> None:
    scan = tmp_path / "phu-luc.pdf"
    draw_table(_TABLE, tilt=0.4).save(scan, resolution=300)
    rows = [line.split(" | ") for line in _shown(scan) if " | " in line]
    assert rows == [[cell.replace("\n", " ") for cell in row] for row in _TABLE]


def test_scanned_pages_between_typed_ones_are_read(tmp_path: Path) -> None:
    (tmp_path / "typed.pdf").write_bytes(TYPED)
    _page().save(tmp_path / "scan.pdf", resolution=300)
    writer = pypdf.PdfWriter()
    writer.append(tmp_path / "typed.pdf")
    writer.append(tmp_path / "scan.pdf")
    writer.add_blank_page(595, 842)
    writer.write(tmp_path / "both.pdf")
    shown = _shown(tmp_path / "both.pdf")
    assert shown[0].startswith("Ke hoach tuyen truyen")
    assert shown[-1].endswith("của UBND phường;")
    writer = pypdf.PdfWriter(clone_from=tmp_path / "typed.pdf")
    writer.add_blank_page(595, 842)
    writer.write(tmp_path / "typed-only.pdf")
    assert not read_lines(tmp_path / "typed-only.pdf").scanned


def test_a_blank_scan_is_named(tmp_path: Path) -> None:
    grain = np.random.default_rng(1).normal(250, 6, (1600, 1100))
    Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8)).save(
        tmp_path / "t.pdf", resolution=150
    )
    with pytest.raises(ImportFileError, match=r"t\.pdf: .*(trắng|mờ)"):
        read_lines(tmp_path / "t.pdf")

"""Tables drawn with lines are found on page images, cell by cell."""

import numpy as np
import pytest
from PIL import Image

from knowledge.plans.ruled_tables import find_table, tilt_of, without_rules
from tests.knowledge.plans.scans import draw_table

ROWS = [
    ["STT", "Noi dung", "Chu tri", "Thoi gian"],
    ["1", "Tap huan", "Phong Van hoa", "Quy I"],
    ["2", "Phat thanh", "Cong an", ""],
]


def _level(page: Image.Image) -> np.ndarray:
    return np.asarray(page.rotate(tilt_of(np.asarray(page)), fillcolor=255))


@pytest.mark.parametrize("tilt", [-1.2, 0.0, 0.7])
def test_cells_are_found_on_a_tilted_page(tilt: float) -> None:
    page = draw_table(ROWS, tilt)
    assert tilt_of(np.asarray(page)) == pytest.approx(-tilt, abs=0.15)
    table = find_table(_level(page))
    assert table is not None
    assert [len(row) for row in table.rows] == [4, 4, 4]
    for row in table.rows:
        assert [cell.right for cell in row[:-1]] == [cell.left for cell in row[1:]]


def test_a_cell_over_two_rows_belongs_to_the_first() -> None:
    table = find_table(np.asarray(draw_table(ROWS, 0.0, merged=True)))
    assert table is not None
    assert [len(row) for row in table.rows] == [4, 4, 3]
    assert table.rows[1][3].bottom == table.rows[2][0].bottom


def test_a_page_without_rules_has_no_table() -> None:
    page = np.asarray(draw_table(ROWS, 0.0))
    assert find_table(without_rules(page)) is None
    assert find_table(np.full((3508, 2480), 255, dtype=np.uint8)) is None

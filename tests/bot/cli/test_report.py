"""motcua report: a draft in one command, or one line that says why not."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.store import open_store
from tests.bot.cli.conftest import Run, told_in_one_line
from tests.bot.plans.quarter import fill


def test_a_quarter_is_drafted_as_docx_and_xlsx(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "var"
    store = open_store(f"sqlite:///{data / 'motcua.db'}")
    fill(store, data)
    store.close()
    out = tmp_path / "q4.docx"
    done = run("report", "--period", "2026-Q4", "--out", out, data=data)
    assert done.exit_code == 0, done.output
    assert "chậm nhất ngày 16/12/2026" in done.stdout
    assert any("BÁO CÁO" in one.text for one in Document(str(out)).paragraphs)
    sheet = tmp_path / "q4.xlsx"
    assert run("report", "--period", "2026-Q4", "--out", sheet, data=data).exit_code == 0
    assert "Hoạt động" in load_workbook(sheet).sheetnames


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--period", "Q4/2026", "--out", "a.docx"), "Q4/2026"),
        (("--period", "2026-Q5", "--out", "a.docx"), "2026-Q5"),
        (("--period", "2026-Q4", "--out", "a.pdf"), "a.pdf"),
        (("--period", "2026-Q4", "--out", "khong/co/a.docx"), "không ghi được"),
    ],
)
def test_what_is_wrong_is_one_line(
    run: Run, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    assert told in told_in_one_line(run("report", *words, data=tmp_path / "var"))

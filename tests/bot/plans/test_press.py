"""The pack for the press: every figure with its source, nobody in it, nothing unproved named."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from bot.desk.calendar import load_calendar
from bot.plans.overview import Overview, overview
from bot.plans.press import asked_most, stated, write_press_pack
from bot.plans.public import FEW
from bot.store import Case, CaseKind, Conversation, RegisterEntry, Store
from tests.bot.plans.quarter import NOW, QUARTER, SUBJECTS, UNIT, fill

PLACE, OFFICER = "Ngõ 12 phố Bạch Đằng", "ông Trần Văn Tư"


def read(store: Store) -> Overview:
    with store.session() as session:
        return overview(
            session, QUARTER, UNIT, NOW, load_calendar(), lambda one: (f"Mục {one}", "Hộ tịch")
        )


def words(path: Path) -> tuple[str, str]:
    """The text of the DOCX, tables included, and the CSV."""
    with zipfile.ZipFile(path) as pack:
        names = sorted(pack.namelist())
        assert names == ["so-lieu-2026-Q4.csv", "thong-tin-bao-chi-2026-Q4.docx"]
        document = Document(io.BytesIO(pack.read(names[1])))
        table = pack.read(names[0]).decode("utf-8-sig")
    parts = [one.text for one in document.paragraphs]
    cells = (cell.text for grid in document.tables for row in grid.rows for cell in row.cells)
    return "\n".join([*parts, *cells]), table


def test_every_figure_stands_with_its_source(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store, tmp_path)
    found = read(sqlite_store)
    write_press_pack(found, tmp_path / "pack.zip")
    text, table = words(tmp_path / "pack.zip")
    lines = stated(found)
    assert len(lines) > 10
    for one in lines:
        assert one.source
        assert one.label in text
        assert f"{one.label},{one.value},{one.source}" in table.replace('"', "")
    assert "THÔNG TIN BÁO CHÍ" in text
    assert {title for title, _ in asked_most(found)} == {f"Mục {one}" for one in SUBJECTS}


def test_what_citizens_and_officers_wrote_is_not_in_it(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store, tmp_path)
    with sqlite_store.session() as session:
        who = Conversation(channel="web", address="kín")
        session.add(who)
        session.flush()
        session.add(
            Case(
                code="PA-XYZXYZ",
                kind=CaseKind.FEEDBACK,
                question=f"{OFFICER} nhũng nhiễu tại {PLACE}",
                reason="form",
                conversation_id=who.id,
                details={"where": PLACE, "about_staff": OFFICER},
                opened_at=NOW,
            )
        )
        codes = [case.code for case in session.query(Case)]
        hidden = [one.title for one in session.query(RegisterEntry) if not one.approved_by]
    write_press_pack(read(sqlite_store), tmp_path / "pack.zip")
    text, table = words(tmp_path / "pack.zip")
    assert len(codes) > 1
    for secret in (PLACE, "Bạch Đằng", OFFICER, "Văn Tư", *codes, *hidden):
        assert secret not in text + table


def test_an_empty_period_says_so(sqlite_store: Store, tmp_path: Path) -> None:
    write_press_pack(read(sqlite_store), tmp_path / "pack.zip")
    text, _ = words(tmp_path / "pack.zip")
    assert "Không có số liệu." in text
    assert "Chưa có mô hình nào được duyệt để nêu." in text


@pytest.mark.parametrize("people", [1, 4])
def test_what_few_people_did_is_rounded_away(
    sqlite_store: Store, tmp_path: Path, people: int
) -> None:
    with sqlite_store.session() as session:
        for number in range(people):
            who = Conversation(channel="web", address=str(number))
            session.add(who)
            session.flush()
            session.add(
                Case(
                    code=f"PA-AAAAA{number}",
                    kind=CaseKind.FEEDBACK,
                    question="Đèn hỏng",
                    reason="form",
                    conversation_id=who.id,
                    opened_at=NOW,
                )
            )
    values = {one.label: one.value for one in stated(read(sqlite_store))}
    assert values["Việc chuyển tới cán bộ"] == FEW
    assert values["Trong đó: phản ánh, kiến nghị"] == FEW

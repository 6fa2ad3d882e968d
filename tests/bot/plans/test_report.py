"""The report: every number comes from records that it names, and nothing is made up."""

import datetime as dt
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.desk.calendar import load_calendar
from bot.plans import log_activity, withdraw_activity
from bot.plans.periods import parse_period
from bot.plans.report import ReportData, collect, write_docx, write_xlsx
from bot.plans.report.figures import Figure, RecordName, Share, named, spans
from bot.plans.report.layout import issuer
from bot.plans.report.text_document import due_lines
from bot.store import Activity, Case, Message, Store
from tests.bot.plans.quarter import NOW, QUARTER, UNIT, fill, report
from tests.bot.plans.test_activities import FACTS


@pytest.fixture
def data(store: Store, tmp_path: Path) -> ReportData:
    fill(store, tmp_path)
    return report(store)


def empty_report(store: Store) -> ReportData:
    with store.session() as session:
        return collect(session, QUARTER, UNIT, NOW, load_calendar().is_working_day)


def text_of(path: Path) -> str:
    document = Document(str(path))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_every_figure_is_the_count_or_sum_of_the_records_it_names(
    store: Store, data: ReportData
) -> None:
    tables = {
        RecordName.ACTIVITY: Activity,
        RecordName.ANSWER: Message,
        RecordName.CASE: Case,
    }
    with store.session() as session:
        for figure in data.figures():
            rows = [session.get(tables[figure.record], one) for one in figure.ids]
            assert None not in rows, figure.label
            assert len(set(figure.ids)) == len(figure.ids), figure.label
            if "số người" in figure.label and figure.amounts is not None:
                assert figure.value == sum(row.reached for row in rows)  # type: ignore[union-attr,misc]
    asked = data.all_answers
    assert asked is not None
    assert sum(group.value for group in data.answers) == asked.value == 420


def test_known_estimated_and_unknown_people_are_never_mixed(data: ReportData) -> None:
    lines = {line.channel.value: line for line in data.channels}
    assert (lines["telegram"].known.value, lines["telegram"].estimated.ids) == (214, ())
    assert (lines["print"].known.ids, lines["print"].estimated.value) == ((), 500)
    assert (lines["loudspeaker"].uncounted.value, lines["loudspeaker"].known.ids) == (1, ())
    assert lines["loudspeaker"].sessions.value == 12


def test_the_deadline_is_the_plans_own_and_the_unknown_one_is_asked(data: ReportData) -> None:
    assert due_lines(data) == [
        "Hạn gửi theo 15/KH-UBND: chậm nhất ngày 16/12/2026.",
        "Hạn gửi theo 15/KH-UBND: chưa rõ (kế hoạch không ghi ngày), cần bổ sung.",
    ]


def test_the_document_has_the_decrees_layout(data: ReportData, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    write_docx(data, path)
    document = Document(str(path))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    for margin, least, most in (
        (page.top_margin, 20, 25),
        (page.bottom_margin, 20, 25),
        (page.left_margin, 30, 35),
        (page.right_margin, 15, 20),
    ):
        assert least <= round(margin.mm) <= most
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert page.different_first_page_header_footer
    head = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert head[0].startswith("ỦY BAN NHÂN DÂN\nPHƯỜNG HOA SEN")
    assert head[1].startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert head[2] == "Số:       /BC-UBND"
    assert head[3].startswith("Hoa Sen, ngày")
    said = text_of(path)
    for part in ("BÁO CÁO", "Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "[Cán bộ ghi: khó"):
        assert part in said


def test_what_is_missing_is_said(data: ReportData, tmp_path: Path) -> None:
    write_docx(data, tmp_path / "a.docx")
    said = text_of(tmp_path / "a.docx")
    assert "chưa có liên kết hoặc ảnh" in said
    assert "thiếu danh sách điểm danh" in said
    assert "Đánh giá của người dân: không có số liệu." in said


def test_without_any_data_there_are_no_zeros_dressed_as_shares(
    store: Store, tmp_path: Path
) -> None:
    write_docx(empty_report(store), tmp_path / "a.docx")
    write_xlsx(empty_report(store), tmp_path / "a.xlsx")
    said = text_of(tmp_path / "a.docx")
    assert "xử lý đúng hạn: không có số liệu." in said
    assert "Hoạt động tuyên truyền trong kỳ: không có số liệu." in said
    assert "%" not in said
    assert "Chưa có kế hoạch nào quy định hạn gửi" in said


def test_the_workbook_sums_its_raw_rows_by_formulas(data: ReportData, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(data, path)
    book = load_workbook(path)
    assert len(list(book["Hoạt động"].iter_rows())) == 1 + len(data.activities)
    assert len(list(book["Hỏi đáp"].iter_rows())) == 1 + 420
    formulas = [c.value for row in book["Tổng hợp"].iter_rows() for c in row if c.data_type == "f"]
    assert any("SUMIFS('Hoạt động'" in one for one in formulas)
    assert any("COUNTIFS('Hỏi đáp'" in one for one in formulas)


def test_what_people_typed_never_becomes_a_formula(sqlite_store: Store, tmp_path: Path) -> None:
    from dataclasses import replace

    with sqlite_store.session() as session:
        evil = replace(FACTS, title='=HYPERLINK("http://x")', held_on=dt.date(2026, 10, 2))
        log_activity(session, evil)
    write_xlsx(empty_report(sqlite_store), tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx")["Hoạt động"]["E2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x")', "s")


def test_withdrawn_and_other_days_do_not_count(store: Store) -> None:
    from dataclasses import replace

    with store.session() as session:
        kept = log_activity(session, FACTS).id
        withdraw_activity(session, log_activity(session, FACTS).id, "lan")
        log_activity(session, replace(FACTS, held_on=dt.date(2026, 9, 30)))
        log_activity(session, replace(FACTS, held_on=dt.date(2027, 1, 1)))
    assert [one.id for one in empty_report(store).activities] == [kept]


def test_other_periods_have_their_own_deadlines(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store, tmp_path)
    with sqlite_store.session() as session:
        for code, day in (("2026-H2", "16/12/2026"), ("2026", "16/12/2026")):
            found = collect(session, parse_period(code), UNIT, NOW, load_calendar().is_working_day)
            assert day in due_lines(found)[0]
        month = collect(
            session, parse_period("2026-M11"), UNIT, NOW, load_calendar().is_working_day
        )
    assert "chậm nhất" not in " ".join(due_lines(month))


def test_numbers_of_records_are_short_on_paper() -> None:
    assert spans((3, 1, 2, 7, 9, 10)) == "1–3, 7, 9–10"
    assert spans(()) == "—"
    assert named(tuple(range(0, 2000, 2))).startswith("1.000 bản ghi, mã từ 0 đến 1998")


def test_a_share_of_nothing_is_no_number() -> None:
    none, some = Figure("a", RecordName.CASE, ()), Figure("b", RecordName.CASE, (1, 2, 3))
    assert Share(none, none).text == "không có số liệu"
    assert Share(none, some).text == "0,0%"
    assert Share(Figure("c", RecordName.CASE, (1,)), some).text == "33,3%"


@pytest.mark.parametrize(
    ("unit", "lines", "place"),
    [
        ("UBND phường Hoa Sen, tỉnh Mẫu", ["ỦY BAN NHÂN DÂN", "PHƯỜNG HOA SEN"], "Hoa Sen"),
        ("UBND phường 1, tỉnh Mẫu", ["ỦY BAN NHÂN DÂN", "PHƯỜNG 1"], "phường 1"),
        ("Xã/phường của ông/bà", ["XÃ/PHƯỜNG CỦA ÔNG/BÀ"], "…………"),
    ],
)
def test_the_issuer_is_read_from_the_units_name(unit: str, lines: list[str], place: str) -> None:
    assert issuer(unit) == (lines, place)

"""The real national catalogue comes in without a loss, and again without a change."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from knowledge.catalogue import ImportReport, import_procedures
from knowledge.catalogue.defects import repair_paper
from knowledge.library import Library, SaveResult
from knowledge.records import Procedure, RecordKind
from tests.knowledge.catalogue.conftest import IMPORTED_ON

pytestmark = pytest.mark.shared
RECORDS = 2849


@pytest.fixture(scope="module")
def catalogue(shared: Path) -> Path:
    return shared / "catalogue" / "procedures.jsonl"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(tmp_path_factory.mktemp("kho"))


@pytest.fixture(scope="module")
def first(filled: Library, catalogue: Path) -> ImportReport:
    return import_procedures(filled, catalogue, IMPORTED_ON)


@pytest.fixture(scope="module")
def procedures(filled: Library, first: ImportReport) -> list[Procedure]:
    current = filled.current(RecordKind.PROCEDURE)
    return [Procedure.model_validate(stored.payload) for stored in current]


def test_every_record_lands(first: ImportReport) -> None:
    assert first.skipped == []
    assert first.counts[SaveResult.NEW] == RECORDS


def test_the_same_file_again_changes_nothing(
    filled: Library, first: ImportReport, catalogue: Path
) -> None:
    again = import_procedures(filled, catalogue, IMPORTED_ON + dt.timedelta(days=7))
    assert again.counts == {SaveResult.NEW: 0, SaveResult.CHANGED: 0, SaveResult.SAME: RECORDS}
    assert (again.skipped, again.removed) == ([], [])


def test_no_fee_keeps_the_portals_known_defects(procedures: list[Procedure]) -> None:
    fees = {record.code: record.fee for record in procedures if record.fee}
    assert {code: fee for code, fee in fees.items() if re.search(r"\dMiễn phí", fee)} == {}
    assert {code: fee for code, fee in fees.items() if "Việt Nam Đồng" in fee} == {}


def test_what_the_portal_leaves_empty_stays_unknown(procedures: list[Procedure]) -> None:
    """Contract §6: 488 empty time limits, 631 empty fees; none may be filled by guessing."""
    assert sum(record.time_limit is None for record in procedures) >= 488
    assert sum(record.fee is None for record in procedures) >= 631


def test_nothing_is_told_that_has_no_letter_or_number(procedures: list[Procedure]) -> None:
    told = {
        (record.code, field): value
        for record in procedures
        for field in ("summary", "audience", "fee", "time_limit", "agency", "result")
        if (value := getattr(record, field))
    }
    assert {place: value for place, value in told.items() if not re.search(r"\w", value)} == {}


@pytest.fixture(scope="module")
def papers(catalogue: Path) -> list[str]:
    """Every line of every dossier that names a paper: it heads nothing and is not only copies.

    90 lines are '. (1 bản chính)': their paper stands in the line before, with its own count.
    """
    rows = map(json.loads, catalogue.read_text(encoding="utf-8").splitlines())
    lines = [line.strip() for row in rows for line in (row.get("documents") or "").split("\n")]
    says = re.compile(r"^(?!\W*\(\d+ bản (?:chính|sao)[^)]*\)$).*\w")
    return [line for line in lines if says.search(line) and not line.endswith(":")]


def test_no_paper_is_lost(papers: list[str]) -> None:
    lost = [line for line in papers if not repair_paper(line)[0]]
    assert (len(lost), lost[:5]) == (0, [])


def test_no_paper_is_cut_inside_a_word(papers: list[str]) -> None:
    """'quy địnhvăn bản đề nghị.docx' is cut where both halves are words of other papers."""
    words = {word for line in papers for word in re.findall(r"[^\W\d_]+", line)}
    cut = []
    for line in papers:
        text, _ = repair_paper(line)
        end = line.find(text) + len(text)
        if text and line[end - 1 : end].isalpha() and line[end : end + 1].islower():
            halves = re.findall(r"\w+$", text) + re.findall(r"^[^\W\d_]+", line[end:])
            if not words.issuperset(halves):
                cut.append((line, text))
    assert (len(cut), cut[:5]) == (0, [])

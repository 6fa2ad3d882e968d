"""FAQs and contacts come in from YAML or JSON lines; what is wrong is named, the rest land."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import ImportFileError
from knowledge.imports import import_contacts, import_faqs
from knowledge.library import Library
from knowledge.records import RecordKind

FAQ: dict[str, Any] = {
    "id": "cau-mau",
    "topic": "vneid",
    "question": "Câu mẫu?",
    "variants": ["một", "hai", "ba"],
    "answer": "Trả lời.",
    "source": {"title": "Nguồn", "reference": "01/QĐ-UBND"},
    "checked_on": "2026-10-01",
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "kho")


@pytest.mark.parametrize("bad", ["{", "[1]", '"chữ"', "[" * 100_000, '{"id": "b"}'])
def test_a_bad_line_is_named_and_the_rest_land(library: Library, tmp_path: Path, bad: str) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text(f"{bad}\n{json.dumps(FAQ)}\n", encoding="utf-8")
    report = import_faqs(library, [path])
    assert [skipped.line for skipped in report.skipped] == [1]
    assert [stored.key for stored in library.current(RecordKind.FAQ)] == ["cau-mau"]


def test_an_entry_that_is_no_mapping_is_named(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(f"- chữ\n- {json.dumps(FAQ)}\n", encoding="utf-8")
    (skipped,) = import_faqs(library, [path]).skipped
    assert str(skipped) == "f.yaml:1: a record must be a mapping"
    assert [stored.key for stored in library.current(RecordKind.FAQ)] == ["cau-mau"]


@pytest.mark.parametrize("text", ["- {day: 2026-02-31}", "- [", "id: a", "\t- a"])
def test_a_file_that_is_no_list_is_a_clear_error(
    library: Library, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportFileError, match=r"f\.yaml"):
        import_contacts(library, [path])

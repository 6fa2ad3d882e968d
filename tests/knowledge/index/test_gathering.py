"""Own records and imports become one set: our words, the office's facts about legal life."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from knowledge.index.gathering import gather
from knowledge.library import Library
from knowledge.records import Level, RecordKind
from tests.knowledge.samples import BIRTH, BIRTH_RECORD, contact, content, faq, procedure


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def take_in(library: Library, kind: RecordKind, key: str, record: Any) -> None:
    payload = record.model_dump(mode="json", exclude_defaults=True)
    library.save(kind, [(key, payload, (7, 7))], "cuc.jsonl")


def test_an_import_brings_its_file_and_line(library: Library) -> None:
    take_in(library, RecordKind.PROCEDURE, "1.000894", procedure(code="1.000894", level=["tỉnh"]))
    (item,) = gather(content(), library).items
    assert (item.file, item.lines, item.own, item.commune) == ("cuc.jsonl", (7, 7), False, False)


def test_a_procedure_that_both_hold_is_told_once_in_our_words(library: Library) -> None:
    take_in(
        library,
        RecordKind.PROCEDURE,
        BIRTH,
        procedure(code=BIRTH, name="Tên của cục", fee="1 đồng"),
    )
    (item,) = gather(content(procedures=[BIRTH_RECORD]), library).items
    assert (item.title, item.own) == ("Đăng ký khai sinh", True)
    assert item.payload["fee"] == BIRTH_RECORD.fee


def test_an_imported_abolition_ends_our_own_record(library: Library) -> None:
    ended = {"effective_to": "2026-06-30", "replaced_by": "1.000222"}
    take_in(library, RecordKind.PROCEDURE, BIRTH, procedure(code=BIRTH, validity=ended))
    (item,) = gather(content(procedures=[BIRTH_RECORD]), library).items
    assert item.validity.effective_to == dt.date(2026, 6, 30)
    assert item.validity.replaced_by == "1.000222"
    assert not item.validity.holds_on(dt.date(2026, 7, 1))


def test_a_removed_import_no_longer_counts(library: Library) -> None:
    take_in(library, RecordKind.PROCEDURE, "1.000894", procedure(code="1.000894"))
    library.mark_removed(RecordKind.PROCEDURE, "cuc.jsonl", set())
    assert gather(content(), library).items == []


def test_the_wards_imported_contact_fills_our_placeholder(library: Library) -> None:
    empty = contact(
        id="xa-so", scope="ward", phone=None, source=None, checked_on=None, to_fill=True
    )
    take_in(library, RecordKind.HOTLINE, "xa-so", contact(id="xa-so", scope="ward", phone="0203 1"))
    (item,) = gather(content(contacts=[empty]), library).items
    assert item.payload["phone"] == "0203 1"
    assert not item.payload.get("to_fill")


def test_the_wards_imported_answer_takes_the_place_of_ours(library: Library) -> None:
    take_in(library, RecordKind.FAQ, "cau-mau", faq(answer="Phường trả lời."))
    (item,) = gather(content(faqs=[faq()]), library).items
    assert item.payload["answer"] == "Phường trả lời."


def test_phrases_lead_to_own_and_imported_procedures(library: Library) -> None:
    take_in(library, RecordKind.PROCEDURE, "1.000894", procedure(code="1.000894"))
    some = content(procedures=[BIRTH_RECORD])
    some.phrases.update({BIRTH: ("đẻ con",), "1.000894": ("cưới vợ",), "9.999999": ("lạc",)})
    texts = [entry.text for entry in gather(some, library).entries]
    assert "đẻ con" in texts
    assert "cưới vợ" in texts
    assert "lạc" not in texts


def test_the_order_is_the_same_every_time(library: Library) -> None:
    for code in ("2.000001", "1.000001", "1.000002"):
        take_in(library, RecordKind.PROCEDURE, code, procedure(code=code, level=[Level.COMMUNE]))
    keys = [[item.key for item in gather(content(), library).items] for _ in range(2)]
    assert keys[0] == keys[1]
    assert len(keys[0]) == 3

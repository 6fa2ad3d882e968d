"""Whose words count: staff's before the project's own before what was imported."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine

from knowledge.editing import DESK, DeskLayer, EditKind, kind_of
from knowledge.index.gathering import gather
from knowledge.library import Library, SaveResult
from knowledge.records import RecordKind
from tests.knowledge.samples import BIRTH, BIRTH_RECORD, contact, content, faq, procedure


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def payload(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = record.model_dump(mode="json", exclude_defaults=True)
    return found


def take_in(library: Library, kind: RecordKind, key: str, record: Any) -> None:
    library.save(kind, [(key, payload(record), (7, 7))], "cuc.jsonl")


def edit(library: Library, kind: EditKind, key: str, record: Any) -> SaveResult:
    return DeskLayer(library).publish(kind, key, payload(record))


def test_an_edited_procedure_wins_over_our_own_words_and_keeps_its_phrases(
    library: Library,
) -> None:
    edited = BIRTH_RECORD.model_copy(update={"fee": "Không thu"})
    assert edit(library, EditKind.PROCEDURE, BIRTH, edited) is SaveResult.NEW
    (item,) = gather(content(procedures=[BIRTH_RECORD]), library).items
    assert (item.payload["fee"], item.file, item.own) == ("Không thu", DESK, True)


def test_an_edit_survives_the_next_import(library: Library) -> None:
    edit(library, EditKind.FAQ, "hoi-mau", faq(id="hoi-mau", answer="Cán bộ viết."))
    edit(library, EditKind.CONTACT, "so-mau", contact(phone="0251 3 000 000"))
    take_in(library, RecordKind.FAQ, "hoi-mau", faq(id="hoi-mau", answer="Tệp viết."))
    take_in(library, RecordKind.HOTLINE, "so-mau", contact(phone="111"))
    by_kind = {item.kind: item for item in gather(content(), library).items}
    assert by_kind[RecordKind.FAQ].payload["answer"] == "Cán bộ viết."
    assert by_kind[RecordKind.HOTLINE].payload["phone"] == "0251 3 000 000"


@pytest.mark.parametrize(("imported_days_later", "abolished"), [(-3, False), (3, True)])
def test_an_abolition_counts_when_it_came_after_the_edit(
    library: Library, imported_days_later: int, abolished: bool
) -> None:
    written = dt.datetime(2026, 11, 10, 8, tzinfo=dt.UTC)
    gone = procedure(code=BIRTH, validity={"effective_to": "2026-01-31"})
    with time_machine.travel(written, tick=False):
        edit(library, EditKind.PROCEDURE, BIRTH, BIRTH_RECORD)
    with time_machine.travel(written + dt.timedelta(days=imported_days_later), tick=False):
        take_in(library, RecordKind.PROCEDURE, BIRTH, gone)
    (item,) = gather(content(procedures=[BIRTH_RECORD]), library).items
    assert item.validity.holds_on(dt.date(2026, 11, 20)) is not abolished


def test_a_withdrawn_edit_gives_way_and_may_come_back(library: Library) -> None:
    own = content(faqs=[faq(id="hoi-mau", answer="Có sẵn.")])
    layer = DeskLayer(library)
    edit(library, EditKind.FAQ, "hoi-mau", faq(id="hoi-mau", answer="Sửa."))
    edit(library, EditKind.FAQ, "hoi-khac", faq(id="hoi-khac", answer="Khác."))
    layer.withdraw(EditKind.FAQ, "hoi-mau")
    answers = [item.payload["answer"] for item in gather(own, library).items]
    assert answers == ["Có sẵn.", "Khác."]
    edit(library, EditKind.FAQ, "hoi-mau", faq(id="hoi-mau", answer="Sửa."))
    assert layer.current(EditKind.FAQ)["hoi-mau"].version == 2


def test_plans_are_corrected_not_edited() -> None:
    assert kind_of(RecordKind.PLAN) is None
    assert kind_of(RecordKind.HOTLINE) is kind_of(RecordKind.OFFICE) is EditKind.CONTACT
    assert kind_of(RecordKind.FAQ) is EditKind.FAQ

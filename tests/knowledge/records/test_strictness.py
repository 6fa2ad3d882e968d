"""Records refuse what they do not know: a typing error must not become a fact told to a citizen."""

import datetime as dt
import unicodedata
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.records import Phrases, Source, Validity
from tests.knowledge.samples import contact, faq, procedure

DAY = dt.date(2026, 7, 1)


def fields_at_fault(error: pytest.ExceptionInfo[ValidationError]) -> set[str]:
    return {".".join(map(str, fault["loc"])) for fault in error.value.errors()}


@pytest.mark.parametrize("make", [procedure, faq, contact])
def test_an_unknown_field_is_refused_by_name(make: Any) -> None:
    with pytest.raises(ValidationError) as error:
        make(hotlnie="1022")
    assert fields_at_fault(error) == {"hotlnie"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"where": {"conter": "Một cửa"}}, "where.conter"),
        ({"documents": [{"text": "Tờ khai", "copies": 2}]}, "documents.0.copies"),
        ({"validity": {"until": "2026-01-01"}}, "validity.until"),
    ],
)
def test_an_unknown_field_inside_a_part_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        procedure(**changes)
    assert fields_at_fault(error) == {field}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": unicodedata.normalize("NFD", "Đăng ký")}, "name"),
        ({"aliases": ["tốt", unicodedata.normalize("NFD", "số")]}, "aliases.1"),
        ({"fee": unicodedata.normalize("NFD", "Miễn phí")}, "fee"),
    ],
)
def test_text_that_is_not_composed_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as error:
        procedure(**changes)
    assert fields_at_fault(error) == {field}


@pytest.mark.parametrize("empty", ["", "   ", "\n"])
def test_an_empty_fact_is_refused(empty: str) -> None:
    with pytest.raises(ValidationError) as error:
        procedure(fee=empty)
    assert fields_at_fault(error) == {"fee"}


def test_text_is_trimmed() -> None:
    assert procedure(fee="  8.000 đồng \n").fee == "8.000 đồng"


def test_a_record_cannot_be_changed() -> None:
    record = procedure()
    with pytest.raises(ValidationError):
        record.name = "Việc khác"


@pytest.mark.parametrize("code", ["1.00119", "1.0011933", "1001193", "x.001193", "1.001193 a", ""])
def test_a_malformed_code_is_refused(code: str) -> None:
    with pytest.raises(ValidationError) as error:
        procedure(code=code)
    assert fields_at_fault(error) == {"code"}


@pytest.mark.parametrize(
    "slug", ["Khai-Sinh", "khai_sinh", "khai--sinh", "-khai", "khai sinh", "đất"]
)
def test_a_malformed_id_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError) as error:
        procedure(id=slug)
    assert fields_at_fault(error) == {"id"}


def test_levels_are_a_closed_list_and_never_empty() -> None:
    with pytest.raises(ValidationError):
        procedure(level=["huyện"])
    with pytest.raises(ValidationError):
        procedure(level=[])


def test_a_source_needs_a_place_where_it_can_be_read() -> None:
    with pytest.raises(ValidationError, match="url or a document reference"):
        Source(title="Nghe nói")
    assert Source(title="Luật", reference="60/2014/QH13").url is None


def test_a_procedure_needs_a_source_and_the_day_it_was_checked() -> None:
    with pytest.raises(ValidationError) as error:
        procedure(source=None, checked_on=None)
    assert fields_at_fault(error) == {"source", "checked_on"}


def test_phrases_need_a_code_and_at_least_one_phrase() -> None:
    with pytest.raises(ValidationError):
        Phrases(code="khai-sinh", phrases=["làm khai sinh"])
    with pytest.raises(ValidationError):
        Phrases(code="1.001193", phrases=[])


def test_an_answer_to_a_frequent_question_is_short() -> None:
    with pytest.raises(ValidationError) as error:
        faq(answer="a" * 701)
    assert fields_at_fault(error) == {"answer"}


def test_a_frequent_question_has_three_other_ways_to_ask_it() -> None:
    with pytest.raises(ValidationError) as error:
        faq(variants=["một", "hai"])
    assert fields_at_fault(error) == {"variants"}


def test_validity_must_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="effective_to is before effective_from"):
        Validity(effective_from=DAY, effective_to=DAY - dt.timedelta(days=1))
    assert Validity(effective_from=DAY, effective_to=DAY).holds_on(DAY)


@pytest.mark.parametrize(
    ("start", "end", "day", "holds"),
    [
        (None, None, DAY, True),
        (DAY, None, DAY, True),
        (DAY, None, DAY - dt.timedelta(days=1), False),
        (None, DAY, DAY, True),
        (None, DAY, DAY + dt.timedelta(days=1), False),
    ],
)
def test_both_days_of_validity_count(
    start: dt.date | None, end: dt.date | None, day: dt.date, holds: bool
) -> None:
    assert Validity(effective_from=start, effective_to=end).holds_on(day) is holds

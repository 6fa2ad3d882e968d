"""A contact is stated only with a source; a ward's placeholder holds no facts to state."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.knowledge.samples import contact

NOTHING = {"phone": None, "source": None, "checked_on": None}


def test_a_placeholder_needs_neither_facts_nor_a_source() -> None:
    placeholder = contact(**NOTHING, to_fill=True)
    assert (placeholder.phone, placeholder.source) == (None, None)


@pytest.mark.parametrize(
    "fact",
    [
        {"phone": "0203 000 000"},
        {"url": "https://phuong.gov.vn"},
        {"email": "mot-cua@phuong.gov.vn"},
        {"address": "1 Đường Mẫu"},
    ],
)
def test_a_placeholder_with_a_fact_is_refused(fact: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="must not hold facts yet"):
        contact(**(NOTHING | fact), to_fill=True)


def test_a_contact_without_any_way_to_reach_it_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs a phone, url, email or address"):
        contact(phone=None)


@pytest.mark.parametrize("missing", ["source", "checked_on"])
def test_a_stated_contact_needs_a_source_and_its_day(missing: str) -> None:
    with pytest.raises(ValidationError, match="needs a source and checked_on"):
        contact(**{missing: None})


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_number_is_no_number(empty: str) -> None:
    with pytest.raises(ValidationError):
        contact(phone=empty)


def test_a_filled_contact_drops_its_mark() -> None:
    assert contact(phone="0203 000 000", to_fill=False).phone == "0203 000 000"

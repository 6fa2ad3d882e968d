"""A form gives back what it was given, and says beside each field what is wrong."""

import datetime as dt
from typing import Any

import pytest

from bot.editing import FIELDS, check, differences, from_form, payload_of, to_form
from bot.editing.differences import Change
from knowledge.content import load_content
from knowledge.editing import EditKind
from tests.bot.editing.records import EMPTY, FILLED

TODAY = dt.date(2026, 11, 1)


@pytest.mark.parametrize("kind", EditKind)
def test_every_record_of_ours_goes_through_its_form_unchanged(kind: EditKind) -> None:
    content = load_content()
    records: dict[EditKind, Any] = {
        EditKind.PROCEDURE: content.procedures,
        EditKind.FAQ: content.faqs,
        EditKind.CONTACT: content.contacts,
    }
    for record in records[kind]:
        payload = payload_of(record)
        assert from_form(kind, to_form(kind, payload), payload) == payload, record.id


def test_a_placeholder_that_gets_a_phone_is_one_no_more() -> None:
    empty = payload_of(EMPTY)
    values = to_form(EditKind.CONTACT, FILLED)
    filled = from_form(EditKind.CONTACT, values, empty)
    assert filled == FILLED
    assert check(EditKind.CONTACT, filled, TODAY)[1] == []
    assert from_form(EditKind.CONTACT, values | {"phone": " "}, filled)["to_fill"] is True


@pytest.mark.parametrize(
    ("change", "path", "said"),
    [
        ({"name": ""}, "name", "chưa có"),
        ({"source.reference": ""}, "source.reference", "số, ký hiệu"),
        ({"source.title": "", "source.reference": ""}, "source.title", "không nói với người dân"),
        ({"checked_on": "2026-02-30"}, "checked_on", "lịch"),
        ({"checked_on": "2026-11-02"}, "checked_on", "sau hôm nay"),
        ({"url": "trang-cua-phuong"}, "url", "https://"),
        ({"phone": ""}, "phone", "tìm được"),
    ],
)
def test_faults_stand_beside_their_fields(change: dict[str, str], path: str, said: str) -> None:
    values = to_form(EditKind.CONTACT, FILLED) | change
    record, faults = check(EditKind.CONTACT, from_form(EditKind.CONTACT, values, FILLED), TODAY)
    assert record is None
    assert [fault.message for fault in faults if fault.path == path and said in fault.message]


def test_a_new_faq_left_empty_names_every_field_once() -> None:
    _, faults = check(EditKind.FAQ, {"id": "moi"}, TODAY)
    paths = [fault.path for fault in faults]
    known = {field.path for field in FIELDS[EditKind.FAQ]}
    assert set(paths) <= known
    assert {"question", "topic", "answer", "variants", "checked_on"} <= set(paths)


def test_differences_are_told_by_field_and_word() -> None:
    (found,) = differences(EditKind.CONTACT, FILLED, FILLED | {"hours": "Thứ Hai đến thứ Bảy"})
    assert found.label == "Giờ làm việc"
    assert found.pieces == (
        (Change.SAME, "Thứ Hai đến thứ "),
        (Change.REMOVED, "Sáu"),
        (Change.ADDED, "Bảy"),
    )
    assert differences(EditKind.CONTACT, FILLED, FILLED) == []

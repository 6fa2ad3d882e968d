"""Successors and days that cannot be are named; the rest lands."""

import datetime as dt

import pytest

from tests.knowledge.catalogue.conftest import Held, TakeIn
from tests.knowledge.catalogue.tables import row


def test_successors_in_a_circle_are_named_and_the_rest_lands(take_in: TakeIn, held: Held) -> None:
    report = take_in(
        row(code="1.000001", replaced_by="1.000002"),
        row(code="1.000002", replaced_by="1.000001"),
        row(code="1.000003", replaced_by="1.000003"),
        row(code="1.000004", replaced_by="1.000001"),
        row(code="1.000005"),
    )
    assert [(skipped.line, skipped.reason) for skipped in report.skipped] == [
        (1, "replaced_by: leads in a circle (1.000001 → 1.000002 → 1.000001)"),
        (2, "replaced_by: leads in a circle (1.000002 → 1.000001 → 1.000002)"),
        (3, "replaced_by: leads in a circle (1.000003 → 1.000003)"),
    ]
    assert set(held()) == {"1.000004", "1.000005"}


def test_a_circle_with_what_is_held_already_is_named(take_in: TakeIn, held: Held) -> None:
    take_in(row(code="1.000001", replaced_by="1.000002"), name="a.jsonl")
    report = take_in(row(code="1.000002", replaced_by="1.000001"), name="b.jsonl")
    assert [skipped.line for skipped in report.skipped] == [1]
    assert set(held()) == {"1.000001"}


@pytest.mark.parametrize(
    "changes", [{"issued": "2027-01-01"}, {"effective_from": "2062-01-01"}], ids=["issued", "from"]
)
def test_a_day_in_the_future_is_named(take_in: TakeIn, held: Held, changes: dict[str, str]) -> None:
    report = take_in(row(code="1.000001", **changes), row(code="1.000002"))
    (skipped,) = report.skipped
    assert (skipped.file, skipped.line) == ("p.jsonl", 1)
    assert skipped.reason.startswith(f"{next(iter(changes))}: ")
    assert "lies in the future" in skipped.reason
    assert set(held()) == {"1.000002"}


def test_a_start_some_months_ahead_is_no_mistake(take_in: TakeIn, held: Held) -> None:
    take_in(row(code="1.000001", effective_from="01/03/2027"))
    assert held()["1.000001"].validity.effective_from == dt.date(2027, 3, 1)

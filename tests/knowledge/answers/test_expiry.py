"""An abolished procedure leads to the one that is valid today, however many came between."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

import pytest

from knowledge.answers.expiry import tell_expiry
from knowledge.index import Index, Item
from knowledge.index.entries import procedure_item
from tests.knowledge.samples import procedure

TODAY = dt.date(2026, 11, 1)
OVER = {"effective_to": dt.date(2025, 6, 30)}


@dataclass
class Held:
    """The one thing asked of an index here: what a code names."""

    items: dict[str, Item]

    def find(self, reference: str) -> Item | None:
        return self.items.get(reference)


def told(first: str, **validities: dict[str, Any]) -> str | None:
    """What is said of ``first`` among procedures a, b, c … of these validities."""
    items = {
        code: procedure_item(
            procedure(id=f"viec-{code}", code=CODES[code], name=f"Việc {code}", validity=validity),
            "a.jsonl",
            None,
            own=False,
        )
        for code, validity in validities.items()
    }
    by_code = {CODES[name]: item for name, item in items.items()}
    return tell_expiry(items[first], cast(Index, Held(by_code)), TODAY)


CODES = {"a": "1.000001", "b": "1.000002", "c": "1.000003", "d": "1.000004"}


def by(name: str, **more: Any) -> dict[str, Any]:
    return {"replaced_by": CODES[name], **more}


def test_the_last_successor_is_named_and_not_one_that_is_over_too() -> None:
    text = told("a", a=by("b", **OVER), b=by("c", **OVER), c=by("d", **OVER), d={})
    assert text is not None
    assert "Nay được thay bằng: Việc d (1.000004)." in text
    assert "1.000002" not in text
    assert "1.000003" not in text


def test_a_successor_that_still_holds_ends_the_way() -> None:
    later = {"effective_to": dt.date(2026, 12, 31)}
    text = told("a", a=by("b", **OVER), b=by("c", **later), c={})
    assert text is not None
    assert "Việc b (1.000002)" in text


def test_what_was_replaced_without_a_last_day_is_over() -> None:
    text = told("a", a=by("b"), b={})
    assert text == "Việc a: thủ tục này không còn hiệu lực.\nNay được thay bằng: Việc b (1.000002)."


def test_a_successor_of_the_next_year_is_told_with_its_day() -> None:
    text = told("a", a=by("b", **OVER), b={"effective_from": dt.date(2027, 1, 1)})
    assert text is not None
    assert "Được thay bằng: Việc b (1.000002), có hiệu lực từ ngày 01/01/2027." in text


def test_a_chain_that_leaves_the_records_names_its_last_code() -> None:
    text = told("a", a=by("b", **OVER), b={"replaced_by": "9.999999", **OVER})
    assert text is not None
    assert "Nay được thay bằng: 9.999999." in text


@pytest.mark.parametrize(
    "validities",
    [
        {"a": by("a", **OVER)},
        {"a": by("b", **OVER), "b": by("a", **OVER)},
        {"a": by("b", **OVER), "b": by("c", **OVER), "c": by("b", **OVER)},
        {"a": by("b", **OVER), "b": OVER},
    ],
)
def test_a_circle_or_a_dead_end_is_left_and_sent_to_the_counter(
    validities: dict[str, dict[str, Any]],
) -> None:
    """Staff may write a circle at the desk, which the import of a file would refuse."""
    text = told("a", **validities)
    assert text is not None
    assert "Tôi chưa có thủ tục thay thế" in text


def test_what_holds_is_not_over() -> None:
    assert told("a", a={"effective_from": dt.date(2025, 7, 1)}) is None

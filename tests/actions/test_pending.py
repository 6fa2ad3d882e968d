"""What the dialogue waits for comes back from its slot as it went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.pending import Pending
from knowledge.text import Aspect


@given(
    choices=st.lists(st.text(), max_size=4).map(tuple),
    aspects=st.lists(st.sampled_from(Aspect), max_size=3).map(tuple),
)
def test_a_slot_holds_it_unchanged(choices: tuple[str, ...], aspects: tuple[Aspect, ...]) -> None:
    pending = Pending(choices, aspects)
    assert Pending.load(pending.dump()) == pending


@pytest.mark.parametrize(
    "value",
    [None, "", "không phải JSON", "[]", "5", "null", '{"aspects":["gone"]}', '{"choices":5}'],
)
def test_what_cannot_be_read_is_nothing_pending(value: str | None) -> None:
    assert Pending.load(value) == Pending()


@pytest.mark.parametrize(
    ("position", "chosen"),
    [("1", "a"), ("3", "c"), ("-1", "c"), ("4", None), ("0", None), ("-2", None), ("--1", None),
     ("hai", None), ("", None), (None, None), ("²", None)],
)  # fmt: skip
def test_positions_count_from_one(position: str | None, chosen: str | None) -> None:
    assert Pending(("a", "b", "c")).chosen(position) == chosen


def test_nothing_pending_has_no_choice() -> None:
    assert Pending().chosen("-1") is None

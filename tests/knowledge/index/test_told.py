"""What a record tells anywhere, by words and pairs of words."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.index.entries import Entry, EntryField, procedure_item
from knowledge.index.told import Told, build_told
from tests.knowledge.samples import procedure

BIRTH = procedure(code="1.001193", name="Đăng ký khai sinh", aliases=["làm khai sinh"])
WEDDING = procedure(code="1.000894", name="Đăng ký kết hôn")


@pytest.fixture
def told(tmp_path: Path) -> Told:
    items = [procedure_item(record, "x", None, own=True) for record in (BIRTH, WEDDING)]
    entries = [Entry(1, EntryField.PHRASE, "hai đứa tính cưới"), Entry(0, EntryField.NAME, "")]
    build_told(tmp_path, items, entries)
    return Told(tmp_path)


def test_a_share_is_of_what_is_said_with_or_without_accents(told: Told) -> None:
    np.testing.assert_allclose(told.shares("khai sinh", [0, 1]), [1, 0])
    np.testing.assert_allclose(told.shares("KHAI SINH", [1, 0]), [0, 1])


def test_words_apart_tell_less_than_side_by_side(told: Told) -> None:
    beside, apart = (told.shares(text, [1])[0] for text in ("tính cưới", "cưới tính"))
    assert beside > 0
    assert told.shares("tính cưới khai", [1])[0] < 1
    assert beside == pytest.approx(apart), "an order that nobody wrote weighs nothing"


def test_phrases_are_told_and_where_a_record_is_from_is_not(told: Told) -> None:
    assert told.shares("tính cưới", [1])[0] == pytest.approx(1)
    assert told.shares(BIRTH.source.reference or "", [0, 1]).max() < 1


@pytest.mark.parametrize("text", ["", "😀", "xyzw qqq"])
def test_what_nobody_tells_is_a_share_of_nothing(told: Told, text: str) -> None:
    assert told.shares(text, [0, 1]).tolist() == [0, 0]
    assert told.shares(text, []).tolist() == []

"""Lessons: what is held out stays out, siblings come together, variants are what people type."""

import json
import random
from itertools import islice
from pathlib import Path

import pytest

from knowledge.content import Content
from knowledge.training.batches import PAIRS, batches
from knowledge.training.lessons import Curriculum, curriculum, is_held_out
from knowledge.training.variants import shorthand, unaccented, varied, with_typos

PHRASES = tuple(f"câu hỏi số {number} về khai sinh" for number in range(60))


@pytest.fixture
def lessons(tmp_path: Path) -> Curriculum:
    rows = [
        {
            "code": f"1.{number:06d}",
            "name": f"Thủ tục số {number} về việc {'khai sinh' if number % 2 else 'khai tử'}",
            "field": "Hộ tịch",
            "steps": f"Người yêu cầu nộp hồ sơ tại bộ phận một cửa số {number}.\n",
        }
        for number in range(150)
    ]
    path = tmp_path / "procedures.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    phrases = {"1.000001": PHRASES, "1.000002": PHRASES[:8]}
    return curriculum(Content((), (), (), (), phrases=phrases), path)


def test_no_held_out_phrase_is_taught(lessons: Curriculum) -> None:
    held = [phrase for phrase in PHRASES if is_held_out(phrase)]
    assert 0 < len(held) < 20
    first = lessons.subjects[1]
    assert set(first.held_out) == set(held)
    assert not set(first.asked) & set(held)


def test_a_subject_is_not_its_own_sibling(lessons: Curriculum) -> None:
    for at, siblings in enumerate(lessons.siblings):
        assert at not in siblings


def test_batches_are_full_and_the_same_for_the_same_seed(lessons: Curriculum) -> None:
    once, again = (list(islice(batches(lessons, 3), 3)) for _ in range(2))
    assert once == again
    assert all(len(batch) == PAIRS for batch in once)


def test_unaccented_is_what_a_plain_keyboard_gives() -> None:
    assert unaccented("Đăng ký khai sinh") == "dang ky khai sinh"


def test_shorthand_uses_the_search_s_own_table() -> None:
    drawn = {shorthand("Đăng ký kết hôn không", random.Random(seed)) for seed in range(40)}
    assert any(text.startswith(("dk ", "đk ", "dkkh", "đkkh")) for text in drawn)


def test_variants_depend_on_nothing_but_the_draw() -> None:
    text = "làm lại giấy khai sinh ở đâu"
    for seed in range(20):
        first, second = (varied(text, str.upper, random.Random(seed)) for _ in range(2))
        assert first == second
    assert with_typos(text, random.Random(1)) != text

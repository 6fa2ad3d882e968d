"""A choice is named in words, or it is not chosen."""

import pytest

from knowledge.answers.choosing import named_among
from knowledge.answers.titles import told_apart
from knowledge.index import Item
from knowledge.records import RecordKind, Validity


def item(kind: RecordKind, title: str, **payload: object) -> Item:
    return Item(f"{kind}:{title}", kind, None, title, "x", None, True, True, Validity(), payload)


CARDS = [
    item(RecordKind.PROCEDURE, "Cấp đổi thẻ căn cước"),
    item(RecordKind.PROCEDURE, "Cấp lại thẻ căn cước"),
    item(RecordKind.FAQ, "Mức lệ phí do ai quy định?"),
]
PLANS = [
    item(RecordKind.PLAN, "Kế hoạch tuyên truyền năm 2026", called=["UBND phường Hoa Mai"]),
    item(RecordKind.PLAN, "Kế hoạch tuyên truyền tỉnh Cao Bình năm 2025"),
]


@pytest.mark.parametrize(
    ("reply", "items", "place"),
    [
        ("cấp lại", CARDS, 1),
        ("cai cap doi a", CARDS, 0),
        ("của Hoa Mai", PLANS, 0),
        ("tinh cao binh nhe", PLANS, 1),
        ("năm 2025", PLANS, 1),
    ],
)
def test_words_of_just_one_name_choose_it(reply: str, items: list[Item], place: int) -> None:
    assert named_among(reply, items) is items[place]


@pytest.mark.parametrize(
    ("reply", "items"),
    [
        ("thẻ căn cước", CARDS),
        ("lệ phí bao nhiêu", CARDS),
        ("khai sinh", CARDS),
        ("dạ vâng ạ", CARDS),
        ("cấp lại thẻ căn cước cho con tôi thì bố hay mẹ đi", CARDS),
        ("kế hoạch tuyên truyền", PLANS),
        ("", PLANS),
    ],
)
def test_anything_else_chooses_nothing(reply: str, items: list[Item]) -> None:
    assert named_among(reply, items) is None


def test_plans_are_told_apart_at_the_beginning_of_a_button() -> None:
    assert told_apart([*PLANS, CARDS[0]]) == [
        "Kế hoạch … năm 2026",
        "Kế hoạch … tỉnh Cao Bình năm 2025",
        "Cấp đổi thẻ căn cước",
    ]
    assert told_apart(PLANS[:1]) == ["Kế hoạch tuyên truyền năm 2026"]

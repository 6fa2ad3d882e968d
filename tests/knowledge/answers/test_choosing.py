"""A choice is named in words, or it is not chosen."""

import pytest

from knowledge.answers.choosing import named_among, names_only_an_aspect
from knowledge.answers.titles import told_apart
from knowledge.index import Item
from knowledge.records import RecordKind, Validity
from knowledge.text import Aspect


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
    long = item(
        RecordKind.PLAN,
        "Kế hoạch tuyên truyền cải cách hành chính và kiểm soát thủ tục năm 2026 của xã An Sơn",
    )
    assert told_apart([PLANS[0], long, CARDS[0]]) == [
        "Kế hoạch tuyên truyền năm 2026",
        "Kế hoạch … và kiểm soát thủ tục năm 2026 của xã An Sơn",
        "Cấp đổi thẻ căn cước",
    ]
    assert told_apart([long]) == [long.title]


@pytest.mark.parametrize(
    ("reply", "aspects"),
    [
        ("mat bao nhieu tien", (Aspect.FEE,)),
        ("nộp ở đâu vậy", (Aspect.WHERE,)),
        ("lệ phí làm khai sinh", ()),
        ("cấp lại", ()),
    ],
)
def test_an_aspect_alone_still_needs_a_choice(reply: str, aspects: tuple[Aspect, ...]) -> None:
    assert names_only_an_aspect(reply) == aspects

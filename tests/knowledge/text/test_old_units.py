"""Old names of places are understood where the data leaves no choice, and nowhere else."""

import pytest

from knowledge.text.old_units import OldUnits

UNITS = OldUnits.default()


@pytest.mark.parametrize(
    ("question", "now"),
    [
        ("tôi ở phường Hải Hòa, Móng Cái thì nộp ở đâu", ("Phường Móng Cái 1",)),
        ("phường Hải Hoà của Quảng Ninh nộp đâu", ("Phường Móng Cái 1",)),
        ("xã Bàu Đồn làm khai sinh", ("Xã Truông Mít",)),
        ("tỉnh Bạc Liêu làm căn cước", ("Tỉnh Cà Mau",)),
        (
            "ở huyện Gò Dầu thì hỏi ai",
            ("Phường Gia Lộc", "Phường Gò Dầu", "Xã Phước Thạnh", "Xã Thạnh Đức", "Xã Truông Mít"),
        ),
    ],
)
def test_an_old_unit_has_its_present_one(question: str, now: tuple[str, ...]) -> None:
    found = UNITS.find(question)
    assert found is not None
    assert found.now == now


@pytest.mark.parametrize(
    "question",
    [
        "phường Hải Hòa làm khai sinh",  # of two provinces
        "huyện Châu Thành",  # of many
        "tỉnh Tây Ninh",  # lives on
        "xã Thạnh Đức huyện Gò Dầu",  # its name lives on in its province
        "xã nào cũng được",
        "thành phố Hồ Chí Minh",
        "cán bộ phường tôi",
    ],
)
def test_what_is_not_certain_is_not_told(question: str) -> None:
    found = UNITS.find(question)
    assert found is None or found.name == "Huyện Gò Dầu"


def test_what_was_found_tells_which_of_several_is_meant() -> None:
    found = UNITS.find("kế hoạch của phường Hải Hòa", "UBND thành phố Móng Cái")
    assert found is not None
    assert found.above == ("Thành phố Móng Cái", "Tỉnh Quảng Ninh")


def test_a_unit_that_was_divided_is_not_told() -> None:
    # Xã Tân Thạnh, huyện Thới Lai went to two communes.
    found = UNITS.find("xã Tân Thạnh ở Thới Lai")
    assert found is None or found.above != ("Huyện Thới Lai", "Thành phố Cần Thơ")


def test_places_are_known_with_and_without_accents() -> None:
    assert UNITS.named_in("kế hoạch của tỉnh Cà Mau") == ["ca mau"]
    assert UNITS.named_in("ke hoach huyen cu chi") == ["cu chi"]
    assert UNITS.named_in("phường có trách nhiệm gì") == []


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("huyện Gò Dầu làm khai sinh ở đâu", "làm khai sinh ở đâu"),
        ("o huyen go dau dang ky ket hon can gi", "dang ky ket hon can gi"),
        ("làm khai sinh tại phường Hải Hòa, tỉnh Quảng Ninh", "làm khai sinh ,"),
        ("lên huyện nộp được không", "lên huyện nộp được không"),
    ],
)
def test_a_question_is_left_without_its_places(question: str, left: str) -> None:
    assert UNITS.left_without(question) == left

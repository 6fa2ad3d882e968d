"""Ready answers: the ward's over the product's, retired, taken back, two at once."""

import pytest

from bot.desk import CaseError
from bot.desk.canned import MOST_TEXT, MOST_TITLE, canned, everything, keep, retire
from bot.store import AuditEntry
from bot.web.desk.canned import change
from bot.web.desk.desk import Desk
from bot.web.desk.roles import NotAllowedError
from tests.bot.web.desk.steps import person
from tests.bot.web.desk_world import DeskWorld

THANKS = "Cảm ơn và kết thúc"


def offered(world: DeskWorld) -> dict[str, str]:
    with world.store.session() as session:
        return {one.title: one.text for one in canned(session)}


def test_the_wards_answer_stands_in_for_the_products(world: DeskWorld) -> None:
    lan, shipped = person(world, "lan"), offered(world)
    with world.store.session() as session:
        keep(session, lan, f"  {THANKS} ", "Cảm ơn ông/bà nhiều.", shipped[THANKS])
    assert offered(world) == shipped | {THANKS: "Cảm ơn ông/bà nhiều."}


def test_a_retired_answer_is_offered_no_more_until_it_is_taken_back(world: DeskWorld) -> None:
    """The product's own as well, though its text stays in the product's file."""
    lan, shipped = person(world, "lan"), offered(world)
    with world.store.session() as session:
        retire(session, lan, THANKS, shipped[THANKS])
    assert THANKS not in offered(world)
    with world.store.session() as session:
        assert {one.title for one in everything(session) if one.retired} == {THANKS}
        keep(session, lan, THANKS, shipped[THANKS], shipped[THANKS])
    assert offered(world) == shipped
    with world.store.session() as session:
        steps = [(one.action, one.actor) for one in session.query(AuditEntry)]
    assert steps == [("canned.remove", "lan"), ("canned.save", "lan")]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "Chào"),
        ("Chào", " "),
        ("x" * (MOST_TITLE + 1), "Chào"),
        ("Chào", "x" * (MOST_TEXT + 1)),
    ],
)
def test_a_ready_answer_needs_a_name_and_a_text(world: DeskWorld, title: str, text: str) -> None:
    lan = person(world, "lan")
    with world.store.session() as session, pytest.raises(CaseError, match="Câu mẫu cần"):
        keep(session, lan, title, text)


def test_of_two_officers_the_second_is_told(world: DeskWorld) -> None:
    lan, minh, seen = person(world, "lan"), person(world, "minh"), offered(world)[THANKS]
    with world.store.session() as session:
        keep(session, lan, THANKS, "Lời của Lan", seen)
    with world.store.session() as session:
        with pytest.raises(CaseError, match="vừa có người sửa"):
            keep(session, minh, THANKS, "Lời của Minh", seen)
        with pytest.raises(CaseError, match="vừa có người sửa"):
            retire(session, minh, THANKS, seen)
        with pytest.raises(CaseError, match="Đã có câu mẫu"):
            keep(session, minh, THANKS, "Lời của Minh")
    assert offered(world)[THANKS] == "Lời của Lan"


def test_an_approver_changes_no_ready_answer(world: DeskWorld, desk: Desk) -> None:
    hoa = person(world, "hoa")
    with pytest.raises(NotAllowedError, match="sửa câu trả lời mẫu"):
        change(desk, hoa, lambda session: keep(session, hoa, "Mới", "Chào"))
    assert "Mới" not in offered(world)

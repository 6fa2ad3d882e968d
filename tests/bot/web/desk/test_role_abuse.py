"""Crafted requests: whatever a page shows or hides, each action asks for its role by itself."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.store import Base, Role, Staff
from bot.web.desk.broadcasts.doing import Doing
from bot.web.desk.desk import Desk
from bot.web.desk.knowledge.actions import EditActions
from bot.web.desk.plans.actions import PlanActions
from bot.web.desk.plans.reading_actions import ReadingActions
from bot.web.desk.roles import NotAllowedError, Permission, may
from tests.bot.web.desk_world import DeskWorld

# What each action needs; None: anybody at the desk may pull the brake.
NEEDED: dict[type, dict[str, Permission | None]] = {
    Desk: dict.fromkeys(("claim", "reply", "close", "work"), Permission.ANSWER),
    Doing: {
        "compose": Permission.DRAFT,
        "approve": Permission.APPROVE,
        "plan": Permission.SEND,
        "start": Permission.SEND,
        "stop": None,
        "again": Permission.SEND,
        "publish": Permission.SEND,
        "assign": Permission.DRAFT,
        "finish": Permission.DRAFT,
    },
    EditActions: {
        **dict.fromkeys(("save", "submit", "withdraw", "roll_back", "suggest"), Permission.EDIT),
        **dict.fromkeys(("approve", "reject"), Permission.PUBLISH),
    },
    PlanActions: {
        **dict.fromkeys(
            (
                *("bring", "correct", "settle", "progress", "add_task", "rule", "log", "change"),
                *("withdraw", "link", "attach", "register", "ask", "answer", "skeleton"),
                *("open_attendance", "close_attendance", "attendees", "remove_attendee"),
            ),
            Permission.PLAN,
        ),
        "approve": Permission.LEAD,
    },
    ReadingActions: dict.fromkeys(
        ("correct", "correct_line", "settle", "reopen", "forget"), Permission.PLAN
    ),
}


def actions_of(room: type) -> set[str]:
    """Public methods that are done by somebody."""
    return {
        name
        for name, method in inspect.getmembers(room, inspect.isfunction)
        if not name.startswith("_") and "staff" in inspect.signature(method).parameters
    }


@pytest.mark.parametrize("room", NEEDED, ids=lambda room: room.__name__)
def test_no_action_is_left_out(room: type) -> None:
    assert actions_of(room) == set(NEEDED[room])


@pytest.mark.parametrize("room", NEEDED, ids=lambda room: room.__name__)
def test_who_may_not_is_refused_before_anything_is_looked_at(
    world: DeskWorld, desk: Desk, room: type
) -> None:
    before = _rows(world)
    for name, permission in NEEDED[room].items():
        act: Callable[..., object] = getattr(desk if room is Desk else room(desk), name)
        rest = [one for one in inspect.signature(act).parameters.values() if one.name != "staff"]
        nothing: list[Any] = [None for one in rest if one.kind is not one.KEYWORD_ONLY]
        named: dict[str, Any] = {one.name: None for one in rest if one.kind is one.KEYWORD_ONLY}
        for role in Role:
            staff = Staff(id=99, name="ai đó", role=role, password_hash="-", active=True)
            if permission is None or may(staff, permission):
                continue
            with pytest.raises(NotAllowedError, match=f"không được {permission}"):
                act(staff, *nothing, **named)
    assert _rows(world) == before


def _rows(world: DeskWorld) -> dict[str, int]:
    with world.store.session() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }

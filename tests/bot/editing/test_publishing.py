"""From approved to what citizens read: on its day, through a failed build, and back again."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine

from bot.editing import Drafts, Holdings, Publisher, RebuildError
from bot.editing.drafts import history
from bot.store import Revision, RevisionState, Role, Staff, Store
from knowledge.editing import EditKind
from knowledge.index import DEFAULT_MODEL, build_index, load_encoder
from knowledge.library import Library
from knowledge.live import LiveKnowledge
from tests.bot.editing.records import FILLED, HOTLINE, WARD, ward

Approved = Callable[..., int]


@pytest.fixture
def approved(sqlite_store: Store, tmp_path: Path) -> Approved:
    """``approved(phone=…, effective_from=…)``: a revision that passed both people."""
    drafts = Drafts(Holdings(tmp_path, ward))
    with sqlite_store.session() as session:
        lan = Staff(name="lan", role=Role.EDITOR, password_hash="-")
        hoa = Staff(name="hoa", role=Role.APPROVER, password_hash="-")
        session.add_all([lan, hoa])

    def one(effective_from: dt.date | None = None, **changes: Any) -> int:
        with sqlite_store.session() as session:
            args = (session, lan, EditKind.CONTACT, HOTLINE, FILLED | changes)
            row = drafts.save(*args, reason="Số mới", effective_from=effective_from)
            row = drafts.submit(session, lan, row.id, row.version)
            return drafts.approve(session, hoa, row.id, row.version).id

    return one


def publisher(store: Store, root: Path) -> Publisher:
    """With the real build, in this process and over a few records."""

    async def build() -> None:
        build_index(root / "index", WARD, Library(root), load_encoder(folder=root / "model"))

    return Publisher(store, root, build)


async def test_citizens_get_the_hotline_without_a_restart_and_lose_it_again(
    sqlite_store: Store, tmp_path: Path, approved: Approved
) -> None:
    encoder = load_encoder(folder=tmp_path / "model")
    build_index(tmp_path / "index", WARD, Library(tmp_path), encoder)
    live = LiveKnowledge(tmp_path, DEFAULT_MODEL)
    assert "0251" not in live.answerer.answer("số điện thoại một cửa").text
    number = approved()
    assert await publisher(sqlite_store, tmp_path).work() == 1
    answer = live.answerer.answer("số điện thoại một cửa")
    assert "0251 3 000 000" in answer.text
    assert answer.sources[0].title == "Thông báo của UBND phường"

    drafts = Drafts(Holdings(tmp_path, ward))
    with sqlite_store.session() as session:
        lan, hoa = session.get_one(Staff, 1), session.get_one(Staff, 2)
        args = (session, lan, EditKind.CONTACT, HOTLINE, None, "Số này không còn dùng")
        back = drafts.roll_back(*args)
        drafts.approve(session, hoa, back.id, back.version)
    assert await publisher(sqlite_store, tmp_path).work() == 1
    assert "0251" not in live.answerer.answer("số điện thoại một cửa").text
    with sqlite_store.session() as session:
        assert session.get_one(Revision, number).state is RevisionState.ROLLED_BACK


async def test_a_revision_waits_for_its_day(
    sqlite_store: Store, tmp_path: Path, approved: Approved
) -> None:
    built: list[int] = []

    async def build() -> None:
        built.append(1)

    with time_machine.travel(dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)) as clock:
        number = approved(effective_from=dt.date(2026, 12, 1))
        desk = Publisher(sqlite_store, tmp_path, build)
        assert await desk.work() == 0
        assert built == []
        # Midnight in Việt Nam comes seven hours before midnight in UTC.
        clock.move_to(dt.datetime(2026, 11, 30, 17, 1, tzinfo=dt.UTC))
        assert await desk.work() == 1
    with sqlite_store.session() as session:
        assert session.get_one(Revision, number).state is RevisionState.LIVE


async def test_a_failed_build_is_told_and_tried_again_later(
    sqlite_store: Store, tmp_path: Path, approved: Approved
) -> None:
    broken = True
    builds = 0

    async def build() -> None:
        nonlocal builds
        builds += 1
        if broken:
            raise RebuildError("đĩa đầy")

    number = approved()
    with time_machine.travel(dt.datetime(2026, 11, 23, 3, tzinfo=dt.UTC), tick=False) as clock:
        desk = Publisher(sqlite_store, tmp_path, build)
        assert [await desk.work(), await desk.work()] == [0, 0]
        assert builds == 1
        with sqlite_store.session() as session:
            row = session.get_one(Revision, number)
            assert (row.state, row.trouble) == (RevisionState.APPROVED, "đĩa đầy")
        broken = False
        clock.shift(dt.timedelta(minutes=6))
        assert await desk.work() == 1
    with sqlite_store.session() as session:
        row = session.get_one(Revision, number)
        assert (row.state, row.trouble) == (RevisionState.LIVE, None)


async def test_of_two_wordings_the_later_one_stays(
    sqlite_store: Store, tmp_path: Path, approved: Approved
) -> None:
    async def build() -> None: ...

    desk = Publisher(sqlite_store, tmp_path, build)
    approved()
    assert await desk.work() == 1
    approved(phone="0251 3 111 111")
    assert await desk.work() == 1
    with sqlite_store.session() as session:
        states = [row.state for row in history(session, EditKind.CONTACT, HOTLINE)]
    assert states == [RevisionState.LIVE, RevisionState.REPLACED]
    record = Holdings(tmp_path, ward).payload(EditKind.CONTACT, HOTLINE)
    assert record is not None
    assert record["phone"] == "0251 3 111 111"

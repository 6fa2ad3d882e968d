"""A plan brought to the desk, and what staff put right in it, reach citizens by themselves."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine

from bot.editing import Publisher
from bot.editing.waiting import CALM
from bot.store import Store
from knowledge.editing.plan_corrections import save_line
from knowledge.index import (
    DEFAULT_MODEL,
    build_index,
    load_encoder,
    made_from,
    sources_fingerprint,
)
from knowledge.library import Library
from knowledge.live import LiveKnowledge
from knowledge.opening import hold_for_answers, open_plan_file
from knowledge.restoring import restored_plans
from tests.bot.cli.test_plan import PLAN
from tests.bot.editing.records import WARD

ASKED = "phường Mẫu ai phát thanh trên hệ thống loa truyền thanh"
LONG = CALM + dt.timedelta(seconds=1)


class Desk:
    """A bot's publisher with the real build, in this process and over a few records."""

    def __init__(self, store: Store, root: Path) -> None:
        self.builds = 0
        self.root = root
        self._encoder = load_encoder(folder=root / "model")
        self._publisher = Publisher(store, root, self._build)

    async def _build(self) -> None:
        self.builds += 1
        self.build()

    def build(self) -> None:
        library = Library(self.root)
        plans = restored_plans(self.root, WARD, library)
        build_index(self.root / "index", WARD, library, self._encoder, plans)

    async def work(self, clock: time_machine.Traveller, after: dt.timedelta = LONG) -> int:
        """How many builds there were, once noticed and once ``after`` later."""
        before = self.builds
        await self._publisher.work()
        clock.shift(after)
        await self._publisher.work()
        return self.builds - before

    def bring(self, file: Path) -> None:
        opened = open_plan_file(file, self.root)
        hold_for_answers(opened, file.name, self.root, dt.date(2026, 11, 22))


@pytest.fixture
def desk(sqlite_store: Store, tmp_path: Path) -> Desk:
    return Desk(sqlite_store, tmp_path)


async def test_a_plan_and_its_correction_reach_the_answers(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(PLAN, encoding="utf-8")
    desk.build()
    live = LiveKnowledge(tmp_path, DEFAULT_MODEL)
    now = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
    with time_machine.travel(now, tick=False) as clock:
        assert await desk.work(clock) == 0
        desk.bring(file)
        assert await desk.work(clock) == 1
        hit = live.answerer.answer(ASKED).hits[0]
        assert (hit.item.code, "loa truyền thanh" in str(hit.item.payload)) == ("15/KH-UBND", True)

        line = next(one for one in open_plan_file(file, tmp_path).lines if "loa" in one.text)
        save_line(Library(tmp_path), file.name, line, "- Phát thanh trên loa kéo, mỗi tối.", "lan")
        assert await desk.work(clock) == 1
        assert "loa kéo" in str(live.answerer.answer(ASKED).hits[0].item.payload)
        assert await desk.work(clock) == 0


async def test_while_somebody_corrects_nothing_is_built(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    desk.build()
    now = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
    with time_machine.travel(now, tick=False) as clock:
        for number in range(3):
            file.write_text(f"{PLAN}{number}. Đài truyền thanh\n", encoding="utf-8")
            desk.bring(file)
            assert await desk.work(clock, after=CALM / 2) == 0
        assert await desk.work(clock) == 1


async def test_what_came_while_building_is_built_next(desk: Desk, tmp_path: Path) -> None:
    file, library = tmp_path / "ke-hoach.txt", Library(tmp_path)
    file.write_text(PLAN, encoding="utf-8")
    sources = sources_fingerprint(library)
    desk.bring(file)
    build_index(tmp_path / "index", WARD, library, desk._encoder, (), sources=sources)
    assert made_from(tmp_path / "index") == sources != sources_fingerprint(library)

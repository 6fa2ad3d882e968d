"""The public counts: nothing personal, nothing so small that it points at somebody."""

import datetime as dt
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.desk.calendar import ZONE
from bot.plans.public import public_counts, share, shown, shown_of
from bot.store import Store
from bot.web import public
from tests.bot.plans.quarter import NOW, fill


@pytest.mark.parametrize(
    ("value", "told"), [(0, "0"), (1, "dưới 5"), (4, "dưới 5"), (5, "5"), (1234, "1.234")]
)
def test_small_counts_are_not_told(value: int, told: str) -> None:
    assert shown(value) == told


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(9, 13, "trên 8"), (12, 13, "trên 8"), (13, 13, "13"), (3, 13, "dưới 5"), (6, 13, "6")],
)
def test_nor_can_they_be_worked_out_from_their_whole(part: int, whole: int, told: str) -> None:
    assert shown_of(part, whole) == told


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (0, 0, "chưa đủ số liệu"),
        (4, 4, "chưa đủ số liệu"),
        (2, 20, "chưa đủ số liệu"),
        (19, 20, "chưa đủ số liệu"),
        (20, 20, "100%"),
        (15, 20, "75%"),
    ],
)
def test_shares_need_enough_on_both_sides(part: int, whole: int, told: str) -> None:
    assert share(part, whole) == told


def test_the_sample_quarter_in_public(store: Store, tmp_path: Path) -> None:
    fill(store, tmp_path)
    with store.session() as session:
        month, year = public_counts(session, NOW, NOW.date())
    assert (month.period, year.period) == ("tháng 12 năm 2026", "năm 2026")
    rows = dict(year.rows)
    assert rows["Câu hỏi đã nhận"] == "420"
    assert rows["Phản ánh, kiến nghị đã xử lý xong"] == "trên 8"


async def test_the_page_is_counted_once_in_a_while(sqlite_store: Store, tmp_path: Path) -> None:
    clock = [0.0]
    app = FastAPI()
    app.include_router(public.router(sqlite_store, "UBND phường Mẫu", lambda: clock[0]))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
        first = await http.get("/cong-khai")
        assert first.status_code == 200
        assert "max-age=600" in first.headers["cache-control"]
        assert "UBND phường Mẫu" in first.text
        with sqlite_store.session() as session:
            from bot.plans import log_activity
            from tests.bot.plans.test_activities import FACTS

            today = dt.datetime.now(ZONE).date()
            for _ in range(7):
                log_activity(session, FACTS.__class__(**{**vars(FACTS), "held_on": today}))
        assert (await http.get("/cong-khai")).text == first.text
        clock[0] = 601.0
        assert ">7<" in (await http.get("/cong-khai")).text

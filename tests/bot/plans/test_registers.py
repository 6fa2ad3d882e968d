"""Registers keep only what has their shape; gaps in a training's evidence are named."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bot.plans import PlanError
from bot.plans.evidence import Owner, add_link
from bot.plans.registers import (
    CHECKLIST,
    answer_petition,
    approve_entry,
    ask_petition,
    entries,
    missing_items,
    save_entry,
)
from bot.plans.wording import (
    ACTIVITY_KINDS,
    CHANNEL_NAMES,
    ORIGIN_NAMES,
    PROGRESS_NAMES,
    REACH_BASES,
    REGISTER_NAMES,
)
from bot.store import ActivityKind, ReachBasis, RegisterKind, Store, TaskOrigin, TaskProgress
from knowledge.records.plan import PlanChannel

DAY = dt.date(2026, 11, 19)


def save(store: Store, kind: RegisterKind, title: str = "Tên", **fields: Any) -> int:
    with store.session() as session:
        return save_entry(session, kind, title, DAY, fields, "lan").id


def test_a_trainings_gaps_close_one_by_one(store: Store) -> None:
    made = save(store, RegisterKind.TRAINING, people=46)
    with store.session() as session:
        (entry,) = entries(session, RegisterKind.TRAINING)
        assert missing_items(entry) == [item for item in CHECKLIST if item != "number"]
        for item in ("summons", "material", "pictures", "attendance", "news"):
            add_link(session, Owner(entry_id=made), f"https://a.vn/{item}", "lan", item)
        session.expire_all()
        assert missing_items(entry) == ["content", "time"]
        fields = {"people": 46, "place": "8 giờ, hội trường", "content": "Nộp hồ sơ"}
        save_entry(session, RegisterKind.TRAINING, "Tên", DAY, fields, "lan", entry_id=made)
        assert missing_items(entry) == []


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        (RegisterKind.TRAINING, {"people": -1}, "Số người dự: giá trị"),
        (RegisterKind.TRAINING, {"people": "nhiều"}, "Số người dự: giá trị"),
        (RegisterKind.CONTEST, {"ends_on": "32/13"}, "Ngày kết thúc"),
        (RegisterKind.FUNDING, {"spent": "1e400"}, "Đã chi"),
        (RegisterKind.MODEL, {"secret": "x"}, "secret"),
        (RegisterKind.DIALOGUE, {"place": "x" * 301}, "Giờ, địa điểm"),
    ],
)
def test_wrong_fields_are_named_and_nothing_is_kept(
    sqlite_store: Store, kind: RegisterKind, fields: dict[str, Any], told: str
) -> None:
    with pytest.raises(PlanError, match=told):
        save(sqlite_store, kind, **fields)
    with sqlite_store.session() as session:
        assert entries(session, kind) == []


def test_nobody_approves_their_own_model_and_a_change_asks_again(store: Store) -> None:
    made = save(store, RegisterKind.MODEL, unit="Khu phố 3")
    with store.session() as session:
        with pytest.raises(PlanError, match="không tự duyệt"):
            approve_entry(session, made, "lan")
        assert approve_entry(session, made, "truong").approved_by == "truong"
        save_entry(session, RegisterKind.MODEL, "Tên mới", None, {}, "lan", entry_id=made)
        assert entries(session, RegisterKind.MODEL)[0].approved_by is None


def test_a_line_of_another_register_is_not_found(sqlite_store: Store) -> None:
    made = save(sqlite_store, RegisterKind.TRAINING)
    with sqlite_store.session() as session, pytest.raises(PlanError, match="không có dòng"):
        approve_entry(session, made, "truong")


def test_petitions_are_gathered_without_numbers_and_answered(store: Store) -> None:
    made = save(store, RegisterKind.DIALOGUE)
    with store.session() as session:
        asked = ask_petition(session, made, "Gọi tôi 0912 345 678 nhé", "Phòng Kinh tế", DAY)
        assert "0912" not in asked.question
        with pytest.raises(PlanError, match="Câu trả lời"):
            answer_petition(session, asked.id, " ", "lan", DAY)
        answer_petition(session, asked.id, "Đã giảm một ngày.", "lan", DAY)
        assert (asked.answered_on, asked.answered_by) == (DAY, "lan")
        with pytest.raises(PlanError, match="số 404"):
            answer_petition(session, 404, "x", "lan", DAY)


def test_every_closed_list_has_vietnamese_names(project_root: Path) -> None:
    for names, values in (
        (CHANNEL_NAMES, PlanChannel),
        (ACTIVITY_KINDS, ActivityKind),
        (REACH_BASES, ReachBasis),
        (REGISTER_NAMES, RegisterKind),
        (PROGRESS_NAMES, TaskProgress),
        (ORIGIN_NAMES, TaskOrigin),
    ):
        assert set(names) == set(values)

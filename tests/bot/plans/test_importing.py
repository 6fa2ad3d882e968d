"""A reading becomes tasks; a second reading changes what nobody corrected, and nothing else."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from bot.plans import PlanError
from bot.plans.fields import missing
from bot.plans.importing import ImportResult, import_reading
from bot.plans.tasks import TaskState, add_task, correct, progress, settle, state_of, tasks
from bot.store import Plan, PlanTask, Store, TaskOrigin, TaskProgress
from knowledge.records.plan import PlanReading
from tests.bot.plans.readings import ROWS, TODAY, reading, row


def bring(store: Store, read: PlanReading | None = None, file: str = "kh.txt") -> ImportResult:
    with store.session() as session:
        return import_reading(session, read or reading(), file, "lan")


def all_tasks(store: Store) -> list[PlanTask]:
    with store.session() as session:
        return tasks(session)


def test_rows_and_duties_become_tasks_and_duties_to_report_become_rules(store: Store) -> None:
    done = bring(store)
    assert (done.new, done.kept, done.gone) == (5, 0, 0)
    found = all_tasks(store)
    assert [one.origin for one in found] == [TaskOrigin.ANNEX] * 4 + [TaskOrigin.DUTY]
    states = [state_of(one, TODAY) for one in found]
    assert states[:4] == [
        TaskState.TODO,
        TaskState.INCOMPLETE,
        TaskState.INCOMPLETE,
        TaskState.TODO,
    ]
    assert [missing(one) for one in found] == [[], ["lead"], ["due"], [], ["due"]]
    with store.session() as session:
        rules = session.scalars(select(Plan)).one().rules
        assert [(rule.day, rule.frequencies) for rule in rules] == [
            (16, ["quarter", "half", "year"]),
            (None, []),
        ]


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    bring(store)
    before = [one.id for one in all_tasks(store)]
    again = bring(store)
    assert (again.new, again.kept, again.gone, again.conflicts) == (0, 5, 0, 0)
    assert [one.id for one in all_tasks(store)] == before
    with store.session() as session:
        assert session.scalar(select(func.count()).select_from(Plan)) == 1


def test_what_staff_filled_in_survives_a_new_reading(store: Store) -> None:
    bring(store)
    task = all_tasks(store)[1].id
    with store.session() as session:
        correct(session, task, "lead", "Trung tâm Phục vụ hành chính công", "lan")
    bring(store)
    assert all_tasks(store)[1].lead == "Trung tâm Phục vụ hành chính công"


def test_a_reading_that_now_says_something_else_is_a_conflict_to_settle(store: Store) -> None:
    bring(store)
    task = all_tasks(store)[1].id
    with store.session() as session:
        correct(session, task, "lead", "Văn phòng", "lan")
    better = [ROWS[0], {**ROWS[1], "lead": "Phòng Văn hóa - Xã hội"}, *ROWS[2:]]
    assert bring(store, reading(better)).conflicts == 1
    found = all_tasks(store)[1]
    assert found.lead == "Văn phòng"
    assert found.corrections[0].conflict == {"value": "Phòng Văn hóa - Xã hội"}
    with store.session() as session:
        settle(session, task, "lead", keep=False, by="hoa")
    assert all_tasks(store)[1].lead == "Phòng Văn hóa - Xã hội"
    assert bring(store, reading(better)).conflicts == 0


def test_staff_may_keep_their_word_in_a_conflict(store: Store) -> None:
    bring(store)
    task = all_tasks(store)[0].id
    with store.session() as session:
        correct(session, task, "due", dt.date(2026, 12, 20), "lan")
    moved = reading([row(ROWS[0]["content"], due="2026-11-30"), *ROWS[1:]])
    assert bring(store, moved).conflicts == 1
    with store.session() as session:
        settle(session, task, "due", keep=True, by="lan")
        with pytest.raises(PlanError, match="không còn chỗ nào"):
            settle(session, task, "due", keep=True, by="lan")
    assert bring(store, moved).conflicts == 0
    assert all_tasks(store)[0].due == dt.date(2026, 12, 20)


def test_a_better_scan_finds_its_tasks_again_and_keeps_their_progress(store: Store) -> None:
    bring(store)
    first = all_tasks(store)[0].id
    with store.session() as session:
        progress(session, first, TaskProgress.DONE, "", TODAY)
    repaired = ROWS[0]["content"].replace("dịch vụ công", "dịch vụ cộng")
    again = bring(store, reading([row(repaired), *ROWS[1:]], number=None), "kh.txt")
    assert (again.new, again.kept) == (0, 5)
    found = all_tasks(store)[0]
    assert (found.id, found.content) == (first, repaired)
    assert state_of(found, TODAY) is TaskState.DONE


def test_a_row_that_is_gone_is_kept_aside_and_staffs_own_tasks_stay(store: Store) -> None:
    plan = bring(store).plan_id
    with store.session() as session:
        own = add_task(session, plan, "Làm thêm pa nô", "Văn phòng", dt.date(2026, 12, 1)).id
    done = bring(store, reading(ROWS[1:]))
    assert done.gone == 1
    assert own in {one.id for one in all_tasks(store)}
    with store.session() as session:
        assert session.scalar(select(func.count()).select_from(PlanTask)) == 6
    assert bring(store).new == 0


def test_two_plans_do_not_mix(store: Store) -> None:
    one = bring(store).plan_id
    other = bring(store, reading(number="16/KH-UBND"), "khac.txt").plan_id
    assert one != other
    with store.session() as session:
        assert len(tasks(session, other)) == 5


@pytest.mark.parametrize(
    ("time", "due"),
    [
        ("Quý II", dt.date(2026, 6, 30)),
        ("Quý I, Quý III", dt.date(2026, 9, 30)),
        ("Tháng 2", dt.date(2026, 2, 28)),
        ("Tháng 13", None),
        ("Theo quy định", None),
    ],
)
def test_a_quarter_without_a_year_ends_in_the_plans_own_year(
    sqlite_store: Store, time: str, due: dt.date | None
) -> None:
    bring(sqlite_store, reading([row("Việc có quý", time=time, due=None)]))
    assert all_tasks(sqlite_store)[0].due == due


def test_of_a_plan_over_several_years_no_year_is_guessed(sqlite_store: Store) -> None:
    longer = {"from": "2026-01-01", "to": "2030-12-31"}
    bring(sqlite_store, reading([row("Việc", time="Quý II", due=None)], period=longer))
    assert all_tasks(sqlite_store)[0].due is None


def test_overdue_begins_the_day_after(sqlite_store: Store) -> None:
    bring(sqlite_store)
    task = all_tasks(sqlite_store)[0]
    assert state_of(task, dt.date(2026, 12, 31)) is TaskState.TODO
    assert state_of(task, dt.date(2027, 1, 1)) is TaskState.OVERDUE


@pytest.mark.parametrize(
    ("field", "value"), [("content", " "), ("due", "mai"), ("forms", "loa"), ("id", 3)]
)
def test_a_wrong_correction_is_refused(sqlite_store: Store, field: str, value: object) -> None:
    bring(sqlite_store)
    task = all_tasks(sqlite_store)[0].id
    with sqlite_store.session() as session, pytest.raises(PlanError):
        correct(session, task, field, value, "lan")  # type: ignore[arg-type]

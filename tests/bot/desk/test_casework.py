"""What officers do with a case: passed on, waiting, urgent, noted; stale pages."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from sqlalchemy import select

from bot.desk import (
    CaseError,
    Cases,
    ServiceLevels,
    StaleCaseError,
    casework,
    load_calendar,
    load_service,
)
from bot.store import (
    AuditEntry,
    CaseEvent,
    CaseState,
    Conversation,
    Happening,
    Priority,
    Role,
    Staff,
    Store,
)
from tests.bot import people
from tests.bot.desk.case_steps import HOUR, MONDAY, history, now, opened, taken


def test_passing_on_to_a_colleague(
    store: Store, lan: Conversation, hoa: Staff, minh: Staff
) -> None:
    case = taken(store, opened(store, lan), hoa)
    with store.session() as session:
        casework.give_to(session, case.id, hoa, minh, "Chị xem giúp phần đất đai.", case.version)
    found = now(store, case)
    assert (found.state, found.holder_id) == (CaseState.HELD, minh.id)
    with store.session() as session:
        line = session.scalars(select(CaseEvent).order_by(CaseEvent.id.desc())).first()
        assert line is not None
        assert line.text == "tới Minh: Chị xem giúp phần đất đai."
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.action, entry.before, entry.after) == (
            "case.transfer",
            {"holder": "Hoa"},
            {"holder": "Minh"},
        )
    with pytest.raises(CaseError, match="nhận việc này trước"), store.session() as session:
        Cases.held_by(session, case.id, hoa)


def test_passing_on_to_a_unit_frees_the_case(store: Store, lan: Conversation, hoa: Staff) -> None:
    case = taken(store, opened(store, lan), hoa)
    with store.session() as session:
        casework.give_to_unit(session, case.id, hoa, "Phòng Kinh tế", "")
    found = now(store, case)
    assert (found.state, found.unit, found.holder_id) == (CaseState.NEW, "Phòng Kinh tế", None)
    with pytest.raises(CaseError, match="đang ở Phòng Kinh tế"), store.session() as session:
        casework.give_to_unit(session, case.id, hoa, "Phòng Kinh tế", "")


def test_only_holder_and_leader_pass_a_held_case_on(
    store: Store, lan: Conversation, hoa: Staff, minh: Staff
) -> None:
    case = taken(store, opened(store, lan), hoa)
    with pytest.raises(CaseError, match="lãnh đạo"), store.session() as session:
        casework.give_to(session, case.id, minh, minh, "")
    leader = people.staff(store, "Chủ tịch", Role.LEADER)
    with store.session() as session:
        casework.give_to(session, case.id, leader, minh, "")
    assert now(store, case).holder_id == minh.id


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_whoever_may_not_answer_is_given_nothing(
    store: Store, lan: Conversation, hoa: Staff, role: Role
) -> None:
    case = taken(store, opened(store, lan), hoa)
    other = people.staff(store, "Biên", role)
    with pytest.raises(CaseError, match="Biên không nhận việc"), store.session() as session:
        casework.give_to(session, case.id, hoa, other, "")


def test_a_closed_account_is_given_nothing(
    store: Store, lan: Conversation, hoa: Staff, minh: Staff
) -> None:
    case = taken(store, opened(store, lan), hoa)
    with store.session() as session:
        session.get_one(Staff, minh.id).active = False
    with pytest.raises(CaseError), store.session() as session:
        casework.give_to(session, case.id, hoa, session.get_one(Staff, minh.id), "")


def test_a_stale_page_is_refused_and_changes_nothing(
    store: Store, lan: Conversation, hoa: Staff, minh: Staff
) -> None:
    case = taken(store, opened(store, lan), hoa)
    with store.session() as session:
        casework.hurry(session, case.id, minh, Priority.URGENT, load_service(load_calendar()))
    for act in (
        lambda s: Cases.close(s, case.id, hoa, answer="Xong.", version=case.version),
        lambda s: casework.give_to(s, case.id, hoa, minh, "", case.version),
        lambda s: casework.give_to_unit(s, case.id, hoa, "Phòng Kinh tế", "", case.version),
        lambda s: casework.wait_for_citizen(s, case.id, hoa, case.version),
        lambda s: casework.give_back(s, case.id, hoa, case.version),
    ):
        with pytest.raises(StaleCaseError, match="có người thay đổi"), store.session() as session:
            act(session)
    found = now(store, case)
    assert (found.state, found.holder_id, found.version) == (
        CaseState.HELD,
        hoa.id,
        case.version + 1,
    )


def test_of_two_who_act_on_the_same_page_exactly_one_gets_through(
    store: Store, lan: Conversation, hoa: Staff, minh: Staff
) -> None:
    leader = people.staff(store, "Chủ tịch", Role.LEADER)
    case = taken(store, opened(store, lan), hoa)
    together = threading.Barrier(2)

    def act(by: Staff) -> str:
        together.wait()
        try:
            with store.session() as session:
                if by.id == hoa.id:
                    Cases.close(session, case.id, hoa, answer="Xong.", version=case.version)
                else:
                    casework.give_to(session, case.id, by, minh, "", case.version)
        except StaleCaseError as error:
            return str(error)
        return "ok"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(act, [hoa, leader]))
    assert said[1] == "ok"
    assert "có người thay đổi" in said[0]


def test_waiting_for_the_citizen_stops_the_clock(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        case = taken(store, opened(store, lan, levels), hoa)
        assert case.due_at == MONDAY + 24 * HOUR
        with store.session() as session:
            casework.wait_for_citizen(session, case.id, hoa)
        with pytest.raises(CaseError, match="đang chờ"), store.session() as session:
            casework.wait_for_citizen(session, case.id, hoa)
        clock.move_to(MONDAY + dt.timedelta(days=3))
        with store.session() as session:
            held = Cases.heard(session, session.get_one(Conversation, lan.id), levels)
            assert held is not None
            assert held.waiting_since is None
        # Nothing of the eight hours had been used.
        assert now(store, case).due_at == MONDAY + dt.timedelta(days=4)
    assert history(store, case)[-2:] == [Happening.WAITING, Happening.RESUMED]


def test_a_word_while_nobody_waits_changes_nothing(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    case = taken(store, opened(store, lan), hoa)
    with store.session() as session:
        assert Cases.heard(session, session.get_one(Conversation, lan.id), levels) is not None
    assert now(store, case).version == case.version


def test_urgent_halves_the_time_and_never_lengthens_it(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    with time_machine.travel(MONDAY, tick=False):
        case = opened(store, lan, levels)
        with store.session() as session:
            casework.hurry(session, case.id, hoa, Priority.URGENT, levels)
        assert now(store, case).due_at == MONDAY + 5.5 * HOUR
        with store.session() as session:
            casework.hurry(session, case.id, hoa, Priority.NORMAL, levels)
        assert now(store, case).due_at == MONDAY + 5.5 * HOUR


@pytest.mark.parametrize("text", ["", "  \n", "x" * (casework.MOST_NOTE + 1)])
def test_a_note_must_say_something_and_not_too_much(
    store: Store, lan: Conversation, hoa: Staff, text: str
) -> None:
    case = opened(store, lan)
    with pytest.raises(CaseError), store.session() as session:
        casework.note_down(session, case.id, hoa, text)
    assert history(store, case) == [Happening.OPENED]


def test_notes_stay_inside(store: Store, lan: Conversation, hoa: Staff) -> None:
    case = opened(store, lan)
    with store.session() as session:
        casework.note_down(session, case.id, hoa, "Đã gọi điện, không nghe máy.")
    assert people.said(store) == []
    assert history(store, case) == [Happening.OPENED, Happening.NOTED]

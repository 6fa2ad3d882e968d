"""The life of a case: passed on, waiting, given back, reopened, late; stale pages; who sees it."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from sqlalchemy import select

from bot.desk import (
    Alert,
    AlertKind,
    Alerts,
    CaseError,
    Cases,
    ServiceLevels,
    StaleCaseError,
    Watch,
    casework,
    load_calendar,
    load_service,
)
from bot.desk.calendar import ZONE
from bot.desk.status import Status, status_of, tracked
from bot.store import (
    AuditEntry,
    Case,
    CaseEvent,
    CaseKind,
    CaseState,
    CloseReason,
    Conversation,
    DeliveryState,
    Direction,
    Happening,
    Message,
    Priority,
    Role,
    Staff,
    Store,
)
from tests.bot import people

MONDAY = dt.datetime(2026, 11, 30, 8, 0, tzinfo=ZONE)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def levels() -> ServiceLevels:
    return load_service(load_calendar())


@pytest.fixture
def lan(store: Store) -> Conversation:
    return people.conversation(store)


@pytest.fixture
def hoa(store: Store) -> Staff:
    return people.staff(store, "Hoa")


@pytest.fixture
def minh(store: Store) -> Staff:
    return people.staff(store, "Minh")


def opened(
    store: Store,
    of: Conversation,
    levels: ServiceLevels | None = None,
    kind: CaseKind = CaseKind.QUESTION,
    question: str = "Việc của tôi?",
    **details: str,
) -> Case:
    with store.session() as session:
        return Cases.open(session, of, kind, question, "no_source", details or None, levels)


def taken(store: Store, case: Case, by: Staff) -> Case:
    with store.session() as session:
        return Cases.claim(session, case.id, by)


def now(store: Store, case: Case) -> Case:
    with store.session() as session:
        found = session.get_one(Case, case.id)
        _ = found.holder, found.conversation
        return found


def history(store: Store, case: Case) -> list[Happening]:
    with store.session() as session:
        rows = select(CaseEvent.what).where(CaseEvent.case_id == case.id).order_by(CaseEvent.id)
        return list(session.scalars(rows))


def notices(store: Store) -> list[str]:
    """What is on its way to the citizen by itself."""
    return [m.text for m in people.said(store, Direction.BOT)]


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


def test_closing_needs_words_for_the_citizen(store: Store, lan: Conversation, hoa: Staff) -> None:
    case = taken(store, opened(store, lan), hoa)
    with pytest.raises(CaseError, match="Chưa có lời nào"), store.session() as session:
        Cases.close(session, case.id, hoa)
    with store.session() as session:
        session.add(
            Message(
                conversation_id=lan.id,
                direction=Direction.STAFF,
                text="Ông/bà mang căn cước tới một cửa.",
                staff_id=hoa.id,
            )
        )
    with store.session() as session:
        Cases.close(session, case.id, hoa, CloseReason.ELSEWHERE)
    found = now(store, case)
    assert found.answer == "Ông/bà mang căn cước tới một cửa."
    assert found.close_reason is CloseReason.ELSEWHERE


def test_who_needs_a_person_again_takes_up_the_same_case(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        case = taken(store, opened(store, lan, levels), hoa)
        with store.session() as session:
            Cases.close(session, case.id, hoa, answer="Xong.")
        clock.shift(dt.timedelta(days=2))
        again = opened(store, lan, levels, CaseKind.PERSON, "Vẫn chưa được ạ")
        assert again.code == case.code
        found = now(store, case)
        assert (found.state, found.closed_at, found.close_reason) == (CaseState.NEW, None, None)
        assert found.due_at == MONDAY + dt.timedelta(days=3)
        assert history(store, case)[-1] is Happening.REOPENED


def test_after_the_days_of_grace_it_is_a_new_case(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        case = taken(store, opened(store, lan, levels), hoa)
        with store.session() as session:
            Cases.close(session, case.id, hoa, answer="Xong.")
        clock.shift(dt.timedelta(days=8))
        assert opened(store, lan, levels, CaseKind.PERSON).code != case.code


def test_every_change_of_a_feedback_is_told_to_its_citizen(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    with time_machine.travel(MONDAY, tick=False):
        case = opened(store, lan, levels, CaseKind.FEEDBACK, "Đèn đường hỏng")
        taken(store, case, hoa)
        with store.session() as session:
            casework.give_to_unit(session, case.id, hoa, "Phòng Kinh tế", "ghi chú riêng")
        with store.session() as session:
            Cases.claim(session, case.id, hoa)
            casework.wait_for_citizen(session, case.id, hoa)
        with store.session() as session:
            Cases.heard(session, session.get_one(Conversation, lan.id), levels)
        with store.session() as session:
            casework.give_back(session, case.id, hoa)
    told = notices(store)
    code = case.code
    due = "Hạn trả lời: trước 8 giờ thứ Năm 03/12."
    assert [text.replace(due, "").strip() for text in told] == [
        f"Cán bộ đã nhận việc {code} của ông/bà và đang giải quyết.",
        f"Việc {code} của ông/bà đã chuyển tới Phòng Kinh tế để giải quyết.",
        f"Cán bộ đã nhận việc {code} của ông/bà và đang giải quyết.",
        f"Việc {code} đang chờ ông/bà trả lời thêm. Ông/bà nhắn tiếp tại đây giúp chúng tôi.",
        f"Cán bộ đã nhận việc {code} của ông/bà và đang giải quyết.",
        f"Việc {code} của ông/bà đã chuyển tới Phòng Kinh tế để giải quyết.",
    ]
    assert all("ghi chú riêng" not in text for text in told)
    assert {m.delivery for m in people.said(store, Direction.BOT)} == {DeliveryState.PENDING}


def test_a_question_changes_hands_silently(store: Store, lan: Conversation, hoa: Staff) -> None:
    case = taken(store, opened(store, lan), hoa)
    with store.session() as session:
        casework.give_back(session, case.id, hoa)
    assert notices(store) == []


def test_the_public_code_shows_status_and_nothing_else(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    case = opened(store, lan, levels, CaseKind.FEEDBACK, "Ông Tám đổ rác", unit="Phòng Kinh tế")
    with store.session() as session:
        for typed in (case.code, case.code.lower(), case.code.replace("-", " "), case.code[3:]):
            found = tracked(session, typed)
            assert found is not None
            assert (found.status, found.unit) == (Status.PASSED_ON, "Phòng Kinh tế")
            assert "Tám" not in f"{found}"
            assert case.code in found.sentence
        assert tracked(session, "PA-XXXXX9") is None
    assert status_of(taken(store, case, hoa)) is Status.IN_PROGRESS


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


def test_a_complaint_is_for_leaders_and_never_for_the_one_it_names(
    store: Store, lan: Conversation, hoa: Staff, minh: Staff
) -> None:
    leader = people.staff(store, "Bình", Role.LEADER)
    named_leader = people.staff(store, "Trần Thị Hoa", Role.LEADER)
    case = opened(
        store, lan, None, CaseKind.FEEDBACK, "Thái độ không tốt", about_staff="chị HOA một cửa"
    )
    for nobody in (hoa, minh, named_leader):
        with pytest.raises(CaseError, match="Không có việc này"), store.session() as session:
            Cases.claim(session, case.id, nobody)
        with pytest.raises(CaseError, match="Không có việc này"), store.session() as session:
            casework.note_down(session, case.id, nobody, "xem")
    with store.session() as session:
        Cases.claim(session, case.id, leader)
    with pytest.raises(CaseError, match="nói về Hoa"), store.session() as session:
        casework.give_to(session, case.id, leader, hoa, "")
    with store.session() as session:
        casework.give_to(session, case.id, leader, minh, "Anh xác minh giúp.")
    with store.session() as session:
        assert casework.seen_case(session, case.id, minh).holder_id == minh.id


async def test_reminded_once_escalated_once(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    alerts, told = Alerts(), list[Alert]()

    async def fails(_: Alert) -> None:
        raise RuntimeError

    async def note(alert: Alert) -> None:
        told.append(alert)

    alerts.subscribe(fails)
    alerts.subscribe(note)
    watch = Watch(store, levels, alerts)
    with time_machine.travel(MONDAY, tick=False) as clock:
        case = taken(store, opened(store, lan, levels), hoa)
        assert await watch.look() == 0
        clock.move_to(MONDAY + 8 * HOUR)
        assert await watch.look() == 1
        assert await watch.look() == 0
        clock.move_to(MONDAY + 24 * HOUR)
        assert await Watch(store, levels, alerts).look() == 1
        # A clock set back and a restart tell nobody twice.
        clock.move_to(MONDAY)
        assert await Watch(store, levels, alerts).look() == 0
    assert [alert.kind for alert in told] == [AlertKind.NEAR, AlertKind.OVERDUE]
    assert told[0].text == f"Việc {case.code} sắp tới hạn: trước 8 giờ thứ Ba 01/12, Hoa đang giữ."
    assert "quá hạn" in told[1].text
    assert told[1].holder == "Hoa"
    assert history(store, case)[-2:] == [Happening.REMINDED, Happening.ESCALATED]


async def test_what_waits_for_the_citizen_is_never_late(
    store: Store, lan: Conversation, hoa: Staff, levels: ServiceLevels
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        case = taken(store, opened(store, lan, levels), hoa)
        with store.session() as session:
            casework.wait_for_citizen(session, case.id, hoa)
        clock.move_to(MONDAY + dt.timedelta(days=10))
        assert await Watch(store, levels, Alerts()).look() == 0

"""The end of a case, its second life, and what its citizen is told on the way."""

import datetime as dt

import pytest
import time_machine

from bot.desk import (
    CaseError,
    Cases,
    ServiceLevels,
    casework,
)
from bot.desk.status import Status, status_of, tracked
from bot.store import (
    CaseKind,
    CaseState,
    CloseReason,
    Conversation,
    DeliveryState,
    Direction,
    Happening,
    Message,
    Staff,
    Store,
)
from tests.bot import people
from tests.bot.desk.case_steps import MONDAY, history, notices, now, opened, taken


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

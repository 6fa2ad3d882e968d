"""Who may know of a case at all."""

import pytest

from bot.desk import (
    CaseError,
    Cases,
    casework,
)
from bot.store import (
    CaseKind,
    Conversation,
    Role,
    Staff,
    Store,
)
from tests.bot import people
from tests.bot.desk.case_steps import opened


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

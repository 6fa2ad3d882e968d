"""An officer calls an answer wrong: noted once, logged, never for what they may not see."""

import pytest
from sqlalchemy import select

from bot.desk import CaseError
from bot.desk.wrong_answers import MOST_REASON, mark_wrong
from bot.store import AuditEntry, Conversation, Direction, Message, Store
from tests.bot import people


def _answer(store: Store, talk: Conversation, direction: Direction = Direction.BOT) -> int:
    outcome = "answered" if direction is Direction.BOT else None
    with store.session() as session:
        said = Message(
            conversation_id=talk.id, direction=direction, text="Phí 10.000 đồng.", outcome=outcome
        )
        session.add(said)
    return said.id


def test_the_reason_is_kept_without_numbers_and_the_log_names_who(store: Store) -> None:
    talk, lan = people.conversation(store), people.staff(store, "lan")
    case, answer = people.case(store, talk), _answer(store, talk)
    with store.session() as session:
        mark_wrong(session, lan, answer, " Lệ phí\nđã bỏ, hỏi 0912345678 ")
    with store.session() as session:
        assert session.get_one(Message, answer).wrong == "Lệ phí đã bỏ, hỏi [số điện thoại]"
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "answer.wrong")).one()
        assert (entry.actor, entry.subject, entry.after) == (
            "lan",
            f"case:{case.code}",
            {"answer": answer},
        )


@pytest.mark.parametrize("reason", ["", "  \n", "x" * (MOST_REASON + 1)])
def test_a_reason_is_needed(store: Store, reason: str) -> None:
    talk, lan = people.conversation(store), people.staff(store, "lan")
    people.case(store, talk)
    answer = _answer(store, talk)
    with pytest.raises(CaseError, match="sai ở chỗ nào"), store.session() as session:
        mark_wrong(session, lan, answer, reason)


def test_only_answers_of_cases_that_the_officer_may_see(store: Store) -> None:
    talk, lan = people.conversation(store), people.staff(store, "lan")
    alone = people.conversation(store, "khac")
    restricted = people.case(store, talk)
    with store.session() as session:
        session.merge(restricted).restricted = True
    words = _answer(store, alone, Direction.CITIZEN)
    for message in (_answer(store, talk), _answer(store, alone), words, 10_000):
        with pytest.raises(CaseError), store.session() as session:
            mark_wrong(session, lan, message, "Sai phí")
    with store.session() as session:
        assert session.scalar(select(Message).where(Message.wrong.is_not(None))) is None

"""What people ask in vain and what staff say twice; one person's insistence is no demand."""

import datetime as dt

import pytest

from bot.editing.suggesting import Reply, clusters, repeated, replies, unanswered
from bot.store import Conversation, Direction, Message, Store
from bot.store.models import utc_now
from knowledge.live import LiveKnowledge


def talk(store: Store, address: str, *said: tuple[Direction, str], days_ago: int = 1) -> None:
    with store.session() as session:
        who = Conversation(channel="web", address=address)
        session.add(who)
        session.flush()
        for direction, text in said:
            is_bot = direction is Direction.BOT
            session.add(
                Message(
                    conversation_id=who.id,
                    direction=direction,
                    text="Tôi chưa có nguồn." if is_bot else text,
                    outcome="no_source" if is_bot else None,
                    trace={"question": text} if is_bot else None,
                    said_at=utc_now() - dt.timedelta(days=days_ago),
                )
            )
            session.flush()


def test_questions_of_several_people_that_mean_the_same_make_one_group(
    store: Store, knowledge: LiveKnowledge
) -> None:
    talk(store, "a", (Direction.BOT, "Hỗ trợ tiền điện cho hộ nghèo thế nào?"))
    talk(store, "b", (Direction.BOT, "hộ nghèo được hỗ trợ tiền điện ra sao"))
    talk(store, "c", (Direction.BOT, "Nuôi lợn trong khu dân cư có bị phạt không?"))
    talk(store, "d", (Direction.BOT, "hộ nghèo hỗ trợ tiền điện bao nhiêu"), days_ago=9)
    with store.session() as session:
        asked = unanswered(session)
    assert len(asked) == 3
    (found,) = clusters(asked, knowledge.answerer.searcher.encoder)
    assert found.people == 2
    assert all("điện" in question for question in found.questions)


def test_one_person_who_asks_again_and_again_is_one_person(knowledge: LiveKnowledge) -> None:
    asked = [(1, "tiền điện hộ nghèo"), (1, "hỗ trợ tiền điện hộ nghèo"), (1, "tiền điện hộ nghèo")]
    assert clusters(asked, knowledge.answerer.searcher.encoder) == []
    assert clusters([], knowledge.answerer.searcher.encoder) == []


def test_only_what_officers_said_in_answer_to_a_citizen_counts(store: Store) -> None:
    answer = "Ông/bà mang sổ hộ nghèo ra bộ phận một cửa vào giờ hành chính."
    question = (Direction.CITIZEN, "Tiền điện hộ nghèo?")
    talk(store, "a", question, (Direction.BOT, "x"), (Direction.STAFF, answer))
    talk(store, "b", (Direction.STAFF, answer))
    talk(store, "c", question, (Direction.STAFF, "Vâng ạ."))
    with store.session() as session:
        assert [reply.text for reply in replies(session)] == [answer]


@pytest.mark.parametrize(("conversation", "people"), [(2, [2]), (1, [])])
def test_two_alike_to_two_people_are_suggested(conversation: int, people: list[int]) -> None:
    said = [
        Reply(1, "Tiền điện?", "Ông/bà mang sổ hộ nghèo ra bộ phận một cửa."),
        Reply(conversation, "Hộ nghèo?", "Dạ, ông bà mang sổ hộ nghèo ra bộ phận một cửa ạ."),
        Reply(3, "Mấy giờ?", "Sáng thứ Bảy phường không làm việc ông bà nhé."),
    ]
    found = repeated(said)
    assert [one.people for one in found] == people
    for one in found:
        assert one.questions == ("Tiền điện?", "Hộ nghèo?")
        assert one.answer.startswith("Dạ")

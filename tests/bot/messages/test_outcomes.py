"""Every outcome of the contract is produced by something that runs, and says something fitting."""

from sqlalchemy import text as sql

from bot.conversation import Turns
from bot.desk import Cases
from bot.messages import Outcome
from bot.messages.texts import message, names
from bot.store import Store
from knowledge.live import LiveKnowledge
from tests.bot import people
from tests.bot.conversation.writing import say, text_of
from tests.bot.messages.test_texts import ENTRIES, VALUES
from tests.bot.records import ABOLISHED, BIRTH, SHOP_WORDS
from tests.bot.scripted_dialogue import Raw, ScriptedDialogue

# Where each comes from; the tests below make them happen.
BY_KNOWLEDGE = {"answered", "clarify", "no_source", "out_of_scope", "expired_source"}
BY_TURN = {"emergency", "personal_data", "handed_off", "with_staff", "error", "smalltalk", "form"}


def test_every_outcome_has_a_producer() -> None:
    assert {str(outcome) for outcome in Outcome} == BY_KNOWLEDGE | BY_TURN


def test_the_knowledge_produces_its_own(knowledge: LiveKnowledge) -> None:
    answerer = knowledge.answerer
    made = {
        str(answer.state)
        for answer in (
            answerer.about(BIRTH),
            answerer.about("9.999999"),
            answerer.about(ABOLISHED),
            answerer.answer(SHOP_WORDS),
            answerer.answer("thời tiết ngày mai ở sao Hỏa"),
        )
    }
    assert made == BY_KNOWLEDGE


async def test_a_turn_produces_the_others(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    dialogue.stop()
    made: dict[str, str] = {}
    for number, text in enumerate(
        ("cháy nhà rồi", "gặp cán bộ", "xin chào", "đăng ký nhận tin", "số 079123456789 ạ")
    ):
        reply = await say(turns, text, f"người {number}")
        made[reply.outcome] = text_of(reply)
    lan = people.conversation(sqlite_store)
    case, officer = people.case(sqlite_store, lan), people.staff(sqlite_store)
    with sqlite_store.session() as session:
        Cases.claim(session, case.id, officer)
    made[(await say(turns, "dạ")).outcome] = "-"
    with sqlite_store.session() as session:
        session.execute(sql("DROP TABLE message"))
    broken = await say(turns, "xin chào", "người cuối")
    made[broken.outcome] = text_of(broken)
    assert BY_TURN - {"personal_data"} <= set(made)
    assert all(made.values())


def test_hidden_numbers_and_one_s_own_data_are_outcomes_of_texts() -> None:
    told = {value["outcome"] for value in ENTRIES.values() if not isinstance(value, str)}
    assert "personal_data" in told
    for name in names():
        if not isinstance(ENTRIES[name], str):
            assert message(name, **VALUES)[1] in Outcome


async def test_a_message_that_is_only_a_number_ends_as_personal_data(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    """The dialogue can make nothing of it; that a number was hidden tells most of this turn."""
    dialogue.script = lambda *_: Raw(b"", 503)
    reply = await say(turns, "079123456789")
    assert reply.outcome is Outcome.PERSONAL_DATA

"""What becomes a case, what the citizen is told of it, and what the dialogue may ask for."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.conversation import Turns
from bot.conversation.requests import ALL_TOPICS
from bot.messages import Outcome
from bot.messages.wire import Request
from bot.store import Case, CaseKind, CaseState, Store, Subscription
from tests.bot.conversation.writing import say, text_of
from tests.bot.scripted_dialogue import ScriptedDialogue, spoken

Make = Callable[[Store], Turns]


def _cases(store: Store) -> list[Case]:
    with store.session() as session:
        return list(session.scalars(select(Case).order_by(Case.id)))


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [(Outcome.NO_SOURCE, CaseKind.QUESTION), (Outcome.HANDED_OFF, CaseKind.PERSON)],
)
async def test_a_case_is_opened_and_its_code_told(
    store: Store, turns_on: Make, dialogue: ScriptedDialogue, outcome: Outcome, kind: CaseKind
) -> None:
    dialogue.script = lambda *_: [spoken("Dạ.", outcome)]
    reply = await say(turns_on(store), "xin phép nuôi voi ở đâu")
    (case,) = _cases(store)
    assert case.code in text_of(reply)
    assert (case.kind, case.state, case.question, case.reason) == (
        kind,
        CaseState.NEW,
        "xin phép nuôi voi ở đâu",
        outcome,
    )


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.ANSWERED,
        Outcome.OUT_OF_SCOPE,
        Outcome.EXPIRED_SOURCE,
        Outcome.SMALLTALK,
        Outcome.FORM,
        Outcome.PERSONAL_DATA,
        Outcome.EMERGENCY,
    ],
)
async def test_nothing_else_troubles_the_officers(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue, outcome: Outcome
) -> None:
    dialogue.script = lambda *_: [spoken("Dạ.", outcome)]
    for _ in range(2):
        await say(turns, "một câu hỏi")
    assert _cases(sqlite_store) == []


async def test_not_being_understood_twice_running_opens_a_case(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [spoken("Ông/bà hỏi việc nào ạ?", Outcome.CLARIFY)]
    first = await say(turns, "cái kia")
    assert _cases(sqlite_store) == []
    assert "PA-" not in text_of(first)
    second = await say(turns, "cái kia kìa")
    (case,) = _cases(sqlite_store)
    assert case.code in text_of(second)
    assert case.question == "cái kia kìa"


async def test_the_same_choices_once_more_are_no_second_misunderstanding(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    """'Mất bao nhiêu tiền' before a choice is understood: only of which procedure is open."""
    dialogue.script = lambda *_: [spoken("Ông/bà hỏi việc nào ạ?", Outcome.CLARIFY)]
    await say(turns, "đổi căn cước ở đâu")
    again = spoken("Ông/bà chọn giúp một việc ạ.", Outcome.CLARIFY)
    again["custom"]["repeats"] = True
    dialogue.script = lambda *_: [again]
    assert "PA-" not in text_of(await say(turns, "mất bao nhiêu tiền"))
    assert _cases(sqlite_store) == []


async def test_an_answer_between_two_clarifications_starts_the_count_anew(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    for outcome in (Outcome.CLARIFY, Outcome.ANSWERED, Outcome.CLARIFY):
        dialogue.script = lambda *_, o=outcome: [spoken("Dạ.", o)]
        await say(turns, "câu hỏi")
    assert _cases(sqlite_store) == []


async def test_a_long_message_that_was_answered_is_no_clarification(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    """'Tin dài quá' is only a remark: the next question back is the first, not the second."""
    dialogue.script = lambda *_: [spoken("Miễn phí.", Outcome.ANSWERED)]
    await say(turns, "làm khai sinh " + "dài " * 1000)
    dialogue.script = lambda *_: [spoken("Việc nào ạ?", Outcome.CLARIFY)]
    await say(turns, "cái kia")
    assert _cases(sqlite_store) == []


async def test_a_number_hidden_meanwhile_does_not_break_the_count(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [spoken("Việc nào ạ?", Outcome.CLARIFY)]
    await say(turns, "cái kia của số 0912345678")
    await say(turns, "cái kia kìa")
    assert len(_cases(sqlite_store)) == 1


async def test_the_same_question_again_is_told_the_same_code(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [spoken("Chưa có nguồn.", Outcome.NO_SOURCE)]
    for _ in range(3):
        reply = await say(turns, "xin phép nuôi voi ở đâu")
    (case,) = _cases(sqlite_store)
    assert case.code in text_of(reply)


async def test_feedback_is_stored_with_its_details_and_a_code(
    store: Store, turns_on: Make, dialogue: ScriptedDialogue
) -> None:
    details = {"what": "Đèn đường hỏng", "where": "Ngõ 5", "contact": ""}
    dialogue.script = lambda *_: [
        spoken("Đã ghi.", Outcome.FORM, request=Request.FEEDBACK, details=details)
    ]
    reply = await say(turns_on(store), "đúng rồi")
    (case,) = _cases(store)
    assert (case.kind, case.question, case.details) == (
        CaseKind.FEEDBACK,
        "Đèn đường hỏng",
        details,
    )
    assert case.code in text_of(reply)


async def test_news_begins_ends_and_begins_again(
    store: Store, turns_on: Make, dialogue: ScriptedDialogue
) -> None:
    turns = turns_on(store)

    async def ask(request: Request) -> list[tuple[str, bool]]:
        dialogue.script = lambda *_: [spoken("Dạ.", Outcome.FORM, request=request)]
        await say(turns, "một lời")
        with store.session() as session:
            rows = session.scalars(select(Subscription)).all()
            return [(row.topic, row.ended_at is None) for row in rows]

    for _ in range(2):
        assert await ask(Request.SUBSCRIBE) == [(ALL_TOPICS, True)]
    for _ in range(2):
        assert await ask(Request.UNSUBSCRIBE) == [(ALL_TOPICS, False)]
    assert await ask(Request.SUBSCRIBE) == [(ALL_TOPICS, True)]


async def test_a_topic_may_be_chosen_and_leaving_ends_every_one(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    for topic in ("vneid", "buu-chinh"):
        dialogue.script = lambda *_, t=topic: [
            spoken("Dạ.", Outcome.FORM, request=Request.SUBSCRIBE, details={"topic": t})
        ]
        await say(turns, "đăng ký")
    dialogue.script = lambda *_: [spoken("Dạ.", Outcome.FORM, request=Request.UNSUBSCRIBE)]
    await say(turns, "dừng nhận tin")
    with sqlite_store.session() as session:
        rows = session.scalars(select(Subscription)).all()
    assert {row.topic: row.ended_at is None for row in rows} == {"vneid": False, "buu-chinh": False}


async def test_who_is_never_understood_has_one_case(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    """Each further sentence opened a case of its own: five codes within a minute."""
    dialogue.script = lambda *_: [spoken("Việc nào ạ?", Outcome.CLARIFY)]
    replies = [text_of(await say(turns, f"cái kia {number}")) for number in range(4)]
    (case,) = _cases(sqlite_store)
    assert all(case.code in reply for reply in replies[1:])

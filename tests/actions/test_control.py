"""Stopping, going back, another matter, a person, news."""

import pytest

from actions.answer import ActionAnswer
from actions.control import (
    ActionCancel,
    ActionGoBack,
    ActionHandoff,
    ActionRestartTopic,
)
from actions.feedback import FEEDBACK_SLOTS
from actions.status import STATUS_FAQ, ActionStatus
from actions.subscribing import ActionSubscribe, ActionUnsubscribe
from bot.messages import Outcome
from bot.messages.wire import Request
from knowledge.content import load_content
from tests.actions.acting import Talk
from tests.actions.conftest import UNIT
from tests.bot.records import BIRTH, MARRIAGE, SHOP_WORDS

ANSWER = ActionAnswer()


async def test_going_back_tells_the_subject_before(talk: Talk) -> None:
    await talk.press(ANSWER, f'/choose{{"procedure":"{BIRTH}"}}')
    talk.slots["procedure"] = BIRTH
    await talk.hear(ANSWER, "ask_fee", "làm giấy kết hôn mất bao nhiêu tiền")
    spoken = await talk.hear(ActionGoBack(), "go_back", "quay lại")
    assert (spoken.outcome, spoken.procedure) == (Outcome.ANSWERED, BIRTH)
    assert talk.slots["procedure"] == BIRTH
    again = await talk.hear(ActionGoBack(), "go_back", "quay lại")
    assert again.procedure == MARRIAGE


async def test_pressing_another_procedure_s_button_can_be_gone_back_from(talk: Talk) -> None:
    """Rasa fills the slot from the button before the action runs: the old subject must survive."""
    await talk.hear(ANSWER, "ask_documents", "làm khai sinh cần giấy tờ gì")
    await talk.press(ANSWER, f'/choose{{"procedure":"{MARRIAGE}"}}')
    spoken = await talk.hear(ActionGoBack(), "go_back", "quay lại")
    assert spoken.procedure == BIRTH


async def test_going_back_from_nothing_asks(talk: Talk) -> None:
    spoken = await talk.hear(ActionGoBack(), "go_back", "quay lại")
    assert spoken.outcome is Outcome.SMALLTALK


async def test_going_back_inside_a_form_asks_the_last_answer_again(talk: Talk) -> None:
    talk.slots |= {"feedback_what": "Đèn đường hỏng", "feedback_where": "Ngõ 5"}
    await talk.hear(ActionGoBack(), "go_back", "quay lại", form="feedback_form")
    assert talk.slots["feedback_where"] is None
    assert talk.slots["feedback_what"] == "Đèn đường hỏng"
    assert talk.said == []


async def test_cancelling_a_form_says_that_nothing_is_sent(talk: Talk) -> None:
    talk.slots |= {"feedback_what": "Đèn đường hỏng", "procedure": BIRTH}
    spoken = await talk.hear(ActionCancel(), "cancel", "thôi")
    assert "không gửi" in spoken.message.text
    assert spoken.outcome is Outcome.FORM
    assert {talk.slots[slot] for slot in FEEDBACK_SLOTS} == {None}
    assert talk.slots["procedure"] == BIRTH


async def test_cancelling_outside_a_form_drops_the_question_back(talk: Talk) -> None:
    await talk.hear(ANSWER, "ask_fee", f"{SHOP_WORDS} bao nhiêu tiền")
    spoken = await talk.hear(ActionCancel(), "cancel", "thôi")
    assert spoken.outcome is Outcome.SMALLTALK
    assert talk.slots["pending"] is None


async def test_another_matter_forgets_the_subject(talk: Talk) -> None:
    await talk.hear(ANSWER, "ask_documents", "làm khai sinh cần giấy tờ gì")
    await talk.hear(ActionRestartTopic(), "restart_topic", "hỏi việc khác")
    assert talk.slots["procedure"] is None
    spoken = await talk.hear(ANSWER, "ask_time_limit", "bao lâu có")
    assert "Trong ngày làm việc" not in spoken.message.text


async def test_a_person_is_asked_for_by_outcome(talk: Talk) -> None:
    spoken = await talk.hear(ActionHandoff(), "talk_to_human", "gặp cán bộ")
    assert spoken.outcome is Outcome.HANDED_OFF


@pytest.mark.parametrize(
    ("action", "intent", "request_"),
    [
        (ActionSubscribe(), "subscribe", Request.SUBSCRIBE),
        (ActionUnsubscribe(), "unsubscribe", Request.UNSUBSCRIBE),
    ],
)
async def test_news_is_begun_and_ended_by_request(
    talk: Talk, action: ActionSubscribe, intent: str, request_: Request
) -> None:
    spoken = await talk.hear(action, intent, "đăng ký nhận tin")
    assert (spoken.request, spoken.outcome) == (request_, Outcome.FORM)
    if request_ is Request.SUBSCRIBE:
        assert UNIT in spoken.message.text


async def test_where_a_dossier_stands_is_told_how_to_look_up(talk: Talk) -> None:
    spoken = await talk.hear(ActionStatus(), "ask_status", "hồ sơ H29.12-250701-0001 xong chưa")
    assert spoken.outcome is Outcome.ANSWERED
    assert "mã hồ sơ" in spoken.message.text
    assert spoken.message.sources


def test_the_content_holds_the_record_of_looking_up() -> None:
    assert STATUS_FAQ in {faq.id for faq in load_content().faqs}


async def test_a_link_subscribes_to_its_topic_and_typed_words_to_everything(talk: Talk) -> None:
    spoken = await talk.press(ActionSubscribe(), '/subscribe{"topic":"cat-dien"}')
    assert (spoken.request, spoken.details) == (Request.SUBSCRIBE, {"topic": "cat-dien"})
    spoken = await talk.hear(ActionSubscribe(), "subscribe", "đăng ký nhận tin")
    assert spoken.details == {}

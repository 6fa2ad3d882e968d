"""Questions, follow-ups, choices and corrections, over the real index."""

import pytest

from actions.answer import ALL_DETAILS, ASPECTS, ActionAnswer
from actions.pending import Pending
from bot.messages import Outcome
from bot.messages.presenting import NEXT_STEPS
from bot.messages.texts import sentence
from knowledge.text import Aspect
from tests.actions.acting import DOMAIN, Talk
from tests.bot.records import ABOLISHED, BIRTH, MARRIAGE, SHOP_CHANGE, SHOP_NEW, SHOP_WORDS

ANSWER = ActionAnswer()
FEES = {SHOP_NEW: "Một trăm nghìn", SHOP_CHANGE: "Năm mươi nghìn"}


async def test_a_question_is_answered_with_its_source_and_remembered(talk: Talk) -> None:
    spoken = await talk.hear(ANSWER, "ask_documents", "làm khai sinh cần giấy tờ gì")
    assert spoken.outcome is Outcome.ANSWERED
    assert "Giấy chứng sinh" in spoken.message.text
    assert spoken.message.sources[0].code == BIRTH
    assert spoken.procedure == talk.slots["procedure"] == BIRTH


async def test_follow_ups_keep_the_subject(talk: Talk) -> None:
    """The issue's own example, word for word."""
    for intent, text, told in (
        ("ask_documents", "làm khai sinh cần gì", "Giấy chứng sinh"),
        ("ask_time_limit", "bao lâu có", "Trong ngày làm việc"),
        ("ask_online", "nộp online được không", "toàn trình"),
        ("ask_postal", "gửi bưu điện về nhà nhé", "bưu chính"),
    ):
        spoken = await talk.hear(ANSWER, intent, text)
        assert spoken.outcome is Outcome.ANSWERED, text
        assert told in spoken.message.text
        assert talk.slots["procedure"] == BIRTH


@pytest.mark.parametrize("intent", ["ask_steps", "ask_legal_basis"])
async def test_a_long_list_goes_on_by_its_button(talk: Talk, intent: str) -> None:
    spoken = await talk.press(ANSWER, f'/{intent}{{"procedure":"{SHOP_NEW}"}}')
    assert len(spoken.message.text.splitlines()) == 6
    more = next(one for one in spoken.message.buttons if one.title == "Xem thêm")
    rest = await talk.press(ANSWER, more.payload)
    assert len(rest.message.text.splitlines()) == 4
    assert "Xem thêm" not in {one.title for one in rest.message.buttons}


async def test_an_aspect_asked_before_a_choice_is_kept_for_it(talk: Talk) -> None:
    first = await talk.hear(ANSWER, "ask_documents", SHOP_WORDS)
    assert first.outcome is Outcome.CLARIFY
    assert not first.repeats
    again = await talk.hear(ANSWER, "ask_fee", "mất bao nhiêu tiền")
    assert again.outcome is Outcome.CLARIFY
    assert again.repeats
    assert again.message.buttons == first.message.buttons
    spoken = await talk.press(ANSWER, again.message.buttons[0].payload)
    assert spoken.outcome is Outcome.ANSWERED
    assert FEES[spoken.procedure or ""] in spoken.message.text


async def test_a_new_subject_takes_the_old_one_s_place(talk: Talk) -> None:
    await talk.hear(ANSWER, "ask_documents", "làm khai sinh cần giấy tờ gì")
    spoken = await talk.hear(ANSWER, "ask_fee", "làm giấy kết hôn mất bao nhiêu tiền")
    assert spoken.procedure == MARRIAGE
    assert talk.slots["procedure"] == MARRIAGE
    assert talk.slots["previous_procedure"] == BIRTH


@pytest.mark.parametrize(
    ("intent", "text", "told"),
    [
        ("ask_terms", "vneid là gì", "ứng dụng định danh"),
        ("ask_fee", f"{SHOP_WORDS} bao nhiêu tiền", "việc nào"),
        ("ask_documents", "mất sổ hộ khẩu giấy cần giấy tờ gì", "hết hiệu lực"),
    ],
)
async def test_another_matter_is_never_answered_with_the_last_one_s_facts(
    talk: Talk, intent: str, text: str, told: str
) -> None:
    """'Đăng ký khai tử cần giấy tờ gì' after a talk of births was told the papers of a birth."""
    await talk.hear(ANSWER, "ask_documents", "làm khai sinh cần giấy tờ gì")
    spoken = await talk.hear(ANSWER, intent, text)
    assert "khai sinh" not in spoken.message.text.lower()
    assert told in spoken.message.text


async def test_a_button_names_its_record(talk: Talk) -> None:
    spoken = await talk.press(ANSWER, f'/choose{{"procedure":"{MARRIAGE}"}}')
    assert (spoken.outcome, spoken.procedure) == (Outcome.ANSWERED, MARRIAGE)


@pytest.mark.parametrize("aspect", NEXT_STEPS)
async def test_every_next_step_button_tells_its_part(talk: Talk, aspect: Aspect) -> None:
    intent, _ = NEXT_STEPS[aspect]
    spoken = await talk.press(ANSWER, f'/{intent}{{"procedure":"{BIRTH}"}}')
    assert spoken.outcome is Outcome.ANSWERED
    assert spoken.trace
    assert spoken.trace["aspects"] == [aspect]


async def test_a_faq_s_button_tells_the_faq_and_keeps_the_subject(talk: Talk) -> None:
    await talk.hear(ANSWER, "ask_documents", "làm khai sinh cần giấy tờ gì")
    spoken = await talk.press(ANSWER, '/faq{"faq":"vneid-la-gi"}')
    assert "ứng dụng định danh" in spoken.message.text
    assert talk.slots["procedure"] == BIRTH


async def test_a_button_of_a_record_that_is_gone_says_so(talk: Talk) -> None:
    spoken = await talk.press(ANSWER, '/choose{"procedure":"9.999999"}')
    assert spoken.outcome is Outcome.NO_SOURCE


async def test_asking_back_and_choosing_by_button_keeps_what_was_asked(talk: Talk) -> None:
    asked_back = await talk.hear(ANSWER, "ask_fee", f"{SHOP_WORDS} bao nhiêu tiền")
    assert asked_back.outcome is Outcome.CLARIFY
    button = asked_back.message.buttons[1]
    spoken = await talk.press(ANSWER, button.payload)
    assert FEES[str(spoken.procedure)] in spoken.message.text
    assert talk.slots["pending"] is None


@pytest.mark.parametrize(("option", "position"), [("1", 0), ("2", 1), ("-1", 1)])
async def test_choosing_by_word_takes_the_one_shown_there(
    talk: Talk, option: str, position: int
) -> None:
    await talk.hear(ANSWER, "ask_fee", f"{SHOP_WORDS} bao nhiêu tiền")
    choices = Pending.load(talk.slots["pending"]).choices
    assert set(choices) == set(FEES)
    spoken = await talk.hear(ANSWER, "choose_option", "cái thứ hai", {"option": option})
    assert spoken.procedure == choices[position]
    assert FEES[choices[position]] in spoken.message.text


async def test_a_number_read_as_a_rating_still_chooses(talk: Talk) -> None:
    await talk.hear(ANSWER, "ask_fee", f"{SHOP_WORDS} bao nhiêu tiền")
    choices = Pending.load(talk.slots["pending"]).choices
    assert (await talk.hear(ANSWER, "rate", "2", {"rating": "2"})).procedure == choices[1]


@pytest.mark.parametrize("option", ["0", "9", "-2", "hai", ""])
async def test_a_choice_that_was_not_offered_is_no_crash(talk: Talk, option: str) -> None:
    await talk.hear(ANSWER, "ask_fee", f"{SHOP_WORDS} bao nhiêu tiền")
    spoken = await talk.hear(ANSWER, "choose_option", "cái thứ chín", {"option": option})
    assert spoken.outcome in (Outcome.CLARIFY, Outcome.NO_SOURCE, Outcome.OUT_OF_SCOPE)


async def test_choosing_when_nothing_was_offered_is_no_crash(talk: Talk) -> None:
    spoken = await talk.hear(ANSWER, "choose_option", "cái thứ hai", {"option": "2"})
    assert spoken.outcome is not Outcome.ANSWERED


async def test_a_correction_forgets_the_wrong_subject(talk: Talk) -> None:
    await talk.hear(ANSWER, "ask_documents", "làm khai sinh cần giấy tờ gì")
    spoken = await talk.hear(ANSWER, "correct", "không phải, làm giấy kết hôn cần giấy tờ gì")
    assert spoken.procedure == MARRIAGE
    assert talk.slots["procedure"] == MARRIAGE


async def test_everything_is_told_in_the_order_it_is_needed(talk: Talk) -> None:
    await talk.press(ANSWER, f'/choose{{"procedure":"{BIRTH}"}}')
    spoken = await talk.hear(ANSWER, "ask_all_details", "cho tôi biết hết")
    assert spoken.trace
    assert spoken.trace["aspects"] == list(ALL_DETAILS)
    assert spoken.procedure == BIRTH


async def test_what_has_ended_is_told_to_have_ended(talk: Talk) -> None:
    spoken = await talk.press(ANSWER, f'/ask_documents{{"procedure":"{ABOLISHED}"}}')
    assert spoken.outcome is Outcome.EXPIRED_SOURCE
    assert "01/01/2023" in spoken.message.text


async def test_the_trace_names_question_and_versions(talk: Talk) -> None:
    spoken = await talk.hear(ANSWER, "ask_fee", "làm giấy kết hôn mất bao nhiêu tiền")
    assert spoken.trace
    assert spoken.trace["question"] == "làm giấy kết hôn mất bao nhiêu tiền"
    assert {"index", "model", "hits", "state"} <= set(spoken.trace)


@pytest.mark.parametrize("text", ["", "😀", "x" * 5000, "<b>/restart</b>", "\u200b"])
async def test_odd_text_is_no_crash(talk: Talk, text: str) -> None:
    assert (await talk.hear(ANSWER, "nlu_fallback", text)).message.text


def test_every_intent_with_an_aspect_is_one_of_the_domain() -> None:
    assert set(ASPECTS) <= set(DOMAIN["intents"])
    assert {intent for intent, _ in NEXT_STEPS.values()} <= set(ASPECTS)


async def test_steps_are_turned_like_pages(talk: Talk) -> None:
    spoken = await talk.press(ANSWER, f'/ask_steps{{"procedure":"{MARRIAGE}","option":"3"}}')
    assert "Bước 3/3:" in spoken.message.text
    assert spoken.message.replaces


async def test_nobody_is_asked_a_third_time_which_matter_is_meant(talk: Talk) -> None:
    """Who asks 'cần giấy gì' instead of choosing was asked back about other things altogether."""
    asked_back = await talk.hear(ANSWER, "ask_procedure", SHOP_WORDS)
    assert asked_back.outcome is Outcome.CLARIFY
    first, other = Pending.load(talk.slots["pending"]).choices
    again = await talk.hear(ANSWER, "ask_fee", "hết bao nhiêu tiền vậy")
    assert again.outcome is Outcome.CLARIFY
    spoken = await talk.hear(ANSWER, "ask_fee", "hết bao nhiêu tiền vậy")
    assert spoken.outcome is Outcome.ANSWERED
    assert spoken.procedure == first
    assert spoken.message.text.endswith(sentence("taken_for"))
    assert other in spoken.message.buttons[0].payload
    after = await talk.hear(ANSWER, "ask_fee", "hết bao nhiêu tiền vậy")
    assert after.procedure == first
    assert sentence("taken_for") not in after.message.text


async def test_another_matter_after_asking_back_is_found_by_itself(talk: Talk) -> None:
    await talk.hear(ANSWER, "ask_procedure", SHOP_WORDS)
    spoken = await talk.hear(ANSWER, "ask_fee", "đăng ký kết hôn hết bao nhiêu tiền")
    assert spoken.procedure == MARRIAGE


async def test_what_was_half_understood_is_taken_for_nothing(talk: Talk) -> None:
    await talk.hear(ANSWER, "ask_procedure", SHOP_WORDS)
    ranking = {"ask_fee": 0.4, "thanks": 0.3}
    spoken = await talk.hear(ANSWER, "ask_fee", "bao nhiêu tiền", ranking=ranking)
    assert sentence("taken_for") not in spoken.message.text

"""From a question to what the citizen reads: sourced, dated, and honest about what is not known."""

import datetime as dt
import re
from collections.abc import Callable

import pytest

from knowledge.answers import Answer, Answerer, State, Topic
from knowledge.answers.answerer import DEFAULT_STALE_DAYS
from knowledge.answers.wording import say
from knowledge.records import RecordKind
from knowledge.text import Aspect
from tests.knowledge.samples import (
    BIRTH,
    CHECKED,
    FUTURE,
    MARRIAGE,
    NEW_HOUSEHOLD,
    OLD_HOUSEHOLD,
    TEMPORARY,
    TODAY,
)

On = Callable[[dt.date], Answerer]


@pytest.mark.parametrize(
    ("question", "aspect", "words"),
    [
        ("đăng ký khai sinh cần giấy tờ gì", Aspect.DOCUMENTS, "Giấy chứng sinh"),
        ("đăng ký khai sinh như thế nào", Aspect.STEPS, "1. Nộp giấy tờ"),
        ("đăng ký khai sinh bao nhiêu tiền", Aspect.FEE, "8.000 đồng"),
        ("đăng ký khai sinh bao lâu có", Aspect.TIME_LIMIT, "Trong ngày làm việc"),
        ("đăng ký khai sinh ở đâu", Aspect.WHERE, "Bộ phận một cửa"),
        ("đăng ký khai sinh online được không", Aspect.ONLINE, "toàn trình"),
        ("đăng ký khai sinh gửi qua bưu điện", Aspect.POST, "bưu chính công ích được"),
        ("đăng ký khai sinh kết quả là gì", Aspect.RESULT, "Giấy khai sinh"),
        ("ai được đăng ký khai sinh", Aspect.AUDIENCE, "người thân của trẻ"),
        ("đăng ký khai sinh theo luật nào", Aspect.LEGAL_BASIS, "60/2014/QH13"),
        ("mẫu đơn đăng ký khai sinh", Aspect.FORM, "Tờ khai đăng ký khai sinh"),
    ],
)
def test_each_aspect_is_answered_with_its_source(
    answerer: Answerer, question: str, aspect: Aspect, words: str
) -> None:
    answer = answerer.answer(question)
    assert (answer.state, answer.kind, answer.subject) == (
        State.ANSWERED,
        RecordKind.PROCEDURE,
        BIRTH,
    )
    assert aspect in answer.aspects
    assert words in answer.text
    (cited,) = answer.sources
    assert (cited.title, cited.code) == ("Cổng Dịch vụ công quốc gia", BIRTH)
    assert (cited.url, cited.checked_on) == ("https://dichvucong.gov.vn/khai-sinh", CHECKED)
    assert answer.hits[0].item.code == BIRTH


def test_an_unknown_fact_sends_to_the_counter_and_invents_nothing(answerer: Answerer) -> None:
    answer = answerer.answer("đăng ký tạm trú bao nhiêu tiền")
    assert (answer.state, answer.subject) == (State.ANSWERED, TEMPORARY)
    assert say("unknown") in answer.text
    assert not re.search(r"\d", answer.text)


def test_the_fee_of_another_procedure_is_never_borrowed(answerer: Answerer) -> None:
    assert "miễn phí" in answerer.answer("đăng ký kết hôn bao nhiêu tiền").text.lower()
    assert "8.000" not in answerer.answer("đăng ký kết hôn bao nhiêu tiền").text


def test_a_question_without_an_aspect_gets_an_overview(answerer: Answerer) -> None:
    answer = answerer.answer("đăng ký khai sinh")
    assert answer.aspects == ()
    assert "3 mục" in answer.text


def test_the_dialogues_aspect_counts_where_the_words_say_none(answerer: Answerer) -> None:
    answer = answerer.answer("đăng ký khai sinh", Topic(aspects=(Aspect.FEE,)))
    assert answer.aspects == (Aspect.FEE,)
    assert "8.000 đồng" in answer.text


# What was last checked long ago is said with its day.


@pytest.mark.parametrize(("days", "noted"), [(0, False), (180, False), (181, True), (2000, True)])
def test_an_old_check_is_noted_after_the_limit(answerer_on: On, days: int, noted: bool) -> None:
    assert DEFAULT_STALE_DAYS == 180
    answer = answerer_on(CHECKED + dt.timedelta(days=days)).about(BIRTH, (Aspect.FEE,))
    assert answer.state is State.ANSWERED
    assert ("kiểm tra lần cuối ngày 01/10/2026" in answer.text) is noted
    assert "8.000 đồng" in answer.text


def test_the_limit_of_an_old_check_can_be_set(answerer: Answerer) -> None:
    strict = Answerer(answerer.searcher, stale_days=7, today=lambda: TODAY)
    assert "01/10/2026" in strict.about(BIRTH).text


def test_an_old_check_is_noted_on_every_kind(answerer_on: On) -> None:
    later = answerer_on(CHECKED + dt.timedelta(days=400))
    for question in ("VNeID dùng để làm gì?", "số cảnh sát", "Khu phố 3 nhận bao nhiêu tờ rơi?"):
        assert "01/10/2026" in later.answer(question).text


# Legal life.


def test_an_expired_procedure_names_its_day_and_successor(answerer: Answerer) -> None:
    answer = answerer.about(OLD_HOUSEHOLD, (Aspect.FEE,))
    assert answer.state is State.EXPIRED_SOURCE
    assert "hết hiệu lực từ ngày 01/07/2025" in answer.text
    assert f"Đăng ký thành lập hộ kinh doanh ({NEW_HOUSEHOLD})" in answer.text
    assert "100.000" not in answer.text, "the old fee is not told"


def test_asking_for_the_expired_procedure_by_name_says_so(answerer: Answerer) -> None:
    answer = answerer.answer("Cấp giấy chứng nhận đăng ký hộ kinh doanh bao nhiêu tiền")
    assert answer.state is State.EXPIRED_SOURCE
    assert NEW_HOUSEHOLD in answer.text


def test_on_its_last_day_a_procedure_is_still_told(answerer_on: On) -> None:
    last = dt.date(2025, 6, 30)
    assert answerer_on(last).about(OLD_HOUSEHOLD).state is State.ANSWERED
    after = answerer_on(last + dt.timedelta(days=1)).about(OLD_HOUSEHOLD)
    assert after.state is State.EXPIRED_SOURCE


def test_a_procedure_that_is_not_yet_in_force_names_its_day(answerer: Answerer) -> None:
    answer = answerer.about(FUTURE)
    assert answer.state is State.EXPIRED_SOURCE
    assert "có hiệu lực từ ngày 01/01/2027" in answer.text


# Contacts.


@pytest.mark.parametrize(
    "question",
    [
        "đường dây nóng phường",
        "số điện thoại ủy ban phường",
        "cho xin số đường dây nóng ủy ban nhân dân phường",
    ],
)
def test_the_wards_placeholder_never_shows_a_number(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert answer.state is State.NO_SOURCE
    assert "chưa cập nhật" in answer.text
    assert not re.search(r"\d", answer.text)
    assert answer.sources == ()


def test_a_national_number_is_told_with_its_source(answerer: Answerer) -> None:
    answer = answerer.answer("gọi công an số mấy")
    assert "113" in answer.text
    assert answer.sources[0].checked_on == CHECKED


# Asking back, and saying no.


def test_asking_back_offers_at_most_four_choices(answerer: Answerer) -> None:
    seen = 0
    for question in (
        "đăng ký",
        "làm giấy",
        "xin giấy",
        "giấy tờ",
        "đăng ký hộ",
        "xin đăng ký giấy",
    ):
        answer = answerer.answer(question)
        if answer.state is State.CLARIFY:
            seen += 1
            assert 1 <= len(answer.choices) <= 4
            for choice in answer.choices:
                told = answerer.about(choice.reference)
                assert choice.title in told.text or told.state is State.EXPIRED_SOURCE
                assert len(choice.reference.encode()) <= 32
    assert seen, "none of these vague questions was asked back"


@pytest.mark.parametrize("question", ["", "😀", "thời tiết hôm nay", "a" * 10_000, "<b></b>"])
def test_what_is_not_known_is_not_answered(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert answer.state in {State.NO_SOURCE, State.OUT_OF_SCOPE}
    assert answer.text
    assert answer.sources == ()
    assert answer.subject is None


def test_a_link_to_a_record_that_is_gone_says_so(answerer: Answerer) -> None:
    assert answerer.about("9.999999").state is State.NO_SOURCE


def test_a_topic_that_is_gone_is_forgotten(answerer: Answerer) -> None:
    gone = Topic("9.999999", (Aspect.FEE,))
    assert answerer.answer("đăng ký kết hôn", gone).subject == MARRIAGE
    assert answerer.answer("bao lâu có", gone).state is not State.ANSWERED


# Follow-ups.


def talk(answerer: Answerer, *questions: str) -> list[Answer]:
    """The answers of one conversation; each topic is what the answer before was about."""
    answers: list[Answer] = []
    topic = Topic()
    for question in questions:
        answer = answerer.answer(question, topic)
        if answer.subject:
            topic = Topic(answer.subject, ())
        answers.append(answer)
    return answers


def test_follow_ups_keep_the_subject(answerer: Answerer) -> None:
    answers = talk(
        answerer,
        "làm khai sinh cần gì",
        "bao lâu có",
        "nộp online được không",
        "gửi bưu điện về nhà nhé",
    )
    assert [answer.subject for answer in answers] == [BIRTH] * 4
    assert [answer.aspects for answer in answers] == [
        (Aspect.DOCUMENTS,),
        (Aspect.TIME_LIMIT,),
        (Aspect.ONLINE,),
        (Aspect.POST,),
    ]


def test_follow_ups_without_accents_keep_the_subject(answerer: Answerer) -> None:
    answers = talk(answerer, "lam khai sinh can gi", "bao lau co", "onl dc ko", "bn tien z")
    assert [answer.subject for answer in answers] == [BIRTH] * 4


@pytest.mark.parametrize(
    "thanks", ["phí bao nhiêu ạ, cảm ơn em", "nó tốn bao nhiêu tiền", "thế phí thì sao hả bạn"]
)
def test_courtesy_in_a_follow_up_is_no_new_subject(answerer: Answerer, thanks: str) -> None:
    answer = talk(answerer, "đăng ký kết hôn ở đâu", thanks)[-1]
    assert (answer.subject, Aspect.FEE in answer.aspects) == (MARRIAGE, True)


@pytest.mark.parametrize("light", ["mất bao lâu rứa", "mất mấy ngày", "mat bao lau zay"])
def test_words_that_name_nothing_keep_the_subject(answerer: Answerer, light: str) -> None:
    answer = answerer.answer(light, Topic(MARRIAGE))
    assert (answer.subject, answer.aspects) == (MARRIAGE, (Aspect.TIME_LIMIT,))


def test_a_new_subject_takes_the_conversation_with_it(answerer: Answerer) -> None:
    answers = talk(
        answerer, "làm khai sinh cần gì", "còn đăng ký kết hôn thì sao", "bao nhiêu tiền"
    )
    assert [answer.subject for answer in answers] == [BIRTH, MARRIAGE, MARRIAGE]


def test_small_talk_in_between_is_not_about_the_subject(answerer: Answerer) -> None:
    answer = answerer.answer("hôm nay trời đẹp quá", Topic(BIRTH))
    assert answer.state is State.OUT_OF_SCOPE


def test_a_follow_up_on_an_expired_procedure_still_says_that_it_is_over(answerer: Answerer) -> None:
    answer = answerer.answer("bao nhiêu tiền", Topic(OLD_HOUSEHOLD))
    assert answer.state is State.EXPIRED_SOURCE
    assert NEW_HOUSEHOLD in answer.text


def test_an_old_name_of_a_place_is_told_in_todays(answerer: Answerer) -> None:
    answer = answerer.answer("tôi ở huyện Gò Dầu, đăng ký khai sinh cần giấy tờ gì")
    assert answer.state is State.ANSWERED
    line = answer.text.splitlines()[-1]
    assert line.startswith("Huyện Gò Dầu (tỉnh Tây Ninh) là tên cũ, từ ngày 01/07/2025 thuộc")
    assert "xã Truông Mít (tỉnh Tây Ninh)" in line
    assert "vietnamadminunits" in line


def test_a_place_that_lives_on_is_not_explained(answerer: Answerer) -> None:
    answer = answerer.answer("tôi ở tỉnh Tây Ninh, đăng ký khai sinh cần giấy tờ gì")
    assert "là tên cũ" not in answer.text

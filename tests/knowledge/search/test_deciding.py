"""Each rule by which a question is answered, asked back or refused."""

import datetime as dt
from dataclasses import replace

import pytest

from knowledge.records import RecordKind, Validity
from knowledge.search.deciding import Decision, Verdict, decide
from tests.knowledge.search.judging import BIRTH, HIGH, LIMITS, TODAY, hit, item, judged


def test_a_high_score_far_ahead_is_answered() -> None:
    assert judged("làm khai sinh", hit(BIRTH, HIGH)) == Decision(Verdict.ANSWERED, "score")


def test_nothing_near_is_out_of_scope() -> None:
    assert judged("trời mưa", hit(BIRTH, LIMITS.scope - 0.1)).verdict is Verdict.OUT_OF_SCOPE
    assert judged("trời mưa").verdict is Verdict.OUT_OF_SCOPE


def test_near_but_not_near_enough_has_no_source() -> None:
    assert judged("giấy gì đó", hit(BIRTH, LIMITS.clarify - 0.1)).verdict is Verdict.NO_SOURCE


def test_two_alike_are_asked_back() -> None:
    rival = item(RecordKind.PROCEDURE, "Đăng ký kết hôn")
    assert judged("đăng ký", hit(BIRTH, HIGH), hit(rival, HIGH - 0.1)).verdict is Verdict.CLARIFY


def test_a_special_case_of_the_best_is_no_rival() -> None:
    mobile = item(RecordKind.PROCEDURE, "Đăng ký khai sinh lưu động")
    decision = judged("khai sinh", hit(BIRTH, HIGH), hit(mobile, HIGH - 0.1))
    assert decision.verdict is Verdict.ANSWERED


@pytest.mark.parametrize("reason", [Verdict.OUT_OF_SCOPE, Verdict.NO_SOURCE])
def test_a_refusal_in_front_decides(reason: Verdict) -> None:
    refusal = item(RecordKind.REFUSAL, "thời tiết", reason=reason.value)
    assert judged("mai mưa không", hit(refusal, HIGH), hit(BIRTH, HIGH - 1)).verdict is reason


def test_a_refusal_close_behind_asks_back() -> None:
    refusal = item(RecordKind.REFUSAL, "con vật", reason="out_of_scope")
    decision = judged("khai sinh", hit(BIRTH, HIGH), hit(refusal, HIGH - 0.1))
    assert decision.verdict is Verdict.CLARIFY


def test_what_no_longer_holds_is_said_to_be_so() -> None:
    old = item(
        RecordKind.PROCEDURE, "Thủ tục cũ", Validity(effective_to=TODAY - dt.timedelta(days=1))
    )
    assert judged("thủ tục cũ", hit(old, HIGH)).verdict is Verdict.EXPIRED_SOURCE


def test_a_place_that_the_ward_has_not_filled_is_no_answer() -> None:
    empty = item(RecordKind.OFFICE, "Ủy ban nhân dân phường", to_fill=True)
    assert judged("ủy ban ở đâu", hit(empty, HIGH)) == Decision(Verdict.NO_SOURCE, "open")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("bộ phận một cửa làm việc lúc nào", Verdict.ANSWERED),
        ("hôm nay bộ phận một cửa phường mình làm tới mấy giờ", Verdict.NO_SOURCE),
        ("một cửa phường Hoa Mai mở cửa lúc nào", Verdict.NO_SOURCE),
    ],
)
def test_a_general_answer_leaves_here_and_now_to_a_person(question: str, verdict: Verdict) -> None:
    faq = item(RecordKind.FAQ, "Giờ làm việc", answer="Giờ hành chính.", leaves_open=True)
    assert judged(question, hit(faq, HIGH)).verdict is verdict


def test_what_a_kind_of_refusals_is_almost_as_near_to_is_asked_back() -> None:
    refusal = item(RecordKind.REFUSAL, "con vật", reason="out_of_scope")
    far = hit(BIRTH, LIMITS.answer), hit(refusal, LIMITS.answer - 4)
    near = hit(BIRTH, LIMITS.answer), hit(refusal, LIMITS.answer - 0.7)
    assert judged("làm khai sinh", *far).verdict is Verdict.ANSWERED
    assert judged("làm khai sinh", *near) == Decision(Verdict.CLARIFY, "sureness")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("ông Năm bán cháo có làm khai sinh không", Verdict.CLARIFY),
        ("chị Thu đã làm khai sinh cho con chưa", Verdict.CLARIFY),
        ("Vợ tôi đã làm khai sinh cho con với ai khác chưa", Verdict.CLARIFY),
        ("vợ tôi có làm khai sinh cùng người khác được không", Verdict.ANSWERED),
        ("ông nội có làm khai sinh cho cháu được không", Verdict.ANSWERED),
        ("năm nay anh tôi làm khai sinh được không", Verdict.ANSWERED),
    ],
)
def test_how_it_stands_with_somebody_named_is_asked_back(question: str, verdict: Verdict) -> None:
    assert judged(question, hit(BIRTH, HIGH)).verdict is verdict


@pytest.mark.parametrize(
    "question", ["hồ sơ khai sinh của tôi xong chưa", "giấy khai sinh của cháu về chưa"]
)
def test_how_a_dossier_stands_is_not_in_a_procedure(question: str) -> None:
    assert judged(question, hit(BIRTH, HIGH)).verdict is Verdict.NO_SOURCE


@pytest.mark.parametrize(
    "question",
    [
        "đăng ký khai sinh cho con mèo",
        "khai sinh cho cái tủ lạnh mới mua",
        "khai sinh cho người ngoài hành tinh",
        "đăng ký khai sinh cho hai con chó",
    ],
)
def test_a_jest_in_official_words_is_not_answered(question: str) -> None:
    assert judged(question, hit(BIRTH, HIGH)) == Decision(Verdict.OUT_OF_SCOPE, "unfit")


@pytest.mark.parametrize(
    "question",
    [
        "làm khai sinh cho con của bố mẹ đi làm xa",
        "khai sinh cho cháu của ông nội",
        "khai sinh cho bé nhà tôi",
    ],
)
def test_people_are_no_jest(question: str) -> None:
    assert judged(question, hit(BIRTH, HIGH)).verdict is Verdict.ANSWERED


def test_a_record_that_is_about_the_animal_is_told() -> None:
    dogs = item(RecordKind.PROCEDURE, "Khai báo nuôi chó", aliases=["tiêm dại cho chó"])
    assert judged("khai báo cho chó nhà tôi", hit(dogs, HIGH)).verdict is Verdict.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "khai sinh cho cái nồi đất",
        "khai sinh cho cây bưởi sau nhà",
        "xin khai sinh vì tôi đẹp trai",
    ],
)
def test_things_and_moods_have_no_papers(question: str) -> None:
    birth = item(RecordKind.PROCEDURE, "Đăng ký khai sinh", field="Hộ tịch")
    assert judged(question, hit(birth, HIGH)) == Decision(Verdict.OUT_OF_SCOPE, "unfit")


def test_people_counted_with_a_things_word_are_people() -> None:
    birth = item(RecordKind.PROCEDURE, "Đăng ký khai sinh", field="Hộ tịch")
    question = "khai sinh cho cái con nhỏ nhà tui"
    assert judged(question, hit(birth, HIGH)).verdict is Verdict.ANSWERED


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("lam khai sinh cho con bo nha toi", Verdict.CLARIFY),
        ("lam khai sinh cho con ma chua co giay", Verdict.CLARIFY),
        ("lam khai sinh cho con trai dau long", Verdict.ANSWERED),
        ("lam khai sinh cho chau cua ong noi", Verdict.ANSWERED),
    ],
)
def test_a_noun_whose_accents_are_a_guess_is_asked_back(question: str, verdict: Verdict) -> None:
    hits = [hit(BIRTH, HIGH)]
    assert decide(question, hits, LIMITS, TODAY, guessed=True).verdict is verdict


@pytest.mark.parametrize("question", ["năm 2031 khai sinh có đổi không", "sang năm lệ phí có tăng"])
def test_the_years_to_come_are_not_told(question: str) -> None:
    assert judged(question, hit(BIRTH, HIGH)) == Decision(Verdict.NO_SOURCE, "year")


def test_this_year_is_told() -> None:
    assert judged("năm 2026 làm khai sinh", hit(BIRTH, HIGH)).verdict is Verdict.ANSWERED


def test_anothers_account_is_not_ours() -> None:
    faq = item(RecordKind.FAQ, "Quên mật khẩu VNeID", question="x", answer="Mở VNeID, bấm quên.")
    judgement = judged("quên mật khẩu gmail thì sao", hit(faq, HIGH))
    assert (judgement.verdict, judgement.why) == (Verdict.NO_SOURCE, "value")
    assert judged("quên mật khẩu VNeID thì sao", hit(faq, HIGH)).verdict is Verdict.ANSWERED


def test_a_guessed_noun_is_not_told_by_a_word_of_other_accents() -> None:
    number = item(RecordKind.PROCEDURE, "Đăng ký thường trú", aliases=["mã số nơi ở"])
    question = "nhap khau cho con ma nha hoang"
    verdict = decide(question, [hit(number, HIGH)], LIMITS, TODAY, guessed=True).verdict
    assert verdict is Verdict.CLARIFY


def test_words_that_name_several_alike_are_asked_back() -> None:
    again = item(RecordKind.PROCEDURE, "Đăng ký lại khai sinh")
    rival = item(RecordKind.PROCEDURE, "Đăng ký lại kết hôn")
    hits = hit(again, HIGH), hit(rival, HIGH - 2)
    assert judged("đăng ký lại", *hits).verdict is Verdict.CLARIFY
    assert judged("đăng ký lại khai sinh", *hits).verdict is Verdict.ANSWERED


@pytest.mark.parametrize(
    "question", ["con vẹt có phải khai sinh không", "con thỏ nhà tôi khai sinh"]
)
def test_an_animal_that_may_be_a_childs_name_is_asked_about(question: str) -> None:
    assert judged(question, hit(BIRTH, HIGH)) == Decision(Verdict.CLARIFY, "perhaps unfit")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("đăng ký khai sinh ở Đức thế nào", Verdict.CLARIFY),
        ("đăng ký khai sinh bên nước Mỹ", Verdict.CLARIFY),
        ("mẹ là người Đức thì khai sinh cho con thế nào", Verdict.ANSWERED),
        ("đăng ký khai sinh ở anh Tư", Verdict.ANSWERED),
    ],
)
def test_another_countrys_offices_are_not_ours(question: str, verdict: Verdict) -> None:
    assert judged(question, hit(BIRTH, HIGH)).verdict is verdict


def test_who_comes_home_with_foreign_papers_is_answered() -> None:
    noted = item(RecordKind.PROCEDURE, "Ghi vào sổ việc khai sinh ở nước ngoài")
    assert judged("con sinh bên Pháp về ghi vào sổ", hit(noted, HIGH)).verdict is Verdict.ANSWERED


def test_few_of_the_words_said_are_too_few_to_answer() -> None:
    """'khai tử cho mối tình đầu' says a procedure's words, and as many of nobody's."""
    half = replace(hit(BIRTH, LIMITS.answer + 0.5), covered=0.4)
    rival = hit(item(RecordKind.PROCEDURE, "Đăng ký khai tử"), LIMITS.answer - 0.5)
    assert judged("khai sinh", half, rival) == Decision(Verdict.CLARIFY, "sureness")
    whole = replace(half, covered=1.0)
    assert judged("khai sinh", whole, rival).verdict is Verdict.ANSWERED


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        ("nhà bên cạnh đã đăng ký khai sinh chưa", "value"),
        ("liệu có bỏ giấy khai sinh hẳn không", "year"),
        ("mai mốt lệ phí khai sinh có tăng không", "year"),
        ("tên con tôi có trong danh sách khai sinh không", "value"),
    ],
)
def test_what_no_procedure_tells_is_not_answered_with_one(question: str, gap: str) -> None:
    decision = judged(question, hit(BIRTH, HIGH))
    assert decision.verdict is Verdict.NO_SOURCE
    assert decision.why == gap

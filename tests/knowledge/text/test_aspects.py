"""What is asked is told apart from what it is asked about, with or without accents."""

import pytest
import yaml

from knowledge.text import Aspect, AspectReader, fold
from knowledge.text import aspects as module

READER = AspectReader.default()
ASKED = {
    Aspect.DOCUMENTS: [
        "làm khai sinh cần gì",
        "khai sinh cần những giấy tờ gì",
        "hồ sơ khai sinh gồm những gì",
        "đi khai sinh phải mang theo gì",
    ],
    Aspect.STEPS: [
        "làm khai sinh như thế nào",
        "các bước khai sinh",
        "hướng dẫn khai sinh",
        "trình tự khai sinh ra sao",
    ],
    Aspect.FEE: [
        "khai sinh bao nhiêu tiền",
        "lệ phí khai sinh",
        "khai sinh có mất phí không",
        "khai sinh tốn bao nhiêu",
    ],
    Aspect.TIME_LIMIT: [
        "khai sinh bao lâu có",
        "khai sinh mấy ngày xong",
        "khi nào có khai sinh",
        "thời hạn khai sinh",
    ],
    Aspect.WHERE: [
        "khai sinh ở đâu",
        "nộp khai sinh chỗ nào",
        "khai sinh đến đâu nộp",
        "cơ quan nào làm khai sinh",
    ],
    Aspect.ONLINE: [
        "khai sinh online được không",
        "khai sinh qua mạng",
        "nộp khai sinh trực tuyến",
        "khai sinh trên cổng dịch vụ công",
    ],
    Aspect.POST: [
        "gửi khai sinh qua bưu điện",
        "khai sinh giao tận nhà được không",
        "nhận khai sinh qua bưu chính",
        "khai sinh có ship không",
    ],
    Aspect.RESULT: [
        "khai sinh xong nhận được gì",
        "kết quả là gì khi khai sinh",
        "khai sinh thì được cấp gì",
    ],
    Aspect.AUDIENCE: [
        "ai được khai sinh",
        "đối tượng nào được khai sinh",
        "khai sinh có làm thay được không",
        "điều kiện khai sinh",
    ],
    Aspect.LEGAL_BASIS: [
        "căn cứ pháp lý khai sinh",
        "khai sinh theo luật nào",
        "nghị định nào nói về khai sinh",
    ],
    Aspect.FORM: [
        "mẫu đơn khai sinh",
        "xin mẫu khai sinh ở phường",
        "tờ khai nào để khai sinh",
    ],
}
PHRASED = [(aspect, text) for aspect, texts in ASKED.items() for text in texts]


def test_every_aspect_but_the_overview_has_phrases() -> None:
    assert set(ASKED) == set(Aspect) - {Aspect.OVERVIEW}


@pytest.mark.parametrize(("aspect", "question"), PHRASED)
def test_the_aspect_is_heard_and_the_subject_left(aspect: Aspect, question: str) -> None:
    reading = READER.read(question)
    assert aspect in reading.aspects
    assert reading.subject[-2:] == ("khai", "sinh") or {"khai", "sinh"} <= set(reading.subject)


@pytest.mark.parametrize(("aspect", "question"), PHRASED)
def test_accents_never_decide(aspect: Aspect, question: str) -> None:
    assert READER.read(fold(question)) == READER.read(question)


@pytest.mark.parametrize("question", ["đăng ký khai sinh", "khai sinh cho con tôi", "", "😀"])
def test_without_a_question_word_no_aspect_is_invented(question: str) -> None:
    assert READER.read(question).aspects == ()


def test_two_aspects_in_one_question_are_both_heard() -> None:
    reading = READER.read("khai sinh cần giấy tờ gì và bao nhiêu tiền")
    assert {Aspect.DOCUMENTS, Aspect.FEE} <= set(reading.aspects)


@pytest.mark.parametrize(
    "follow_up",
    [
        "bao lâu có",
        "bao lâu thì có vậy ạ",
        "nộp online được không",
        "thế phí bao nhiêu hả em",
        "cần giấy tờ gì ạ",
        "ở đâu vậy shop",
        "gửi bưu điện về nhà nhé",
        "gửi về nhà qua bưu điện giúp em",
        "bao lâu có, cảm ơn em",
        "nó cần giấy tờ gì",
        "phí?",
        "giá?",
        "còn tiền?",
        "hạn?",
        "giấy tờ?",
        "online?",
        "bưu điện?",
        "qua app được không",
        "thế phí thì sao hả bạn",
    ],
)
def test_a_follow_up_has_no_subject_of_its_own(follow_up: str) -> None:
    """Follow-ups keep the conversation's subject only when none of their words is taken for one."""
    reading = READER.read(follow_up)
    assert reading.aspects
    assert reading.subject == ()


@pytest.mark.parametrize(
    ("bare", "aspect"), [("phí?", Aspect.FEE), ("thế còn hạn?", Aspect.TIME_LIMIT)]
)
def test_a_bare_word_asks_when_nothing_else_does(bare: str, aspect: Aspect) -> None:
    assert READER.read(bare).aspects == (aspect,)


@pytest.mark.parametrize("text", ["gia hạn tạm trú", "đất phi nông nghiệp", "gia đình", "gia hạn"])
def test_a_bare_word_beside_a_subject_asks_nothing(text: str) -> None:
    assert READER.read(text).aspects == ()


def test_every_word_of_the_table_is_a_word() -> None:
    """YAML reads a bare 'on' or 'no' as true or false, so 'cảm ơn' was no courtesy."""
    data = yaml.safe_load(module._TABLE.read_text(encoding="utf-8"))
    phrases = [phrase for some in data["aspects"].values() for phrase in some]
    alone = [word for some in data["alone"].values() for word in some]
    assert [
        word for word in [*phrases, *alone, *data["courtesy"]] if not isinstance(word, str)
    ] == []


def test_every_phrase_of_the_table_is_folded() -> None:
    data = yaml.safe_load(module._TABLE.read_text(encoding="utf-8"))
    phrases = [str(phrase) for some in data["aspects"].values() for phrase in some]
    assert [phrase for phrase in phrases if phrase != fold(phrase)] == []

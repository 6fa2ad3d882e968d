"""A procedure is told from its record: what was asked, short, and nothing that is not there."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answers.procedures import MAX_LINE, MAX_PAPERS, MAX_STEPS, shortened, tell
from knowledge.answers.wording import label, say
from knowledge.records import Procedure
from knowledge.text import Aspect
from tests.knowledge.samples import BIRTH_RECORD, procedure

TOLD = {
    Aspect.DOCUMENTS: "- Giấy chứng sinh (1 bản chính)\n- Khi trẻ bị bỏ rơi: Biên bản",
    Aspect.STEPS: "1. Nộp giấy tờ trong 60 ngày kể từ ngày sinh.\n2. Nhận Giấy khai sinh",
    Aspect.FEE: "Phí, lệ phí: Quá hạn 60 ngày: 8.000 đồng; đúng hạn: miễn phí",
    Aspect.TIME_LIMIT: "Thời hạn: Trong ngày làm việc; nhận sau 15 giờ",
    Aspect.WHERE: "Nơi nộp: Bộ phận một cửa cấp xã nơi cư trú",
    Aspect.ONLINE: "toàn trình (làm trọn trên mạng). Vào đây: https://dichvucong.gov.vn/khai-sinh",
    Aspect.POST: "bưu chính công ích được. Nhớ kèm bản sao có chứng thực.",
    Aspect.RESULT: "Kết quả: Giấy khai sinh",
    Aspect.AUDIENCE: "Cha, mẹ, ông bà hoặc người thân của trẻ. Trẻ chưa được đăng ký khai sinh.",
    Aspect.LEGAL_BASIS: "- Luật Hộ tịch 60/2014/QH13\n- Nghị định 123/2015/NĐ-CP",
    Aspect.FORM: "Mẫu đơn, tờ khai:\n- Tờ khai đăng ký khai sinh",
}
ASPECTS = [aspect for aspect in Aspect if aspect is not Aspect.OVERVIEW]


@pytest.mark.parametrize(("aspect", "words"), TOLD.items())
def test_each_aspect_is_told_under_the_procedures_name(aspect: Aspect, words: str) -> None:
    text = tell(BIRTH_RECORD, (aspect,))
    assert text.startswith("Đăng ký khai sinh\n")
    assert words in text
    assert say("unknown") not in text


def test_every_aspect_is_covered_above() -> None:
    assert set(TOLD) == set(ASPECTS)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_only_what_was_asked_is_told(aspect: Aspect) -> None:
    text = tell(BIRTH_RECORD, (aspect,))
    assert [
        other for other in ASPECTS if other is not aspect and f"\n{label(other)}:" in text
    ] == []


@pytest.mark.parametrize("aspect", ASPECTS)
def test_what_no_source_says_is_for_the_counter_to_say(aspect: Aspect) -> None:
    text = tell(procedure(), (aspect,))
    assert text == f"Việc mẫu\n{label(aspect)}: {say('unknown')}"
    assert "hỏi bộ phận một cửa" in text
    assert not re.search(r"\d", text)


def test_two_aspects_are_told_in_the_order_asked() -> None:
    text = tell(BIRTH_RECORD, (Aspect.FEE, Aspect.DOCUMENTS))
    assert text.index("Phí, lệ phí:") < text.index("Giấy tờ cần có:")


@pytest.mark.parametrize("aspects", [(), (Aspect.OVERVIEW,)])
def test_without_an_aspect_a_short_overview_is_told(aspects: tuple[Aspect, ...]) -> None:
    text = tell(BIRTH_RECORD, aspects)
    assert "Ghi nhận việc sinh của trẻ" in text
    assert "3 mục" in text
    assert "8.000 đồng" in text
    assert len(text) < 900


def test_an_overview_is_silent_about_what_is_unknown() -> None:
    assert tell(procedure(), ()) == "Việc mẫu"


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"online": "một phần"}, "một phần (có bước phải đến nơi)"),
        ({"online": "không", "online_url": "https://a.vn"}, "Chưa nộp trực tuyến được."),
        ({"online_note": "Qua VNeID."}, "Qua VNeID."),
    ],
)
def test_online_service_is_told_as_far_as_it_goes(where: dict[str, Any], words: str) -> None:
    text = tell(procedure(where=where), (Aspect.ONLINE,))
    assert words in text
    assert "https://a.vn" not in text


def test_post_that_is_not_offered_is_said_plainly() -> None:
    assert say("post_no") in tell(procedure(where={"post": False}), (Aspect.POST,))
    assert say("unknown") in tell(procedure(where={"post": None}), (Aspect.POST,))


def test_a_long_dossier_says_how_much_is_left_out() -> None:
    papers = [{"text": f"Giấy {chr(65 + n)}"} for n in range(MAX_PAPERS + 3)]
    text = tell(procedure(documents=papers), (Aspect.DOCUMENTS,))
    assert text.count("\n- ") == MAX_PAPERS
    assert text.endswith(say("more_documents", count=3))
    exact = tell(procedure(documents=papers[:MAX_PAPERS]), (Aspect.DOCUMENTS,))
    assert "mục nữa" not in exact


def test_long_steps_say_that_there_are_more() -> None:
    text = tell(procedure(steps=["Làm"] * (MAX_STEPS + 1)), (Aspect.STEPS,))
    assert text.endswith(say("more_lines"))
    assert f"{MAX_STEPS + 1}." not in text


@pytest.mark.parametrize("aspect", [Aspect.LEGAL_BASIS, Aspect.FORM, Aspect.RESULT])
def test_text_with_braces_or_markup_is_told_as_it_stands(aspect: Aspect) -> None:
    odd = "Giấy {tên} <b>%s</b> & {0}"
    record = procedure(legal_basis=[odd], forms=[odd], result=odd)
    assert odd in tell(record, (aspect,))


def test_shortening_cuts_between_words_and_shows_it() -> None:
    text = "từ " * 200
    cut = shortened(text)
    assert len(cut) <= MAX_LINE + 1
    assert cut.endswith("từ…")
    assert shortened("ngắn") == "ngắn"


def test_shortening_never_cuts_a_number_in_two() -> None:
    """A fee that ends at the screen's edge must not lose a zero."""
    for length in range(MAX_LINE - 12, MAX_LINE + 1):
        told = shortened("a" * (length - 1) + " 1.250.000 đồng và thêm nữa " + "b " * 200)
        assert set(re.findall(r"\d[\d.]*", told)) <= {"1.250.000"}


NUMBER = re.compile(r"\d+(?:[.,/:-]\d+)*")
WORDS = ["phí", "nộp", "trong", "ngày", "đồng", "bản", "Nghị", "định", "số", "giờ", "theo", "mẫu"]
NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.integers(1, 9999).map(lambda n: f"{n}.000"),
    st.builds("{}/20{}/NĐ-CP".format, st.integers(1, 400), st.integers(10, 26)),
    st.dates().map(lambda day: f"{day:%d/%m/%Y}"),
)
SENTENCES = st.lists(st.one_of(st.sampled_from(WORDS), NUMBERS), min_size=1, max_size=90).map(
    lambda words: "Ghi: " + " ".join(words)
)
MAYBE = st.one_of(st.none(), SENTENCES)
LISTS = st.lists(SENTENCES, max_size=12)
RECORDS = st.builds(
    procedure,
    summary=MAYBE,
    audience=MAYBE,
    documents=st.lists(st.fixed_dictionaries({"text": SENTENCES, "when": MAYBE}), max_size=12),
    steps=LISTS,
    where=st.fixed_dictionaries(
        {
            "counter": MAYBE,
            "online": st.sampled_from([None, "toàn trình", "một phần", "không"]),
            "online_note": MAYBE,
            "post": st.sampled_from([None, True, False]),
            "post_note": MAYBE,
        }
    ),
    time_limit=MAYBE,
    fee=MAYBE,
    agency=MAYBE,
    result=MAYBE,
    requirements=LISTS,
    forms=LISTS,
    legal_basis=LISTS,
)


@settings(max_examples=150, deadline=None)
@given(record=RECORDS, aspects=st.lists(st.sampled_from(list(Aspect)), max_size=4, unique=True))
def test_every_number_told_stands_in_the_record(record: Procedure, aspects: list[Aspect]) -> None:
    """Only counting is ours: the numbers of the steps, and how many papers there are or remain."""
    told = re.sub(r"(?m)^\d+\. (?=Ghi: )", "", tell(record, tuple(aspects)))
    count = len(record.documents)
    for ours in (
        say("documents_count", count=count),
        say("more_documents", count=max(count - MAX_PAPERS, 0)),
    ):
        told = told.replace(ours, "")
    assert set(NUMBER.findall(told)) <= set(NUMBER.findall(record.model_dump_json()))

"""Everything that is said fits Zalo: plain text, five buttons, numbered beyond, sources whole."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.zalo.constants import TEXT_MAX
from bot.channels.zalo.encode import ContactForm, FilePart, TextPart, encode, request_info
from bot.channels.zalo.plain import plain
from bot.messages import (
    Button,
    FileKind,
    OutboundFile,
    OutboundMessage,
    QuizQuestion,
    SourceLine,
)

SOURCE = SourceLine(
    title="Đăng ký khai sinh",
    code="1.001193",
    url="https://dichvucong.gov.vn/1.001193",
    checked_on=dt.date(2026, 10, 2),
)


def buttons(count: int) -> tuple[Button, ...]:
    return tuple(
        Button(title=f"Việc {n}", payload=f"/choose_{'x' * n}") for n in range(1, count + 1)
    )


def texts(message: OutboundMessage) -> list[TextPart]:
    return [part for part in encode(message) if isinstance(part, TextPart)]


def test_buttons_come_back_as_hidden_queries() -> None:
    (part,) = texts(OutboundMessage(text="Ông/bà cần gì?", buttons=buttons(2)))
    assert part.message == {
        "text": "Ông/bà cần gì?",
        "attachment": {
            "type": "template",
            "payload": {
                "buttons": [
                    {"title": "Việc 1", "type": "oa.query.hide", "payload": "/choose_x"},
                    {"title": "Việc 2", "type": "oa.query.hide", "payload": "/choose_xx"},
                ]
            },
        },
    }


def test_a_sixth_choice_makes_all_of_them_numbers() -> None:
    (part,) = texts(OutboundMessage(text="Chọn một.", buttons=buttons(6)))
    assert part.buttons == ()
    assert "1. Việc 1\n" in part.text
    assert "6. Việc 6\n" in part.text
    assert "nhắn số" in part.text


def test_a_quiz_becomes_lettered_options() -> None:
    quiz = QuizQuestion(options=("15 giờ", "17 giờ"), correct=1)
    (part,) = texts(OutboundMessage(text="Mấy giờ đóng cửa?", quiz=quiz))
    assert "A. 15 giờ\nB. 17 giờ" in part.text


def test_the_source_keeps_its_address_and_date() -> None:
    (part,) = texts(OutboundMessage(text="Cần giấy chứng sinh.", sources=(SOURCE,)))
    assert part.text == (
        "Cần giấy chứng sinh.\n\nNguồn: Đăng ký khai sinh (1.001193), kiểm tra ngày 02/10/2026\n"
        "https://dichvucong.gov.vn/1.001193"
    )


def test_a_long_answer_is_cut_at_sentences_and_the_source_stays_whole() -> None:
    text = " ".join(f"Câu số {n} nói về giấy tờ cần mang theo." for n in range(120))
    parts = texts(OutboundMessage(text=text, sources=(SOURCE,), buttons=buttons(3)))
    assert len(parts) > 2
    assert all(len(part.text) <= TEXT_MAX for part in parts)
    assert all(part.text.endswith(".") for part in parts[:-1])
    assert sum(SOURCE.url in part.text for part in parts if SOURCE.url) == 1
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("**Lệ phí**: 8.000", "Lệ phí: 8.000"),
        ("<b>Lệ phí</b> và <i>hạn</i>", "Lệ phí và hạn"),
        ("5 ** 2 và a__b", "5 ** 2 và a__b"),
        (unicodedata.normalize("NFD", "Hồ sơ"), "Hồ sơ"),
    ],
)
def test_no_markup_is_left(marked: str, shown: str) -> None:
    assert plain(marked) == shown


def test_files_go_first_and_what_zalo_does_not_take_is_said() -> None:
    files = (
        OutboundFile(kind=FileKind.IMAGE, path="a/so-do.png", name="Sơ đồ"),
        OutboundFile(kind=FileKind.DOCUMENT, path="a/don.docx", name="Đơn"),
        OutboundFile(kind=FileKind.DOCUMENT, path="a/bang.xlsx", name="Bảng tính"),
    )
    image, document, text = encode(OutboundMessage(text="Xin gửi.", files=files))
    assert isinstance(image, FilePart)
    assert image.image
    assert isinstance(document, FilePart)
    assert isinstance(text, TextPart)
    assert "'Bảng tính' không gửi được qua Zalo" in text.text


def test_the_list_template_waits_behind_its_setting() -> None:
    message = OutboundMessage(text="Chọn.", buttons=buttons(3))
    (part,) = encode(message, lists=True)
    assert isinstance(part, TextPart)
    payload = part.message["attachment"]["payload"]
    assert payload["template_type"] == "list"
    assert len(payload["elements"]) == 4
    (plain_part,) = encode(message)
    assert isinstance(plain_part, TextPart)
    assert "template_type" not in plain_part.message["attachment"]["payload"]
    (long_part,) = encode(message.model_copy(update={"text": "dài " * 60}), lists=True)
    assert isinstance(long_part, TextPart)
    assert "text" in long_part.message


def test_asking_for_contact_data_keeps_the_limits() -> None:
    body = request_info("T" * 200, "S" * 900, "https://a.vn/logo.png")
    (element,) = body["attachment"]["payload"]["elements"]
    assert (len(element["title"]), len(element["subtitle"])) == (100, 500)


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=6000),
    st.integers(0, 9),
)
def test_whatever_is_said_fits_and_no_word_is_lost(text: str, count: int) -> None:
    parts = texts(OutboundMessage(text=text, buttons=buttons(count), sources=(SOURCE,)))
    assert all(0 < len(part.text) <= TEXT_MAX for part in parts)
    assert all(len(part.buttons) <= 5 for part in parts)
    together = "".join("".join(part.text.split()) for part in parts)
    assert "".join(plain(text).split()) in together


def test_where_a_number_is_asked_for_zalo_s_own_form_follows() -> None:
    form = ContactForm("UBND phường Mẫu", "https://example.gov.vn/logo.png")
    asking = OutboundMessage(text="Ông/bà để lại số nhé?", asks_contact=True)
    text, shown = encode(asking, form=form)
    assert isinstance(text, TextPart)
    payload = shown.message["attachment"]["payload"]  # type: ignore[union-attr]
    assert payload["template_type"] == "request_user_info"
    assert payload["elements"][0]["title"] == "UBND phường Mẫu"
    assert "Không bắt buộc" in payload["elements"][0]["subtitle"]
    assert len(encode(asking)) == 1, "without a picture's address there is no form"
    assert len(encode(OutboundMessage(text="Chào."), form=form)) == 1

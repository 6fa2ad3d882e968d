"""From the neutral message to Telegram's HTML."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.split import split_text, visible_length
from bot.channels.telegram.constants import SOURCE_TITLE_MAX, TEXT_MAX
from bot.channels.telegram.encode import encode
from bot.messages import Button, OutboundMessage, SourceLine
from tests.loopback.telegram.html_text import parse_html, utf16_length

SENTENCE = "Công dân nộp hồ sơ tại Bộ phận một cửa của Uỷ ban nhân dân phường. "


def test_markup_in_a_text_is_shown_and_not_obeyed() -> None:
    (part,) = encode(OutboundMessage(text="<script>alert(1)</script> & <b>đậm</b> &amp;"))
    text, entities = parse_html(part.html)
    assert text == "<script>alert(1)</script> & <b>đậm</b> &amp;"
    assert entities == []


def test_sources_stand_in_a_short_block_at_the_end() -> None:
    source = SourceLine(
        title="Đăng ký khai sinh",
        code="1.001193",
        url="https://dichvucong.gov.vn/p?a=1&b=2",
        checked_on=dt.date(2026, 9, 2),
    )
    (part,) = encode(OutboundMessage(text="Miễn phí.", sources=(source,)))
    assert part.html == (
        'Miễn phí.\n\nNguồn: <a href="https://dichvucong.gov.vn/p?a=1&amp;b=2">'
        "Đăng ký khai sinh (1.001193)</a>, kiểm tra ngày 02/09/2026"
    )


def test_several_sources_are_a_list() -> None:
    sources = (SourceLine(title="Một"), SourceLine(title="Hai", code="Hai 2"))
    (part,) = encode(OutboundMessage(text="Có.", sources=sources))
    assert part.html == "Có.\n\nNguồn:\n• Một\n• Hai (Hai 2)"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://resolve?domain=x",
        "/p",
        "https://",
        "https://[",
        "ftp://a.vn",
        "https://a.vn/" + "a" * 3000,
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    (part,) = encode(OutboundMessage(text="Có.", sources=(SourceLine(title="X", url=url),)))
    assert part.html == "Có.\n\nNguồn: X"


def test_an_address_cannot_leave_its_attribute() -> None:
    url = "https://a.vn/\"><b>'&"
    (part,) = encode(OutboundMessage(text="Có.", sources=(SourceLine(title="X", url=url),)))
    _, entities = parse_html(part.html)
    assert [entity.get("url") for entity in entities] == [url]


def test_text_is_composed() -> None:
    """A decomposed 'ế' is three characters to Telegram and no match when people search."""
    decomposed = unicodedata.normalize("NFD", "Giấy khai sinh ở đâu?")
    (part,) = encode(OutboundMessage(text=decomposed))
    assert part.html == "Giấy khai sinh ở đâu?"


def test_a_long_text_is_cut_at_sentences_and_buttons_come_last() -> None:
    button = Button(title="Lệ phí", payload="/ask_fee")
    source = SourceLine(title="Nguồn tin", url="https://a.vn")
    parts = encode(OutboundMessage(text=SENTENCE * 150, buttons=(button,), sources=(source,)))
    assert len(parts) == 3
    assert all(part.html.startswith("Công dân") for part in parts)
    assert [part.keyboard is None for part in parts] == [True, True, False]
    assert "Nguồn tin</a>" in parts[-1].html


def test_escaping_does_not_count_against_the_limit() -> None:
    parts = encode(OutboundMessage(text="<" * TEXT_MAX))
    assert [part.html for part in parts] == ["&lt;" * TEXT_MAX]


def test_sources_that_do_not_fit_get_their_own_part() -> None:
    source = SourceLine(title="x" * 900)
    first, second = encode(OutboundMessage(text="a" * TEXT_MAX, sources=(source,)))
    assert first.html == "a" * TEXT_MAX
    assert len(second.html) == len("Nguồn: ") + SOURCE_TITLE_MAX


def test_rows_follow_the_length_of_titles() -> None:
    titles = ("Hồ sơ", "Lệ phí", "Nộp qua dịch vụ bưu chính công ích", "Thời hạn")
    buttons = tuple(Button(title=title, payload="/x") for title in titles)
    (part,) = encode(OutboundMessage(text="Hỏi gì ạ?", buttons=buttons))
    assert part.keyboard is not None
    rows = [[key.text for key in row] for row in part.keyboard.inline_keyboard]
    assert rows == [["Hồ sơ", "Lệ phí"], ["Nộp qua dịch vụ bưu chính công ích"], ["Thời hạn"]]


def test_nothing_to_show_is_no_part() -> None:
    assert encode(OutboundMessage(text=" \n ")) == ()


@pytest.mark.parametrize(
    "text",
    ["Lệ phí 10.000 đồng một bản", "Địa chỉ ở TP. Thủ Đức nhé bạn ơi", "1. Tờ khai 2. Bản sao ạ"],
)
def test_numbers_and_abbreviations_are_not_sentence_ends(text: str) -> None:
    parts = split_text(text, len(text) - 4)
    assert parts[0].split()[-1].rstrip(".") not in {"10", "TP", "1", "2"}


@given(
    st.text(st.sampled_from("aậ 🙂.\n<&?"), max_size=400), st.integers(min_value=2, max_value=60)
)
def test_splitting_loses_no_word_and_keeps_the_limit(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(0 < visible_length(part) == utf16_length(part) <= limit for part in parts)

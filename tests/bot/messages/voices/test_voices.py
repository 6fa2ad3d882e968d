"""Each voice in its own way: what it keeps, how it sounds, what it says of itself."""

import io
import json
import shutil
import wave

import pytest
from docx import Document

from bot.messages.brief import Audience, BotLinks
from bot.messages.briefing import Sources
from bot.messages.gsm import ambiguities, count_sms, reworded, unaccent
from bot.messages.rendering import render, usual_audience
from bot.messages.voices import ChannelName, Options
from bot.messages.voices import audio as audio_module
from bot.messages.voices.splitting import short_sentences
from tests.bot.messages.voices.conftest import TODAY, UNIT


def test_four_audiences_are_told_truly_different_things(sources: Sources, options: Options) -> None:
    texts = {
        audience: render(
            sources.brief("1.001612", audience, UNIT), ChannelName.ZALO_ARTICLE, options
        ).rendered.text
        for audience in Audience
    }
    assert len(set(texts.values())) == len(Audience)
    assert "1.001612" in texts[Audience.OFFICER]
    assert "1.001612" not in texts[Audience.HAMLET]
    assert "Bà con" in texts[Audience.HAMLET]
    assert "ông/bà" not in texts[Audience.OFFICER]
    business, citizen = texts[Audience.BUSINESS], texts[Audience.CITIZEN]
    assert business.index("Nộp qua mạng") < business.index("Nộp trực tiếp tại")
    assert citizen.index("Nộp ở đâu") < citizen.index("Nộp qua mạng")


def test_one_sms_where_it_fits_and_counted_where_not(sources: Sources, options: Options) -> None:
    short = render(sources.brief("1.000656", Audience.CITIZEN, UNIT), ChannelName.SMS, options)
    assert short.rendered.text.isascii()
    counted = count_sms(short.rendered.text)
    assert short.rendered.figures["tin tính phí"] == counted.parts
    accents = Options(today=TODAY, accents=True)
    long = render(sources.brief("1.000656", Audience.CITIZEN, UNIT), ChannelName.SMS, accents)
    assert count_sms(long.rendered.text).encoding == "UCS-2"
    assert long.rendered.figures["tin tính phí"] > counted.parts


@pytest.mark.parametrize(
    ("text", "encoding", "units", "parts"),
    [
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 153 * 2 + "a", "GSM-7", 307, 3),
        ("[€]", "GSM-7", 6, 1),
        ("ă" * 70, "UCS-2", 70, 1),
        ("ă" * 71, "UCS-2", 71, 2),
        ("😀" * 35, "UCS-2", 70, 1),
    ],
)
def test_an_sms_is_counted_as_networks_do(text: str, encoding: str, units: int, parts: int) -> None:
    count = count_sms(text)
    assert (count.encoding, count.units, count.parts) == (encoding, units, parts)


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("Tạm dừng nhận hồ sơ sáu ngày", "Tam ngung nhan ho so 6 ngay"),
        ("Hoãn họp", "Lui lai hop"),
        ("Đừng bấm vào liên kết lạ", "Cho nen bam vao lien ket la"),
    ],
)
def test_words_that_would_turn_into_others_are_replaced(said: str, sent: str) -> None:
    assert ambiguities(said)
    assert ambiguities(reworded(said)) == []
    assert unaccent(reworded(said)) == sent


def test_the_bulletin_greets_says_who_speaks_and_repeats_the_place(
    sources: Sources, options: Options
) -> None:
    brief = sources.brief("1.001193", Audience.HAMLET, UNIT)
    script = render(brief, ChannelName.LOUDSPEAKER, options).rendered.text
    assert script.startswith("Kính thưa bà con. Phường Hoa Sen xin thông tin đến bà con.")
    assert "Xin nhắc lại." in script
    assert script.count("Nơi nộp hồ sơ là") == 2
    assert script.endswith("Xin cảm ơn bà con đã lắng nghe.")


def test_the_bulletin_comes_as_text_word_file_and_draft_audio(sources: Sources) -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed (scripts/system-packages)")
    brief = sources.brief("vneid-la-gi", Audience.HAMLET, UNIT)
    rendered = render(brief, ChannelName.LOUDSPEAKER, Options(today=TODAY)).rendered
    files = {file.suffix: file.data for file in rendered.files}
    assert set(files) == {".txt", ".docx", "-nhap.wav"}
    text = files[".txt"].decode()
    assert "[Mức ưu tiên: thông thường" in text
    words = "\n".join(one.text for one in Document(io.BytesIO(files[".docx"])).paragraphs)
    assert rendered.text.split("\n\n")[-1] in words
    # espeak-ng streams: the header holds no length, so the size tells it.
    with wave.open(io.BytesIO(files["-nhap.wav"])) as sound:
        rate, width = sound.getframerate(), sound.getsampwidth()
    seconds = (len(files["-nhap.wav"]) - 44) / rate / width
    assert 0.6 < seconds / rendered.figures["giây"] < 1.4


def test_without_a_voice_program_the_script_still_comes(
    sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audio_module, "PROGRAM", "no-such-program")
    brief = sources.brief("vneid-la-gi", Audience.HAMLET, UNIT)
    checked = render(brief, ChannelName.LOUDSPEAKER, Options(today=TODAY))
    assert checked.passed
    assert {file.suffix for file in checked.rendered.files} == {".txt", ".docx"}
    assert "espeak-ng" in checked.rendered.remarks[0]


def test_paper_carries_codes_only_where_there_are_links(sources: Sources, options: Options) -> None:
    brief = sources.brief("1.001193", Audience.CITIZEN, UNIT)
    bare = render(brief, ChannelName.NOTICE, options).rendered
    linked = render(
        brief.linked(BotLinks("https://t.me/HoaSenBot?start=p-1_d001193", None)),
        ChannelName.NOTICE,
        options,
    ).rendered
    assert "Hỏi trên Telegram" not in bare.text
    assert "Hỏi trên Telegram" in linked.text
    assert "Hỏi trên Zalo" not in linked.text
    assert "In ngày 22/11/2026." in linked.text
    assert "Kiểm tra ngày" in linked.text


def test_a_talk_answers_three_questions_out_of_records(sources: Sources, options: Options) -> None:
    for reference in ("1.001193", "vneid-la-gi", "go-dau-2022.5"):
        brief = sources.brief(reference, Audience.HAMLET, UNIT)
        text = render(brief, ChannelName.TALK, options).rendered.text
        assert text.count("Có người hỏi:") >= 3
        assert "Xin thưa:" in text


def test_the_article_has_the_fields_of_the_platform(sources: Sources, options: Options) -> None:
    brief = sources.brief("2.000815", Audience.CITIZEN, UNIT)
    (file,) = render(brief, ChannelName.ZALO_ARTICLE, options).rendered.files
    article = json.loads(file.data)
    assert len(article["title"]) <= 150
    assert len(article["description"]) <= 300
    assert {block["type"] for block in article["body"]} == {"text"}


def test_a_long_message_is_parted_at_a_sentence_and_keeps_its_buttons(
    sources: Sources, options: Options
) -> None:
    longest = max(
        sources.content.procedures, key=lambda one: len(" ".join(p.text for p in one.documents))
    )
    brief = sources.brief(longest.code or longest.id, Audience.OFFICER, UNIT)
    rendered = render(brief, ChannelName.ZALO, options).rendered
    assert all(not message.buttons for message in rendered.messages[:-1])
    assert rendered.messages[-1].buttons
    for message in rendered.messages[:-1]:
        assert message.text.rstrip()[-1] in ".:?!"


def test_usual_audiences() -> None:
    assert usual_audience(ChannelName.TALK) is Audience.HAMLET
    assert usual_audience(ChannelName.OFFICE) is Audience.OFFICER
    assert usual_audience(ChannelName.SMS) is Audience.CITIZEN


def test_a_breath_is_not_taken_within_a_list() -> None:
    said = short_sentences(
        "Thủ tục này dùng để đóng dấu xác nhận bản photo đúng với bản chính giấy tờ "
        "do cơ quan Việt Nam, nước ngoài hoặc liên kết cấp.",
        25,
    )
    assert said[-1] == "Do cơ quan Việt Nam, nước ngoài hoặc liên kết cấp."
    assert len(said) == 2


def test_an_aside_within_a_long_sentence_is_told_after_it(
    sources: Sources, options: Options
) -> None:
    """'Ở ổn định lâu dài, trước đây gọi là nhập hộ khẩu. Vào cơ sở dữ liệu.' was no sentence."""
    brief = sources.brief("1.004222", Audience.HAMLET, UNIT)
    said = render(brief, ChannelName.LOUDSPEAKER, options).rendered.text
    assert "lâu dài vào cơ sở dữ liệu về cư trú. Trước đây gọi là nhập hộ khẩu." in said


def test_a_cut_title_does_not_end_on_what_waits_for_a_number(
    sources: Sources, options: Options
) -> None:
    brief = sources.brief("tuyen-quang-2023.5", Audience.CITIZEN, UNIT)
    banner = render(brief, ChannelName.BANNER, options).rendered.text
    assert banner == "Kế hoạch tuyên truyền cải cách hành chính tỉnh Tuyên Quang"

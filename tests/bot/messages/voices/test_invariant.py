"""The invariant: what goes out says what its record says, on every channel, for every audience."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.messages.brief import Audience, BotLinks
from bot.messages.facts import check_facts
from bot.messages.gsm import count_sms
from bot.messages.rendering import render, usual_audience
from bot.messages.speaking import syllables
from bot.messages.voices import ChannelName, Options, Rendered
from bot.messages.voices.splitting import sentences
from tests.bot.messages.voices.conftest import ALL, REFERENCES, TODAY, UNIT

LINKS = BotLinks("https://t.me/HoaSenMotCuaBot?start=t", "https://zalo.me/1234567890")
_FIGURE = re.compile(r"\d")
# Whole sweeps are for the slow suite; every run takes a fresh sample of this size.
SAMPLE = 40


def _rendered(reference: str, channel: ChannelName, audience: Audience, options: Options) -> str:
    brief = ALL.brief(reference, audience, UNIT).linked(LINKS)
    checked = render(brief, channel, options)
    assert checked.reasons == (), f"{reference} {channel} {audience}"
    _limits(channel, checked.rendered, options)
    return checked.rendered.text


def _limits(channel: ChannelName, rendered: Rendered, options: Options) -> None:
    """The limits once more, measured here and not by the voice."""
    text = rendered.text
    match channel:
        case ChannelName.TELEGRAM:
            assert all(len(message.text) <= 4096 for message in rendered.messages)
        case ChannelName.ZALO:
            assert all(len(message.text) <= 2000 for message in rendered.messages)
        case ChannelName.SMS if not options.accents:
            assert text.isascii()
            assert count_sms(text).encoding == "GSM-7"
        case ChannelName.LOUDSPEAKER:
            assert _FIGURE.search(text) is None
            assert not set("()[]/") & set(text)
            assert max(syllables(one) for one in sentences(text)) <= 25
            assert 60 <= rendered.figures["giây"] <= 120
        case ChannelName.BANNER:
            assert len(text.split()) <= 12
        case ChannelName.OFFICE:
            assert "\n" not in text
        case ChannelName.TALK:
            assert rendered.figures["giây"] <= 300
        case _:
            pass


@given(
    reference=st.sampled_from(REFERENCES),
    channel=st.sampled_from(list(ChannelName)),
    audience=st.sampled_from(list(Audience)),
    pace=st.integers(130, 200),
    accents=st.booleans(),
)
@settings(
    max_examples=SAMPLE, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_record_on_any_channel_for_anybody(
    reference: str, channel: ChannelName, audience: Audience, pace: int, accents: bool
) -> None:
    options = Options(today=TODAY, pace=pace, accents=accents, audio=False)
    _rendered(reference, channel, audience, options)


@pytest.mark.parametrize("audience", list(Audience))
def test_a_full_stop_in_brackets_ends_no_sentence(audience: Audience) -> None:
    """'(KT. Chủ tịch)' was cut in the middle and left a bracket to be read aloud."""
    options = Options(today=TODAY, audio=False)
    text = _rendered("hai-hoa-2024.35", ChannelName.LOUDSPEAKER, audience, options)
    assert "ký thay Chủ tịch." in text


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_all_records_on_all_channels(options: Options) -> None:
    for reference in REFERENCES:
        for channel in ChannelName:
            _rendered(reference, channel, usual_audience(channel), options)


def _changed_digit(text: str, at: int) -> str:
    """``text`` with one figure of it another."""
    places = [found.start() for found in _FIGURE.finditer(text)]
    place = places[at % len(places)]
    digit = str((int(text[place]) + 1 + at % 8) % 10)
    return text[:place] + digit + text[place + 1 :]


@given(reference=st.sampled_from(REFERENCES), at=st.integers(0, 200))
@settings(max_examples=40, deadline=None)
def test_a_changed_figure_is_caught(reference: str, at: int) -> None:
    """Unless the record states the other number as well, which is no lie."""
    brief = ALL.brief(reference, Audience.OFFICER, UNIT)
    checked = render(brief, ChannelName.OFFICE, Options(today=TODAY))
    text = checked.rendered.text
    changed = _changed_digit(text, at)
    before, after = (set(re.findall(r"[\w./-]*\d[\w./-]*", one)) for one in (text, changed))
    told = " ".join((*brief.facts.texts, *brief.facts.context))
    if all(word.strip(".") in told for word in after - before):
        return
    found = check_facts(brief.facts, changed, checked.rendered.required)
    assert found, f"{after - before} went unnoticed in {reference}"


@pytest.mark.parametrize(
    ("reference", "channel", "was", "becomes"),
    [
        ("2.000815", ChannelName.TELEGRAM, "2.000 đồng/trang", "3.000 đồng/trang"),
        ("2.000815", ChannelName.SMS, "200.000 dong", "250.000 dong"),
        ("2.000815", ChannelName.LOUDSPEAKER, "hai nghìn đồng", "ba nghìn đồng"),
        ("1.001193", ChannelName.FACEBOOK, "60 ngày", "60 tháng"),
        ("1.001193", ChannelName.OFFICE, "Hội đồng nhân dân cấp tỉnh", "Hội đồng nhân dân cấp xã"),
        ("1.001193", ChannelName.OFFICE, "1.001193", "1.001139"),
        ("1.001193", ChannelName.NOTICE, "163/QĐ-BTP", "136/QĐ-BTP"),
        ("hai-hoa-2024.1", ChannelName.TELEGRAM, "07/02/2024", "02/07/2024"),
        ("hai-hoa-2024.1", ChannelName.LOUDSPEAKER, "tháng hai năm", "tháng ba năm"),
        ("hai-hoa-2024.1", ChannelName.FACEBOOK, "phường Hải Hòa", "phường Hải Yên"),
        ("hai-hoa-2024.1", ChannelName.SMS, "28/KH-UBND", "38/KH-UBND"),
    ],
)
def test_a_changed_fact_is_caught_in_its_voice(
    reference: str, channel: ChannelName, was: str, becomes: str, options: Options
) -> None:
    brief = ALL.brief(reference, usual_audience(channel), UNIT)
    rendered = render(brief, channel, options).rendered
    assert was in rendered.text
    facts = brief.facts
    changed = rendered.text.replace(was, becomes)
    found = check_facts(facts, changed, rendered.required, rendered.voice)
    assert found, f"{becomes} went unnoticed"


@pytest.mark.parametrize(
    "channel", [ChannelName.TELEGRAM, ChannelName.SMS, ChannelName.LOUDSPEAKER]
)
def test_a_dropped_fee_is_caught(channel: ChannelName, options: Options) -> None:
    brief = ALL.brief("2.000815", usual_audience(channel), UNIT)
    rendered = render(brief, channel, options).rendered
    without = "\n".join(
        line
        for line in re.split(r"\n|(?<=\.) ", rendered.text)
        if not re.search(r"đồng|dong/", line)
    )
    found = check_facts(brief.facts, without, rendered.required, rendered.voice)
    assert "lệ phí" in {one.what for one in found}


def test_nothing_of_a_violation_is_lost_on_the_way_to_a_person(
    options: Options, tmp_path: Path
) -> None:
    brief = ALL.brief("2.000815", Audience.CITIZEN, UNIT)
    rendered = render(brief, ChannelName.TELEGRAM, options).rendered
    (violation,) = check_facts(
        brief.facts, rendered.text.replace("200.000 đồng", "300.000 đồng"), ()
    )
    assert "300.000 đồng" in str(violation)
    assert "200.000 đồng" in str(violation)

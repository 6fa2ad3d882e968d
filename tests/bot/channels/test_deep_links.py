"""Links into the bot: what is written is what is read, and nothing else is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.deep_links import Place, Target, payload_of, read_parameter, telegram_link
from bot.channels.telegram.commands import read_command
from bot.messages import is_payload

REFERENCES = st.from_regex(r"[A-Za-z0-9._-]{1,28}", fullmatch=True)


@pytest.mark.parametrize(
    ("target", "parameter", "payload"),
    [
        (Target(Place.PROCEDURE, "1.001193"), "p-1_d001193", '/choose{"procedure":"1.001193"}'),
        (Target(Place.FAQ, "vneid-sign-in"), "q-vneid-sign-in", '/faq{"faq":"vneid-sign-in"}'),
        (Target(Place.FEEDBACK), "f", "/give_feedback"),
        (Target(Place.TOPIC, "cat_dien"), "t-cat_udien", '/subscribe{"topic":"cat_dien"}'),
        (Target(Place.TOPIC), "t", "/subscribe"),
    ],
)
def test_each_place(target: Target, parameter: str, payload: str) -> None:
    assert target.parameter == parameter
    assert payload_of(parameter) == payload
    link = telegram_link("@MotCuaBot", target)
    assert link == f"https://t.me/MotCuaBot?start={parameter}"


@given(st.sampled_from(list(Place)), REFERENCES)
def test_what_is_written_is_what_is_read(place: Place, reference: str) -> None:
    try:
        target = Target(place, reference)
    except ValueError:
        assert len(reference) > 20, "only a long one may be refused"
        return
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", target.parameter)
    assert is_payload(target.payload)
    assert read_parameter(target.parameter) == target


@given(st.text(max_size=80))
def test_a_forged_parameter_gives_a_button_of_ours_or_nothing(parameter: str) -> None:
    payload = payload_of(parameter)
    assert payload is None or is_payload(payload)


@pytest.mark.parametrize("parameter", ["", "p", "q", "x-1", "p-1.001193", "p-a_", "p-_x", "T-a"])
def test_what_we_did_not_write_means_nothing(parameter: str) -> None:
    assert payload_of(parameter) is None


@pytest.mark.parametrize(
    ("place", "reference"),
    [(Place.PROCEDURE, None), (Place.TOPIC, "điện"), (Place.TOPIC, "x" * 60)],
)
def test_what_no_link_can_carry_is_refused(place: Place, reference: str | None) -> None:
    with pytest.raises(ValueError, match="link"):
        Target(place, reference)


def test_a_username_is_checked() -> None:
    with pytest.raises(ValueError, match="username"):
        telegram_link("không phải", Target(Place.FEEDBACK))


def test_start_with_a_link_asks_what_the_link_names() -> None:
    typed = read_command("/start p-1_d001193", payload_of)
    assert typed is not None
    assert typed.payload == '/choose{"procedure":"1.001193"}'
    stray = read_command("/start gì đó", payload_of)
    assert stray is not None
    assert stray.payload == "/greet"

"""The neutral message's limits hold for whatever is put into it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.messages import (
    PAYLOAD_MAX_BYTES,
    Button,
    InboundMessage,
    OutboundMessage,
    Outcome,
    Reply,
    is_payload,
)
from bot.messages.wire import Request, Spoken

CONTRACT = [
    *("answered", "clarify", "no_source", "out_of_scope", "expired_source", "emergency"),
    *("personal_data", "handed_off", "with_staff", "smalltalk", "form", "error"),
]
_VALUE = st.from_regex(r"[A-Za-z0-9._-]{1,30}", fullmatch=True)
_NAME = st.from_regex(r"[a-z_]{1,30}", fullmatch=True)


def test_outcomes_are_the_contract_s_closed_list() -> None:
    assert list(Outcome) == CONTRACT


@given(intent=_NAME, slots=st.dictionaries(_NAME, _VALUE, max_size=3))
def test_a_payload_is_an_intent_with_short_slots(intent: str, slots: dict[str, str]) -> None:
    inner = ",".join(f'"{name}":"{value}"' for name, value in slots.items())
    payload = f"/{intent}{{{inner}}}" if slots else f"/{intent}"
    fits = len(payload.encode()) <= PAYLOAD_MAX_BYTES
    assert is_payload(payload) is fits
    if fits:
        assert Button(title="Chọn", payload=payload).payload == payload
    else:
        with pytest.raises(ValidationError):
            Button(title="Chọn", payload=payload)


@given(text=st.text(max_size=100))
def test_no_other_text_is_a_payload(text: str) -> None:
    if is_payload(text):
        assert text.startswith("/")
        assert text.isascii()
        assert len(text) <= PAYLOAD_MAX_BYTES
        assert not any(char.isspace() for char in text)


@given(text=st.text(min_size=1, max_size=20))
def test_a_payload_with_anything_behind_it_is_none(text: str) -> None:
    assume(not text.isascii() or not text.replace("_", "").isalpha() or not text.islower())
    assert not is_payload(f"/affirm{{}}{text}")
    assert not is_payload(f'/choose{{"procedure":"1.001193"}}{text}')


@pytest.mark.parametrize("payload", ["/affirm\n", "/affirm\n/restart", "/a{}", "/", "", "//a"])
def test_near_misses_are_no_payloads(payload: str) -> None:
    assert not is_payload(payload)


@given(title=st.text(max_size=100))
def test_titles_are_one_to_sixty_characters(title: str) -> None:
    if 1 <= len(title) <= 60:
        assert Button(title=title, payload="/affirm").title == title
    else:
        with pytest.raises(ValidationError):
            Button(title=title, payload="/affirm")


def test_a_message_is_never_empty_and_never_changed() -> None:
    with pytest.raises(ValidationError):
        OutboundMessage(text="")
    said = OutboundMessage(text="Dạ.")
    with pytest.raises(ValidationError):
        said.text = "khác"  # type: ignore[misc]


@pytest.mark.parametrize("model", [OutboundMessage, Reply, InboundMessage, Spoken, Button])
def test_unknown_fields_are_refused(model: type) -> None:
    with pytest.raises(ValidationError, match=r"Extra inputs"):
        model.model_validate({"surprise": 1})  # type: ignore[attr-defined]


@given(
    text=st.text(st.characters(blacklist_categories=("Cs",)), min_size=1),
    outcome=st.sampled_from(Outcome),
    request=st.none() | st.sampled_from(Request),
    details=st.dictionaries(_NAME, st.text(st.characters(blacklist_categories=("Cs",)))),
)
def test_what_an_action_says_comes_through_json_unchanged(
    text: str, outcome: Outcome, request: Request | None, details: dict[str, str]
) -> None:
    said = Spoken(
        message=OutboundMessage(text=text), outcome=outcome, request=request, details=details
    )
    assert Spoken.model_validate_json(said.model_dump_json()) == said
    assert Spoken.model_validate(said.model_dump(mode="json")) == said

"""Half understood: asked back between the two likeliest meanings, and nothing is done."""

import pytest
import yaml
from pydantic import ValidationError

from actions.bands import Bands, bands, meanings
from actions.say import ActionSay
from actions.subscribing import ActionSubscribe, ActionUnsubscribe
from bot.messages import Outcome
from bot.messages.wire import Request
from bot.serving.rasa import NLU
from tests.actions.acting import DOMAIN, Talk


def test_the_bands_stand_in_one_file_each_over_the_one_before() -> None:
    config = yaml.safe_load((NLU / "config.yml").read_text(encoding="utf-8"))
    fallback = next(one for one in config["pipeline"] if one["name"] == "FallbackClassifier")
    assert config["bands"] == bands().model_dump()
    assert fallback["threshold"] < bands().sure < bands().word


@pytest.mark.parametrize("table", [None, {"sure": 0.5}, {"sure": 1.2, "word": 0.7}])
def test_a_band_that_is_missing_or_no_share_is_refused(table: dict[str, float] | None) -> None:
    with pytest.raises(ValidationError):
        Bands.model_validate(table)


def test_every_meaning_is_an_intent_with_a_short_title() -> None:
    assert set(meanings()) <= set(DOMAIN["intents"])
    assert all(len(title) <= 30 for title in meanings().values())


async def test_between_the_bands_both_meanings_and_a_person_are_offered(talk: Talk) -> None:
    ranking = {"ask_capabilities": 0.45, "my_data": 0.4}
    spoken = await talk.hear(ActionSay(), "ask_capabilities", "xem được gì", ranking=ranking)
    assert spoken.outcome is Outcome.CLARIFY
    payloads = [button.payload for button in spoken.message.buttons]
    assert payloads == ["/ask_capabilities", "/my_data", "/talk_to_human"]


async def test_nobody_is_subscribed_by_half_a_word(talk: Talk) -> None:
    ranking = {"subscribe": 0.46, "unsubscribe": 0.44}
    spoken = await talk.hear(ActionSubscribe(), "subscribe", "cái tin đó", ranking=ranking)
    assert (spoken.outcome, spoken.request) == (Outcome.CLARIFY, None)
    assert len(spoken.message.buttons) == 3


async def test_stop_always_works(talk: Talk) -> None:
    ranking = {"unsubscribe": 0.46, "subscribe": 0.44}
    spoken = await talk.hear(ActionUnsubscribe(), "unsubscribe", "dung nhe", ranking=ranking)
    assert spoken.request is Request.UNSUBSCRIBE


async def test_over_the_upper_threshold_it_is_done(talk: Talk) -> None:
    ranking = {"subscribe": bands().sure, "unsubscribe": 0.2}
    spoken = await talk.hear(ActionSubscribe(), "subscribe", "cho tôi nhận tin", ranking=ranking)
    assert spoken.request is Request.SUBSCRIBE


async def test_a_button_is_never_doubted(talk: Talk) -> None:
    ranking = {"subscribe": 0.4, "unsubscribe": 0.4}
    spoken = await talk.hear(ActionSubscribe(), "subscribe", "/subscribe", ranking=ranking)
    assert spoken.request is Request.SUBSCRIBE


async def test_half_a_yes_agrees_to_nothing(talk: Talk) -> None:
    ranking = {"affirm": 0.4, "correct": 0.3}
    spoken = await talk.hear(ActionSay(), "affirm", "thì cái đó đó", ranking=ranking)
    assert spoken.outcome is Outcome.CLARIFY


async def test_a_greeting_is_returned_however_unsure(talk: Talk) -> None:
    ranking = {"greet": 0.4, "ask_capabilities": 0.3}
    spoken = await talk.hear(ActionSay(), "greet", "chào nghen", ranking=ranking)
    assert spoken.outcome is Outcome.SMALLTALK


async def test_danger_is_not_asked_back(talk: Talk) -> None:
    ranking = {"emergency": 0.4, "ask_capabilities": 0.3}
    spoken = await talk.hear(ActionSay(), "emergency", "cứu", ranking=ranking)
    assert spoken.outcome is Outcome.EMERGENCY

"""How sure the dialogue has to be: below the second band it asks back instead of acting.

The thresholds, and what they were measured on, stand in nlu/config.yml.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field
from rasa_sdk import Tracker

from actions.speaking import confidence_of, text_of
from bot.messages import Button, OutboundMessage, Outcome
from bot.messages.texts import sentence
from bot.messages.wire import Spoken
from bot.serving.rasa import NLU

_CONFIG = NLU / "config.yml"
_OFFERED = 2
_FILE = Path(__file__).with_name("meanings.yaml")
_PERSON = "talk_to_human"


class Bands(BaseModel):
    """Confidences from 0 to 1. Under ``sure`` it is asked back; ``word``: see rated_word.py."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sure: float = Field(gt=0, lt=1)
    word: float = Field(gt=0, lt=1)


@lru_cache(maxsize=1)
def bands() -> Bands:
    """The bands of nlu/config.yml.

    Raises:
        pydantic.ValidationError: one is missing, unknown, or not between 0 and 1.
    """
    config = yaml.safe_load(_CONFIG.read_text(encoding="utf-8"))
    return Bands.model_validate(config.get("bands"))


@lru_cache(maxsize=1)
def meanings() -> dict[str, str]:
    """A button's title by intent, for intents that make sense without further words."""
    table: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return table


def unsure(tracker: Tracker) -> bool:
    """Whether the message was typed, outside of any form, and understood by half only."""
    pressed = text_of(tracker).startswith("/")
    return not pressed and not tracker.active_loop and confidence_of(tracker) < bands().sure


def which_of_two(tracker: Tracker) -> Spoken | None:
    """The question between the two likeliest meanings; None when one of them has no button."""
    ranking: list[dict[str, Any]] = tracker.latest_message.get("intent_ranking") or []
    likeliest = [str(one["name"]) for one in ranking if one["name"] != "nlu_fallback"][:_OFFERED]
    if len(likeliest) < _OFFERED or not set(likeliest) <= set(meanings()):
        return None
    offered = [*likeliest, *([] if _PERSON in likeliest else [_PERSON])]
    buttons = tuple(Button(title=meanings()[name], payload=f"/{name}") for name in offered)
    asked = OutboundMessage(text=sentence("which_meaning"), buttons=buttons)
    return Spoken(message=asked, outcome=Outcome.CLARIFY)

"""How sure the dialogue has to be: below the second band it asks back instead of acting.

The lower threshold (0.35) is the FallbackClassifier's in nlu/config.yml, with its calibration: what
is less sure goes to the index, whose question back always offers a person. From there to
``SURE`` a guess is right about every second time (37 % at 0.3-0.4, 48 % at 0.4-0.5, 55 % at
0.5-0.6, over held-out folds): the citizen is asked which of the two likeliest meanings it is.
On the 1,110 held-out sentences 23 of 40 were right from 0.35 to 0.55, 95 of 116 up to 0.8, 946 of
952 above.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Tracker

from actions.speaking import confidence_of, text_of
from bot.messages import Button, OutboundMessage, Outcome
from bot.messages.texts import sentence
from bot.messages.wire import Spoken

SURE = 0.55
_OFFERED = 2
_FILE = Path(__file__).with_name("meanings.yaml")
_PERSON = "talk_to_human"


@lru_cache(maxsize=1)
def meanings() -> dict[str, str]:
    """A button's title by intent, for intents that make sense without further words."""
    table: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return table


def unsure(tracker: Tracker) -> bool:
    """Whether the message was typed, outside of any form, and understood by half only."""
    pressed = text_of(tracker).startswith("/")
    return not pressed and not tracker.active_loop and confidence_of(tracker) < SURE


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

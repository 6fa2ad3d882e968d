"""Conversations written down in YAML: their schema, how they are played and judged."""

import re
import unicodedata
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.messages import Outcome, is_payload
from tests.e2e.talk import Talk, Turn

FOLDER = Path(__file__).with_name("conversations")
# What no citizen must ever see, whatever was asked.
FORBIDDEN = re.compile(
    r"Traceback|Exception|\bNone\b|\bnull\b|\bnan\b|\{\w*\}|/[a-z_]+\{|utter_|action_|<[a-z]+[ >]"
    r"|File \"",
)
_TEN_MINUTES = 600_000


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Expect(_Strict):
    """What a citizen should get. Texts are compared without regard to case.

    ``any_of``: at least one of them, in the text or on a button.
    ``buttons``: titles that hold these words are offered.
    ``procedure: none`` means that no procedure may be named.
    """

    outcome: Annotated[tuple[Outcome, ...], BeforeValidator(_listed)] = ()
    procedure: Words = ()
    contains: Words = ()
    any_of: Words = ()
    not_contains: Words = ()
    buttons: Words = ()
    least_buttons: int = 0
    source: bool | None = None
    case: bool | None = None


class Line(_Strict):
    """One turn: something typed, or a button pressed by its title or position."""

    say: str | None = None
    press: str | int | None = None
    payload_of: str | None = Field(
        None, description="type the payload of the button with this title, as plain text"
    )
    times: int = 1
    form: Literal["NFC", "NFD"] | None = None
    expect: Expect = Expect()


class Conversation(_Strict):
    """One talk from its first line."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    about: str
    falls_short: str | None = None
    """Why the product does not do this yet; the test tells when it does."""
    turns: tuple[Line, ...] = Field(min_length=1)


def conversations() -> list[Conversation]:
    """All of them, in the order of files and lines."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [Conversation.model_validate(row) for row in rows]
    names = [conversation.id for conversation in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two conversations are called {twice}")
    return found


def play(conversation: Conversation, talk: Talk) -> list[str]:
    """Hold the talk; returns what was not as it should be, a line a fault."""
    faults = []
    for number, line in enumerate(conversation.turns, start=1):
        turn = _take(line, talk)
        faults += [f"turn {number}: {fault}" for fault in judge(line.expect, turn)]
    return faults


def _take(line: Line, talk: Talk) -> Turn:
    if isinstance(line.press, int):
        return talk.press_nth(line.press)
    if line.press is not None:
        return talk.press(line.press)
    if line.payload_of is not None:
        shown = {button["title"]: button["payload"] for button in talk.turns[-1].buttons}
        return talk.say(shown[line.payload_of])
    text = (line.say or "") * line.times
    return talk.say(unicodedata.normalize(line.form, text) if line.form else text)


def judge(expect: Expect, turn: Turn) -> list[str]:
    """What is wrong with one turn; what holds for every turn is looked at as well."""
    text = _plain(turn.text)
    faults = []
    if expect.outcome and turn.outcome not in expect.outcome:
        faults.append(f"outcome {turn.outcome}, not {'|'.join(expect.outcome)}")
    if expect.procedure == ("none",):
        if turn.procedure is not None:
            faults.append(f"names procedure {turn.procedure}")
    elif expect.procedure and turn.procedure not in expect.procedure:
        faults.append(f"procedure {turn.procedure}, not {'|'.join(expect.procedure)}")
    faults += [f"lacks '{word}'" for word in expect.contains if _plain(word) not in text]
    shown = " ".join([text, *map(_plain, turn.titles)])
    if expect.any_of and not any(_plain(word) in shown for word in expect.any_of):
        faults.append(f"has none of {list(expect.any_of)}")
    faults += [f"says '{word}'" for word in expect.not_contains if _plain(word) in text]
    titles = [_plain(title) for title in turn.titles]
    faults += [
        f"no button '{word}'"
        for word in expect.buttons
        if not any(_plain(word) in title for title in titles)
    ]
    if len(titles) < expect.least_buttons:
        faults.append(f"{len(titles)} buttons, not {expect.least_buttons}")
    if expect.source is not None and bool(turn.sources) is not expect.source:
        faults.append("no source" if expect.source else "cites a source")
    if expect.case is not None and ("PA-" in turn.text) is not expect.case:
        faults.append("no case was opened" if expect.case else "a case was opened")
    return faults + always(turn)


def always(turn: Turn) -> list[str]:
    """What must hold for every reply."""
    faults = []
    if found := FORBIDDEN.search(turn.text):
        faults.append(f"shows '{found[0]}' to a citizen")
    if unicodedata.normalize("NFC", turn.text) != turn.text:
        faults.append("text is not NFC")
    if turn.outcome == "error":
        faults.append("outcome error")
    if turn.outcome != "with_staff" and not turn.messages:
        faults.append("no message at all")
    if turn.outcome == "answered" and not turn.sources:
        faults.append("answered without a source")
    faults += [
        f"button '{b['title']}' cannot be pressed"
        for b in turn.buttons
        if not is_payload(b["payload"])
    ]
    if not 0 <= turn.reply["ms"] < _TEN_MINUTES:
        faults.append(f"ms {turn.reply['ms']}")
    return faults


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())

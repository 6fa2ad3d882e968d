"""A dialogue that hangs, crawls or dies costs a citizen two seconds at most, and comes back."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest

from bot.conversation import Dialogue, DialogueDown, Turns
from bot.conversation.dialogue import SLOW_AFTER
from tests.bot.conversation.writing import say
from tests.bot.records import BIRTH
from tests.bot.scripted_dialogue import Part, Raw, ScriptedDialogue, spoken

QUICK = 0.4
WHOLE = 2.0


@pytest.fixture
async def client(dialogue: ScriptedDialogue) -> AsyncIterator[Dialogue]:
    made = Dialogue(dialogue.url, WHOLE, QUICK)
    yield made
    await made.close()


class Slow:
    """Answers after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self, _: str, text: str) -> list[Part]:
        time.sleep(self.seconds)
        return [spoken(f"đáp {text}")]


async def waited(client: Dialogue, text: str, who: str = "web:lan") -> float | str:
    """Seconds until it was given up, or what was said."""
    started = time.perf_counter()
    try:
        (said,) = await client.say(who, text)
    except DialogueDown:
        return time.perf_counter() - started
    return said.message.text


def gave_up(result: float | str, before: float) -> bool:
    return isinstance(result, float) and result < before


async def test_one_slow_answer_of_a_living_dialogue_is_waited_for(
    client: Dialogue, dialogue: ScriptedDialogue
) -> None:
    """As after a cold start: nobody is sent to simple mode for a hiccup."""
    dialogue.script = Slow(QUICK * 2)
    assert await waited(client, "một") == "đáp một"


async def test_a_dialogue_known_to_be_slow_is_given_up_soon_and_trusted_again_when_quick(
    client: Dialogue, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = Slow(QUICK * 2)
    for number in range(SLOW_AFTER):
        assert isinstance(await waited(client, str(number)), str)
    assert gave_up(await waited(client, "nữa"), QUICK * 1.9)
    dialogue.script = Slow(0)
    await asyncio.sleep(QUICK * 2)
    assert await waited(client, "lại") == "đáp lại"
    dialogue.script = Slow(QUICK * 2)
    assert await waited(client, "một lần thôi") == "đáp một lần thôi"


async def test_a_dialogue_that_does_not_even_say_it_lives_is_given_up_at_once(
    client: Dialogue, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = Slow(WHOLE)
    dialogue.ready = None
    assert gave_up(await waited(client, "một"), QUICK + 0.6)


async def test_so_is_one_whose_action_server_hangs(dialogue: ScriptedDialogue) -> None:
    with ScriptedDialogue() as actions:
        actions.ready = None
        client = Dialogue(dialogue.url, WHOLE, QUICK, (f"{actions.url}/health",))
        dialogue.script = Slow(WHOLE)
        assert gave_up(await waited(client, "một"), QUICK + 0.6)
        await client.close()


async def test_a_crowd_is_not_taken_for_a_fault(
    client: Dialogue, dialogue: ScriptedDialogue
) -> None:
    """Six at once, one after the other as Rasa works: the last waits longest and is answered."""
    one = threading.Lock()

    def in_turn(_: str, text: str) -> list[Part]:
        with one:
            time.sleep(QUICK / 2)
        return [spoken(f"đáp {text}")]

    dialogue.script = in_turn
    for _ in range(2):
        said = await asyncio.gather(*(waited(client, str(n), f"web:{n}") for n in range(6)))
        assert said == [f"đáp {n}" for n in range(6)]


async def test_what_comes_late_is_dropped_and_taken_back_from_the_tracker(
    client: Dialogue, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = Slow(WHOLE + 0.5)
    assert isinstance(await waited(client, "một"), float)
    assert gave_up(await waited(client, "hai"), 0.2), "it still works on the one before"
    assert dialogue.texts == ["một"], "the second would overtake the taking back of the first"
    await asyncio.sleep(1.0)
    assert dialogue.posts[-1] == "/conversations/web:lan/tracker/events"
    assert dialogue.bodies[-1] == {"event": "rewind"}
    dialogue.script = Slow(0)
    assert await waited(client, "ba") == "đáp ba"


async def test_it_is_warmed_up_by_nobody_and_forgotten(
    client: Dialogue, dialogue: ScriptedDialogue
) -> None:
    await asyncio.wait_for(client.warm_up(), 5)
    assert dialogue.heard == [("warmup:start", "xin chào")]
    assert dialogue.posts[-1] == "DELETE /webhooks/erasure/warmup%3Astart"


async def test_what_simple_mode_told_about_is_known_when_the_dialogue_is_back(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    """'Mất bao lâu' after one late answer was asked back: Rasa had never heard of the subject."""
    dialogue.script = lambda *_: Raw(b"", status=500)
    told = await say(turns, "làm khai sinh cần giấy tờ gì")
    assert told.procedure == BIRTH
    dialogue.script = lambda *_: [spoken("Dạ.")]
    dialogue.posts.clear()
    dialogue.bodies.clear()
    await say(turns, "mất bao lâu")
    await say(turns, "lệ phí bao nhiêu")
    events = [body for body in dialogue.bodies if "event" in body]
    assert events == [{"event": "slot", "name": "procedure", "value": BIRTH}]
    assert dialogue.posts[0] == "/conversations/telegram:lan/tracker/events", "before the message"


async def test_nothing_is_told_afterwards_of_a_talk_that_was_erased(
    client: Dialogue, dialogue: ScriptedDialogue
) -> None:
    client.missed("web:lan", BIRTH)
    assert await client.erase("web:lan")
    await client.say("web:lan", "chào")
    assert not [body for body in dialogue.bodies if "event" in body]

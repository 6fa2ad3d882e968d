"""One approved message to many, begun on the command line, sent by the running bot."""

import itertools
import json
from typing import Any

import pytest

from bot.broadcasts import Campaigns
from knowledge.answers import Answerer
from knowledge.index import DEFAULT_MODEL, load_encoder, load_index
from knowledge.search import Searcher
from tests.e2e.processes import wait_until
from tests.e2e.stack import Stack
from tests.e2e.talk import Talk
from tests.loopback.telegram import forbidden

pytestmark = pytest.mark.slow

SOURCE = "quen-mat-khau-vneid"
KNOWN = "1900 0368"
SETTLE_SECONDS = 60.0
CHATS = itertools.count(850_001)
COUNTED = {"total", "pending", "sent", "unknown", "refused", "unreachable"}


def create(stack: Stack, channel: str, source: str = SOURCE) -> str:
    done = stack.motcua(
        "broadcast", "create", "--source", source, "--channel", channel, "--audience", "all"
    )
    assert done.returncode == 0, done.stderr
    number = done.stdout.strip()
    assert number.isdigit(), f"create prints its id alone, not {done.stdout!r}"
    return number


def status(stack: Stack, number: str) -> dict[str, Any]:
    done = stack.motcua("broadcast", "status", number, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert set(found) == {"id", "state"} | COUNTED
    return found


def settled(stack: Stack, number: int) -> bool:
    """Asked of the store: the command line takes seconds to start."""
    return Campaigns(stack.store).status(number)["state"] == "done"


def send(stack: Stack, channel: str) -> int:
    """The same through the desk's services."""
    knowledge = stack.data / "knowledge" / "index"
    encoder = load_encoder(DEFAULT_MODEL, stack.data / "knowledge" / "model")
    answerer = Answerer(Searcher(load_index(knowledge, encoder.name), encoder))
    campaigns = Campaigns(stack.store)
    number = campaigns.create(answerer, SOURCE, channel, "all")
    campaigns.approve(number, "Trần Văn Duyệt")
    # As the command does by itself in quiet hours: tests run at any hour.
    campaigns.start(number, urgent=True)
    assert wait_until(lambda: settled(stack, number), SETTLE_SECONDS), campaigns.status(number)
    return number


def send_by_command(stack: Stack, channel: str) -> str:
    number = create(stack, channel)
    assert status(stack, number)["state"] == "draft"
    early = stack.motcua("broadcast", "start", number)
    assert early.returncode != 0, "a draft must not be sent"
    assert "Traceback" not in early.stderr
    assert stack.motcua("broadcast", "approve", number, "--by", "Trần Văn Duyệt").returncode == 0
    assert status(stack, number)["state"] == "approved"
    started = stack.motcua("broadcast", "start", number)
    assert started.returncode == 0, started.stderr
    assert wait_until(lambda: settled(stack, int(number)), SETTLE_SECONDS), status(stack, number)
    return number


def test_a_broadcast_arrives_on_telegram_once_and_skips_who_blocked(stack: Stack) -> None:
    chats = [next(CHATS) for _ in range(3)]
    for chat in chats:
        stack.telegram.push_text(chat, "đăng ký nhận tin")
    assert wait_until(lambda: {s.chat_id for s in stack.telegram.sent} >= set(chats), 30)
    # Blocked without the bot being told: it finds out by the refusal.
    stack.telegram.state.refuse([chats[2]], forbidden("bot was blocked by the user"))
    number = send_by_command(stack, "telegram")
    for chat in chats[:2]:
        news = [s for s in stack.telegram.sent if s.chat_id == chat and KNOWN in s.text]
        assert len(news) == 1, f"{len(news)} messages in chat {chat}"
        assert "Nguồn:" in news[0].text
    found = status(stack, number)
    assert found["sent"] >= 2
    assert found["unreachable"] >= 1
    assert found["total"] == sum(found[name] for name in COUNTED - {"total"})


def test_a_broadcast_arrives_in_the_web_chat_of_subscribers_only(stack: Stack) -> None:
    reader, former, stranger = Talk(stack.http), Talk(stack.http), Talk(stack.http)
    reader.say("đăng ký nhận tin")
    former.say("đăng ký nhận tin")
    former.say("dừng nhận tin")
    stranger.say("xin chào")
    send(stack, "web")
    news = reader.news()["messages"]
    assert len(news) == 1
    assert KNOWN in news[0]["text"]
    assert news[0]["sources"], "a broadcast names its source"
    for talk in (former, stranger):
        answer = stack.http.get("/api/chat/updates", params={"conversation": talk.name}, timeout=40)
        assert answer.json()["messages"] == []


def test_a_broadcast_does_not_end_a_talk(stack: Stack) -> None:
    talk = Talk(stack.http)
    talk.say("đăng ký nhận tin")
    talk.say("đăng ký tạm trú cần gì")
    send(stack, "web")
    turn = talk.say("lệ phí bao nhiêu")
    assert turn.procedure == "1.004194", talk.transcript()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("create", "--source", "khong-co-ban-ghi", "--channel", "telegram"), "khong-co-ban-ghi"),
        (("create", "--source", SOURCE, "--channel", "fax"), "fax"),
        (("create", "--source", "xa-mot-cua-dien-thoai", "--channel", "web"), "xa-mot-cua"),
        (("status", "999999", "--json"), "999999"),
        (("approve", "999999", "--by", "A"), "999999"),
    ],
)
def test_a_wrong_order_is_one_line_and_no_traceback(
    stack: Stack, words: tuple[str, ...], named: str
) -> None:
    done = stack.motcua("broadcast", *words)
    assert done.returncode != 0
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert named in done.stderr


def test_stopping_and_going_on(stack: Stack) -> None:
    talk = Talk(stack.http)
    talk.say("đăng ký nhận tin")
    number = create(stack, "web")
    assert stack.motcua("broadcast", "stop", number).returncode != 0
    assert stack.motcua("broadcast", "approve", number, "--by", "B").returncode == 0
    assert stack.motcua("broadcast", "start", number).returncode == 0
    stopped = stack.motcua("broadcast", "stop", number)
    if stopped.returncode == 0:
        assert stack.motcua("broadcast", "resume", number).returncode == 0
    assert wait_until(lambda: settled(stack, int(number)), SETTLE_SECONDS)
    assert len([m for m in talk.news()["messages"] if KNOWN in m["text"]]) == 1

"""POST /api/chat as the contract draws it, and the long poll by which staff's words arrive."""

import asyncio
import time

import pytest

from bot.desk import Cases
from bot.messages import Outcome
from bot.store import Conversation, Direction, Message
from bot.web import api
from tests.bot import people
from tests.bot.records import BIRTH
from tests.bot.scripted_dialogue import ScriptedDialogue, spoken
from tests.bot.web.conftest import Web

KEYS = {"messages", "outcome", "procedure", "ms"}


async def test_an_answer_has_exactly_the_contract_s_shape(
    web: Web, dialogue: ScriptedDialogue
) -> None:
    dialogue.stop()
    response = await web.chat("làm khai sinh cần giấy tờ gì")
    assert response.status_code == 200
    body = response.json()
    assert set(body) == KEYS
    assert (body["outcome"], body["procedure"]) == ("answered", BIRTH)
    assert isinstance(body["ms"], int)
    (message,) = body["messages"]
    assert set(message) == {"text", "buttons", "sources"}
    assert all(set(button) == {"title", "payload"} for button in message["buttons"])
    assert message["sources"] == [
        {
            "title": "Cổng Dịch vụ công quốc gia",
            "code": BIRTH,
            "url": "https://dichvucong.gov.vn/thu-tuc",
            "checked_on": "2026-10-01",
        }
    ]


async def test_what_has_no_procedure_says_null(web: Web) -> None:
    body = (await web.chat("xin chào")).json()
    assert set(body) == KEYS
    assert body["procedure"] is None
    assert body["messages"][0] == {"text": "Nghe: xin chào", "buttons": [], "sources": []}


async def test_the_same_words_again_are_another_turn(web: Web) -> None:
    for _ in range(2):
        assert (await web.chat("xin chào")).json()["messages"]


async def test_a_button_is_pressed_by_its_payload(web: Web, dialogue: ScriptedDialogue) -> None:
    """The contract's body has no 'payload', so what a button of ours carries counts as text too."""
    pressed = '/ask_fee{"procedure":"1.001193"}'
    await web.chat("Lệ phí", payload=pressed)
    await web.chat(pressed)
    await web.chat("/restart")
    assert dialogue.texts[:2] == [pressed, pressed]
    assert not dialogue.texts[2].startswith("/")


BROKEN = {
    "nothing": b"",
    "no JSON": b"xin chao",
    "cut off": b'{"conversation": "a", "te',
    "a list": b"[]",
    "null": b"null",
    "no conversation": b'{"text": "a"}',
    "an empty name": b'{"conversation": "", "text": "a"}',
    "a long name": b'{"conversation": "' + b"a" * 65 + b'", "text": "a"}',
    "a name with a line break": b'{"conversation": "a\\n", "text": "a"}',
    "a name with a slash": b'{"conversation": "../a", "text": "a"}',
    "a number for text": b'{"conversation": "a", "text": 5}',
    "null for text": b'{"conversation": "a", "text": null}',
    "more than is known": b'{"conversation": "a", "text": "a", "admin": true}',
    "too long a text": b'{"conversation": "a", "text": "' + b"a" * 20_001 + b'"}',
    "too long a payload": b'{"conversation": "a", "payload": "/' + b"a" * 64 + b'"}',
    "half a letter": b'{"conversation": "a", "text": "\\ud800"}',
    "not UTF-8": b'{"conversation": "a", "text": "\xff"}',
    "deep": b"[" * 30_000,
    "a huge number": b'{"conversation": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_what_is_not_a_message_is_refused_in_one_plain_sentence(
    web: Web, dialogue: ScriptedDialogue, body: bytes
) -> None:
    response = await web.http.post("/api/chat", content=body)
    assert response.status_code == 422
    assert set(response.json()) == {"detail"}
    assert "Traceback" not in response.text
    assert dialogue.heard == []


async def test_an_oversize_body_is_refused_before_it_is_read_whole(web: Web) -> None:
    sent = 0

    async def endless():  # type: ignore[no-untyped-def]
        nonlocal sent
        while sent < 50 * api.MAX_BODY:
            sent += 8192
            yield b"a" * 8192

    response = await web.http.post("/api/chat", content=endless())
    assert response.status_code == 413


async def test_ten_thousand_letters_are_a_message(web: Web) -> None:
    response = await web.chat("đ" * 10_000)
    assert response.status_code == 200
    assert "Tin dài quá" in response.json()["messages"][-1]["text"]


@pytest.mark.parametrize("text", ["", "😀", "\u200b", "   "])
async def test_nothing_to_read_is_answered(web: Web, text: str) -> None:
    body = (await web.chat(text)).json()
    assert body["outcome"] == "clarify"
    assert body["messages"][0]["text"]


async def _held(web: Web, address: str = "lan-1"):  # type: ignore[no-untyped-def]
    await web.chat("xin chào", address)
    officer = people.staff(web.services.store, f"Hoa {address}")
    with web.services.store.session() as session:
        lan = session.query(Conversation).filter_by(address=address).one()
    case = people.case(web.services.store, lan)
    with web.services.store.session() as session:
        Cases.claim(session, case.id, officer)
    return case, officer


async def _updates(web: Web, after: int = 0, conversation: str = "lan-1") -> dict:  # type: ignore[type-arg]
    response = await web.http.get(
        "/api/chat/updates", params={"conversation": conversation, "after": after}
    )
    assert response.status_code == 200
    return response.json()


async def test_a_reply_of_staff_arrives_by_the_long_poll(web: Web) -> None:
    case, officer = await _held(web)
    poll = asyncio.create_task(_updates(web))
    await asyncio.sleep(0.05)
    assert not poll.done()
    web.replies.write(case.id, officer, "Chị mang căn cước nhé.")
    await web.replies.deliver()
    news = await asyncio.wait_for(poll, 3)
    (message,) = news["messages"]
    assert (message["from"], message["text"]) == ("staff", "Chị mang căn cước nhé.")
    assert set(message) == {"id", "from", "text", "buttons", "sources"}
    assert (news["held"], news["last"]) == (True, message["id"])


async def test_what_was_fetched_is_not_told_again(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "POLL_SECONDS", 0.05)
    case, officer = await _held(web)
    web.replies.write(case.id, officer, "một")
    await web.replies.deliver()
    last = (await _updates(web))["last"]
    assert (await _updates(web, last))["messages"] == []
    web.replies.close(case.id, officer)
    await web.replies.deliver()
    news = await _updates(web, last)
    assert [message["from"] for message in news["messages"]] == ["bot"]
    assert news["held"] is False


async def test_one_s_own_turns_are_no_news(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "POLL_SECONDS", 0.05)
    await web.chat("xin chào")
    news = await _updates(web)
    assert news["messages"] == []


async def test_a_reply_on_its_way_is_not_shown_before_it_is_delivered(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "POLL_SECONDS", 0.05)
    case, officer = await _held(web)
    web.replies.write(case.id, officer, "chưa gửi")
    assert (await _updates(web))["messages"] == []


async def test_news_of_others_stays_theirs(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "POLL_SECONDS", 0.05)
    case, officer = await _held(web, "lan-1")
    web.replies.write(case.id, officer, "chỉ cho Lan")
    await web.replies.deliver()
    await web.chat("xin chào", "minh-1")
    assert (await _updates(web, 0, "minh-1"))["messages"] == []
    assert (await _updates(web, 0, "nobody"))["messages"] == []


async def test_a_poll_ends_by_itself(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "POLL_SECONDS", 0.1)
    started = time.perf_counter()
    assert await _updates(web, 7) == {"messages": [], "held": False, "last": 7}
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize("query", [{}, {"conversation": "a b"}, {"conversation": "a", "after": -1}])
async def test_a_poll_for_no_proper_name_is_refused(web: Web, query: dict[str, str]) -> None:
    assert (await web.http.get("/api/chat/updates", params=query)).status_code == 422


async def test_while_staff_hold_it_the_turn_says_so(web: Web) -> None:
    await _held(web)
    body = (await web.chat("còn ai không ạ")).json()
    assert (body["outcome"], body["messages"]) == (Outcome.WITH_STAFF, [])


async def test_a_broadcast_s_message_is_news_with_its_sources(
    web: Web, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [spoken()]
    await web.chat("xin chào")
    stored = {"text": "Tin của xã", "buttons": [], "sources": [{"title": "Nguồn"}]}
    with web.services.store.session() as session:
        lan = session.query(Conversation).one()
        session.add(
            Message(
                conversation_id=lan.id,
                direction=Direction.BOT,
                text="Tin của xã",
                trace={"broadcast": 1, "message": stored},
            )
        )
    (message,) = (await _updates(web))["messages"]
    assert message["text"] == "Tin của xã"
    assert message["sources"][0]["title"] == "Nguồn"

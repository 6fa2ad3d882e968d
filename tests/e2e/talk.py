"""A citizen at the web chat: one conversation over POST /api/chat."""

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

Json = dict[str, Any]


@dataclass
class Turn:
    """What was said, and what came back."""

    said: str
    reply: Json

    @property
    def outcome(self) -> str:
        return str(self.reply["outcome"])

    @property
    def procedure(self) -> str | None:
        found: str | None = self.reply["procedure"]
        return found

    @property
    def messages(self) -> list[Json]:
        found: list[Json] = self.reply["messages"]
        return found

    @property
    def text(self) -> str:
        """All messages, as they stand below each other."""
        return "\n".join(message["text"] for message in self.messages)

    @property
    def buttons(self) -> list[Json]:
        return [button for message in self.messages for button in message["buttons"]]

    @property
    def titles(self) -> list[str]:
        return [button["title"] for button in self.buttons]

    @property
    def sources(self) -> list[Json]:
        return [source for message in self.messages for source in message["sources"]]


@dataclass
class Talk:
    """One conversation; ``turns`` keeps all of it for a failing test to show."""

    http: httpx.Client
    name: str = field(default_factory=lambda: f"e2e{uuid.uuid4().hex[:16]}")
    turns: list[Turn] = field(default_factory=list)
    last: int = 0

    def say(self, text: str, payload: str | None = None) -> Turn:
        """Write ``text``; with ``payload`` as the page does when a button is pressed."""
        body = {"conversation": self.name, "text": text}
        if payload is not None:
            body["payload"] = payload
        answer = self.http.post("/api/chat", json=body)
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text[:300]}"
        turn = Turn(text or (payload or ""), answer.json())
        self.turns.append(turn)
        return turn

    def press(self, title: str) -> Turn:
        """Press the button called ``title`` among those shown last."""
        shown = next((t.buttons for t in reversed(self.turns) if t.buttons), [])
        found = next((b for b in shown if b["title"].casefold() == title.casefold()), None)
        assert found is not None, f"no button '{title}' among {[b['title'] for b in shown]}"
        return self.say(found["title"], found["payload"])

    def press_nth(self, position: int) -> Turn:
        """Press the button at a 1-based position among those shown last."""
        return self.press(self.turns[-1].titles[position - 1])

    def news(self, seconds: float = 30.0) -> Json:
        """Poll until something came, as the page does: a poll may end with nothing."""
        until = time.monotonic() + seconds
        while not (found := self.updates())["messages"] and time.monotonic() < until:
            pass
        return found

    def updates(self, seconds: float = 30.0) -> Json:
        """One long poll; remembers how far it has read."""
        asked = {"conversation": self.name, "after": self.last}
        answer = self.http.get("/api/chat/updates", params=asked, timeout=seconds)
        news: Json = answer.raise_for_status().json()
        self.last = news["last"]
        return news

    def transcript(self) -> str:
        """The whole talk, for people."""
        lines = []
        for turn in self.turns:
            said = turn.said if len(turn.said) <= 200 else f"{turn.said[:200]}… ({len(turn.said)})"
            lines.append(f"  ND: {said!r}")
            lines.append(f"  MC [{turn.outcome} {turn.procedure}] {turn.text!r} {turn.titles}")
        return "\n".join(lines)

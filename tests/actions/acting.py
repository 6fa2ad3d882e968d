"""A talk as the action server sees it: trackers built by hand, slots kept from turn to turn."""

from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.messages.wire import Spoken

DOMAIN: dict[str, Any] = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "nlu" / "domain.yml").read_text(encoding="utf-8")
)


class Talk:
    """``slots`` change as an action's events say; ``said`` holds what it spoke last."""

    def __init__(self) -> None:
        self.slots: dict[str, Any] = dict.fromkeys(DOMAIN["slots"])
        self.said: list[Spoken] = []

    async def hear(
        self,
        action: Action,
        intent: str,
        text: str,
        entities: dict[str, str] | None = None,
        form: str | None = None,
        ranking: dict[str, float] | None = None,
    ) -> Spoken:
        """Run ``action`` on a message; entities with a slot of their own fill it, as in Rasa."""
        found = entities or {}
        ranked = ranking or {intent: 0.9}
        for name, value in found.items():
            if name in self.slots and name != "procedure":
                self.slots[name] = value
        tracker = Tracker(
            sender_id="web:lan",
            slots=dict(self.slots),
            latest_message={
                "intent": {"name": intent, "confidence": ranked.get(intent, 0.9)},
                "intent_ranking": [
                    {"name": name, "confidence": sure} for name, sure in ranked.items()
                ],
                "entities": [{"entity": name, "value": value} for name, value in found.items()],
                "text": text,
            },
            events=[],
            paused=False,
            followup_action=None,
            active_loop={"name": form} if form else {},
            latest_action_name="action_listen",
        )
        dispatcher = CollectingDispatcher()
        for event in await action.run(dispatcher, tracker, DOMAIN):
            assert event["event"] == "slot"
            assert event["name"] in self.slots, f"the domain has no slot {event['name']}"
            self.slots[event["name"]] = event["value"]
        self.said = [Spoken.model_validate(one["custom"]) for one in dispatcher.messages]
        return self.said[-1] if self.said else None  # type: ignore[return-value]

    async def press(self, action: Action, payload: str) -> Spoken:
        """Press a button with ``payload``, as Rasa reads it."""
        intent, _, slots = payload.lstrip("/").partition("{")
        entities = yaml.safe_load("{" + slots) if slots else {}
        return await self.hear(action, intent, payload, entities)

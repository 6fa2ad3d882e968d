"""The client of the Rasa server."""

import asyncio
from typing import Any

import httpx
from pydantic import BaseModel, TypeAdapter

from bot.messages import Button, OutboundMessage, Outcome, is_payload
from bot.messages.wire import Spoken


class DialogueDown(Exception):
    """Rasa or the action server did not answer in time, or not sensibly."""


class _Choice(BaseModel):
    """A button as Rasa writes it."""

    title: str
    payload: str


class _Question(BaseModel):
    """What a form asks, from the domain."""

    text: str
    buttons: list[_Choice] = []


_PARTS = TypeAdapter(list[dict[str, Any]])


class Dialogue:
    """Speaks to Rasa's REST channel; ``seconds`` is how long a whole answer may take."""

    def __init__(self, url: str, seconds: float) -> None:
        self._seconds = seconds
        self._http = httpx.AsyncClient(base_url=url, timeout=seconds)

    async def say(self, conversation: str, text: str) -> list[Spoken]:
        """Pass one message on and return what the dialogue says.

        Raises:
            DialogueDown: no answer, an error, nothing at all, or nothing that can be read.
        """
        body = {"sender": conversation, "message": text}
        try:
            # httpx counts its time-out anew with every byte.
            async with asyncio.timeout(self._seconds):
                response = await self._http.post("/webhooks/rest/webhook", json=body)
            response.raise_for_status()
            spoken = [_read(part) for part in _PARTS.validate_json(response.content)]
        except (httpx.HTTPError, TimeoutError) as error:
            raise DialogueDown(f"{type(error).__name__}: {error}") from None
        except ValueError as error:
            # Its message would hold what was said.
            raise DialogueDown(f"cannot be read: {type(error).__name__}") from None
        if not spoken:
            # Rasa swallows the failure of an action server and answers with nothing.
            raise DialogueDown("the dialogue said nothing")
        return spoken

    async def forget(self, conversation: str) -> None:
        """Start the conversation afresh; does nothing when Rasa is down."""
        try:
            await self._http.post(
                f"/conversations/{conversation}/tracker/events", json={"event": "restart"}
            )
        except httpx.HTTPError:
            return

    async def ready(self) -> bool:
        """Whether a trained model is loaded and answers."""
        try:
            response = await self._http.get("/status", timeout=2)
        except httpx.HTTPError:
            return False
        return response.is_success

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()


def _read(part: dict[str, Any]) -> Spoken:
    """One message of Rasa: our own from an action, or a form's question from the domain."""
    if "custom" in part:
        return Spoken.model_validate(part["custom"])
    question = _Question.model_validate(part)
    buttons = tuple(
        Button(title=button.title, payload=button.payload)
        for button in question.buttons
        if is_payload(button.payload)
    )
    message = OutboundMessage(text=question.text, buttons=buttons)
    return Spoken(message=message, outcome=Outcome.FORM)

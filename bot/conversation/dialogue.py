"""The client of the Rasa server."""

from typing import Any

import httpx
from pydantic import ValidationError

from bot.messages import Button, OutboundMessage, Outcome, is_payload
from bot.messages.wire import Spoken


class DialogueDown(Exception):
    """Rasa or the action server did not answer in time, or not sensibly."""


class Dialogue:
    """Speaks to Rasa's REST channel."""

    def __init__(self, url: str, seconds: float) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=seconds)

    async def say(self, conversation: str, text: str) -> list[Spoken]:
        """Pass one message on and return what the dialogue says.

        Raises:
            DialogueDown: no answer, an error, nothing at all, or nothing that can be read.
        """
        body = {"sender": conversation, "message": text}
        try:
            response = await self._http.post("/webhooks/rest/webhook", json=body)
            response.raise_for_status()
            spoken = [_read(part) for part in response.json()]
        except (httpx.HTTPError, ValueError, ValidationError) as error:
            raise DialogueDown(f"{type(error).__name__}: {error}") from None
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
    buttons = tuple(
        Button(title=button["title"], payload=button["payload"])
        for button in part.get("buttons", ())
        if is_payload(button["payload"])
    )
    return Spoken(message=OutboundMessage(text=part["text"], buttons=buttons), outcome=Outcome.FORM)

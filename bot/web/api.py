"""POST /api/chat and the long poll for what comes from staff."""

import asyncio
import json
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from bot.channels.web import NAME
from bot.desk import Cases
from bot.messages import InboundMessage, OutboundMessage, Reply, is_payload
from bot.messages.presenting import BUTTON_INTENTS
from bot.services import Services
from bot.store import Conversation, DeliveryState, Direction, Message

# A conversation's name is the only key to it, so a page makes a long random one; scripts of
# officers may use shorter ones.
CONVERSATION = r"^[A-Za-z0-9_.:-]{1,64}$"
MAX_BODY = 64 * 1024
POLL_SECONDS = 25.0


class ChatRequest(BaseModel):
    """One message; ``payload`` when a button was pressed."""

    model_config = ConfigDict(extra="forbid")

    conversation: str = Field(pattern=CONVERSATION)
    text: str = Field(default="", max_length=20_000)
    payload: str | None = Field(default=None, max_length=64)


def router(services: Services) -> APIRouter:
    """The routes of the web channel."""
    routes = APIRouter(prefix="/api")

    @routes.post("/chat", response_model=Reply)
    async def chat(request: Request) -> Reply:
        body = await _body(request)
        inbound = InboundMessage(
            channel=NAME,
            conversation=body.conversation,
            update_id=uuid.uuid4().hex,
            text=body.text,
            payload=body.payload or _button(body.text),
        )
        return await services.turns.handle(inbound)

    @routes.get("/chat/updates")
    async def updates(
        conversation: Annotated[str, Query(pattern=CONVERSATION)],
        after: Annotated[int, Query(ge=0)] = 0,
    ) -> dict[str, Any]:
        news = await asyncio.to_thread(_news, services, conversation, after)
        if not news["messages"]:
            await services.hub.wait(f"{NAME}:{conversation}", POLL_SECONDS)
            news = await asyncio.to_thread(_news, services, conversation, after)
        return news

    return routes


def _button(text: str) -> str | None:
    """``text`` when it is what a button of ours carries; the contract has no other field."""
    is_ours = is_payload(text) and text.lstrip("/").partition("{")[0] in BUTTON_INTENTS
    return text if is_ours else None


async def _body(request: Request) -> ChatRequest:
    """Read the body with a bound; every fault is one plain sentence.

    Raises:
        HTTPException: 413 too large, 422 not what is expected.
    """
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_BODY:
            raise HTTPException(413, "Tin quá dài.")
    try:
        return ChatRequest.model_validate(json.loads(raw))
    except (ValueError, RecursionError):
        raise HTTPException(422, "Cần JSON có 'conversation' và 'text'.") from None


def _news(services: Services, address: str, after: int) -> dict[str, Any]:
    """Messages that came outside of the citizen's own turns, after message number ``after``."""
    with services.store.session() as session:
        conversation = session.scalar(
            select(Conversation).where(
                Conversation.channel == NAME, Conversation.address == address
            )
        )
        if conversation is None:
            return {"messages": [], "held": False, "last": after}
        rows = session.scalars(
            select(Message)
            .where(
                Message.conversation_id == conversation.id,
                Message.id > after,
                Message.outcome.is_(None),
                Message.direction != Direction.CITIZEN,
                Message.delivery.in_((DeliveryState.SENT, DeliveryState.UNKNOWN)),
            )
            .order_by(Message.id)
        ).all()
        held = Cases.holding(session, conversation) is not None
    return {
        "messages": [{"id": row.id, "from": row.direction, **_shown(row)} for row in rows],
        "held": held,
        "last": rows[-1].id if rows else after,
    }


def _shown(row: Message) -> dict[str, Any]:
    """Text, buttons and sources of a stored message."""
    stored = (row.trace or {}).get("message")
    if stored is None:
        return OutboundMessage(text=row.text).model_dump(mode="json")
    return OutboundMessage.model_validate(stored).model_dump(mode="json")

"""Liveness, readiness of each part by name, and metrics."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from bot.services import Services
from knowledge.errors import KnowledgeError

Check = Callable[[], Awaitable[bool]]


def router(services: Services) -> APIRouter:
    """The routes for whoever keeps the machine."""
    routes = APIRouter()
    checks: dict[str, Check] = {
        "store": lambda: asyncio.to_thread(_store_ready, services),
        "knowledge": lambda: asyncio.to_thread(_knowledge_ready, services),
        "rasa": services.dialogue.ready,
        "actions": lambda: _answers(f"{services.settings.actions_url}/health"),
    }

    @routes.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/readyz")
    async def readyz() -> JSONResponse:
        # A part whose check fails in whatever way is a part that is not ready.
        found = await asyncio.gather(*(c() for c in checks.values()), return_exceptions=True)
        states = {name: ready is True for name, ready in zip(checks, found, strict=True)}
        for name, channel in services.channels.items():
            states[name] = bool(getattr(channel, "connected", True))
        problems = {
            name: problem
            for name, channel in services.channels.items()
            if (problem := getattr(channel, "problem", None))
        }
        body = {**states, "problems": problems} if problems else states
        return JSONResponse(body, status_code=200 if all(states.values()) else 503)

    @routes.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return routes


def _store_ready(services: Services) -> bool:
    with services.store.session() as session:
        return session.execute(text("SELECT 1")).scalar() == 1


def _knowledge_ready(services: Services) -> bool:
    try:
        return bool(services.knowledge.answerer.searcher.index.items)
    except KnowledgeError:
        return False


async def _answers(url: str) -> bool:
    try:
        async with httpx.AsyncClient(timeout=2) as http:
            return (await http.get(url)).is_success
    except httpx.HTTPError:
        return False

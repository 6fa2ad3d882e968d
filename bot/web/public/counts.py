"""GET /cong-khai: counts without any personal data, counted at most once in ten minutes."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates

from bot.desk.calendar import ZONE
from bot.plans.limits import PUBLIC_CACHE_SECONDS, SMALLEST_PUBLIC_COUNT
from bot.plans.public import PublicCounts, public_counts
from bot.store import Store

TEMPLATES = Path(__file__).parents[1] / "templates"
ADDRESS = "/cong-khai"
CONTENT_SECURITY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class _Kept:
    """The last counts; one request counts while the others wait for it."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store, self._clock = store, clock
        self._lock = asyncio.Lock()
        self._until = 0.0
        self._counts: tuple[list[PublicCounts], dt.datetime] | None = None

    async def current(self) -> tuple[list[PublicCounts], dt.datetime]:
        async with self._lock:
            if self._counts is None or self._clock() >= self._until:
                self._counts = await asyncio.to_thread(self._count)
                self._until = self._clock() + PUBLIC_CACHE_SECONDS
            return self._counts

    def _count(self) -> tuple[list[PublicCounts], dt.datetime]:
        now = dt.datetime.now(ZONE)
        with self._store.session() as session:
            return public_counts(session, now, now.date()), now


def router(store: Store, unit: str, clock: Callable[[], float] = time.monotonic) -> APIRouter:
    """The public page."""
    routes = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(TEMPLATES)
    kept = _Kept(store, clock)

    @routes.get(ADDRESS, response_class=HTMLResponse)
    async def counts(request: Request) -> Response:
        periods, at = await kept.current()
        values = {
            "unit": unit,
            "periods": periods,
            "at": f"{at:%H:%M ngày %d/%m/%Y}",
            "smallest": SMALLEST_PUBLIC_COUNT,
        }
        page = templates.TemplateResponse(request, "public_counts.html", values)
        page.headers["Content-Security-Policy"] = CONTENT_SECURITY
        page.headers["Cache-Control"] = f"public, max-age={int(PUBLIC_CACHE_SECONDS)}"
        return page

    return routes

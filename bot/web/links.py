"""/l/CODE: a link of a broadcast, counted and followed."""

import asyncio
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.templating import Jinja2Templates

from bot.broadcasts.links import PATH, follow
from bot.store import Store

_TEMPLATES = Jinja2Templates(Path(__file__).with_name("templates"))
# Asked for anew each time, or the second press of a telephone would not be counted.
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def router(store: Store) -> APIRouter:
    """The one route; codes sent before the setting was taken away still lead somewhere."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(PATH + "/{code}")
    async def go(request: Request, code: str) -> Response:
        agent = request.headers.get("user-agent", "")
        url = await asyncio.to_thread(follow, store, code, agent)
        if url is not None:
            return RedirectResponse(url, 302, headers=_HEADERS)
        return _TEMPLATES.TemplateResponse(request, "unknown_link.html", status_code=404)

    return routes

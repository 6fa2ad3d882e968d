"""Evidence on the desk's pages, and the route that shows a kept file to who is signed in."""

import asyncio
from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from bot.plans import PlanError
from bot.plans.evidence import EvidenceFiles
from bot.services import Services
from bot.store import Evidence
from bot.web.desk.addresses import COOKIE, DESK, SIGN_IN
from bot.web.desk.markup import Words, box, outside_link

_SHOWN_IN_PLACE = ("image/", "application/pdf")


def pieces(evidence: Iterable[Evidence]) -> None:
    """A list of links; nothing is shown in place of an empty one."""
    with box("ul", "pieces"):
        for one in evidence:
            with box("li"):
                if one.url:
                    outside_link(one.url, one.url)
                else:
                    Words("a", one.name, href=f"{DESK}/evidence/{one.id}", target="_blank")


def router(services: Services) -> APIRouter:
    """GET /staff/evidence/ID."""
    routes = APIRouter(include_in_schema=False)
    files = EvidenceFiles(services.settings.data)

    def read(token: str | None, number: int) -> tuple[Evidence, bytes] | None:
        if services.accounts.signed_in(token) is None:
            return None
        with services.store.session() as session:
            found = session.get(Evidence, number)
            if found is None or found.path is None:
                raise PlanError("Không có tệp minh chứng này.")
            return found, files.read(found)

    @routes.get(f"{DESK}/evidence/{{number}}")
    async def show(request: Request, number: int) -> Response:
        try:
            found = await asyncio.to_thread(read, request.cookies.get(COOKIE), number)
        except PlanError as error:
            return PlainTextResponse(str(error), 404)
        if found is None:
            return RedirectResponse(SIGN_IN, 303)
        evidence, content = found
        kind = evidence.media_type or "application/octet-stream"
        place = "inline" if kind.startswith(_SHOWN_IN_PLACE) else "attachment"
        ending = (evidence.path or "").rpartition(".")[2]
        headers = {
            "Content-Disposition": f'{place}; filename="minh-chung-{evidence.id}.{ending}"',
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return Response(content, media_type=kind, headers=headers)

    return routes

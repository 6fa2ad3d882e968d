"""The citizens' page."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

TEMPLATES = Path(__file__).with_name("templates")
CONTENT_SECURITY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"


def router(unit: str) -> APIRouter:
    """'/' leads to '/chat'."""
    routes = APIRouter()
    templates = Jinja2Templates(TEMPLATES)

    @routes.get("/", include_in_schema=False)
    async def home() -> RedirectResponse:
        return RedirectResponse("/chat")

    @routes.get("/chat", response_class=HTMLResponse)
    async def chat(request: Request) -> Response:
        page = templates.TemplateResponse(request, "chat.html", {"unit": unit})
        page.headers["Content-Security-Policy"] = CONTENT_SECURITY
        return page

    return routes

"""What an officer sees at an address of the desk where nothing is."""

from pathlib import Path

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from bot.web.desk.addresses import HOME

_TEMPLATES = Jinja2Templates(Path(__file__).parents[1] / "templates")


async def missing(request: Request, _: Exception) -> Response:
    """A page in the reader's language, with the way back; the library's own is in English."""
    return _TEMPLATES.TemplateResponse(request, "missing.html", {"home": HOME}, status_code=404)

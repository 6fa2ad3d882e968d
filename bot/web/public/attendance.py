"""GET, POST /diem-danh/TOKEN: people at a training session sign in on their own phones."""

import asyncio
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates

from bot.metrics import REJECTED
from bot.plans.attendance import open_session, sign
from bot.plans.errors import PlanError
from bot.plans.limits import ATTENDEES_KEPT_DAYS
from bot.store import Store
from bot.web.throttle import WINDOW_SECONDS, Throttle

TEMPLATES = Path(__file__).parents[1] / "templates"
ADDRESS = "/diem-danh"
BUSY = "Đang có quá nhiều lượt ghi tên. Xin đợi ít phút rồi ghi lại, hoặc ký vào danh sách giấy."
CONTENT_SECURITY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
# A name, a place and a tick; whatever is longer did not come from our form.
MOST_BYTES = 4_096
# A full hall signs in behind one address within minutes; more in that time is a script.
MOST_SENT = 300


def router(store: Store, unit: str) -> APIRouter:
    """The page behind the QR code."""
    routes = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(TEMPLATES)
    throttle = Throttle(tries=MOST_SENT)

    def page(request: Request, status: int = 200, **values: object) -> Response:
        shown = {"unit": unit, "days": ATTENDEES_KEPT_DAYS, **values}
        answer = templates.TemplateResponse(request, "attendance.html", shown, status_code=status)
        answer.headers["Content-Security-Policy"] = CONTENT_SECURITY
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    def title_of(token: str) -> str:
        with store.session() as session:
            return open_session(session, token).title

    def write(token: str, name: str, place: str, consents: bool) -> int:
        with store.session() as session:
            return sign(session, token, name, place, consents=consents)

    @routes.get(ADDRESS + "/{token}", response_class=HTMLResponse)
    async def ask(request: Request, token: str) -> Response:
        try:
            title = await asyncio.to_thread(title_of, token)
        except PlanError as closed:
            return page(request, 404, message=str(closed))
        return page(request, title=title)

    @routes.post(ADDRESS + "/{token}", response_class=HTMLResponse)
    async def take(request: Request, token: str) -> Response:
        host = request.client.host if request.client else ""
        if not throttle.admit(host):
            REJECTED.labels("attendance", "throttled").inc()
            busy = page(request, 429, message=BUSY)
            busy.headers["Retry-After"] = str(round(WINDOW_SECONDS))
            return busy
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return page(request, 413, message="Phần gửi lên dài quá.")
        form = {key: found[0] for key, found in parse_qs(body.decode("utf-8", "replace")).items()}
        name, place = form.get("name", ""), form.get("place", "")
        try:
            title = await asyncio.to_thread(title_of, token)
        except PlanError as closed:
            return page(request, 404, message=str(closed))
        try:
            people = await asyncio.to_thread(write, token, name, place, "consent" in form)
        except PlanError as refused:
            kept = {"name": name, "place": place}
            return page(request, 422, title=title, message=str(refused), **kept)
        return page(request, title=title, done=people)

    return routes

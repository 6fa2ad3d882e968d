"""Signing in and out: a plain page that needs no script."""

import asyncio
import unicodedata
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from bot.desk import SignInError
from bot.desk.accounts import SESSION_LENGTH
from bot.metrics import REJECTED
from bot.services import Services
from bot.web.desk.addresses import COOKIE, DESK, HOME, SIGN_IN, SIGN_IN_CODE, SIGN_OUT
from bot.web.desk.origin import from_our_pages
from bot.web.throttle import Throttle

TEMPLATES = Path(__file__).parent.with_name("templates")
CONTENT_SECURITY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HTTP_OK = 200
PASSWORD_PAGE, CODE_PAGE = "sign_in.html", "sign_in_code.html"
MAX_BODY = 8 * 1024
MAX_FIELDS = 10
TOO_OFTEN = "Thử quá nhiều lần. Xin đợi 5 phút rồi thử lại."
ENDED = "Phiên làm việc đã hết. Mời đăng nhập lại."


def router(services: Services) -> APIRouter:
    """The routes that a stranger may use."""
    routes = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(TEMPLATES)
    throttle = Throttle()

    def page(
        request: Request,
        status: int,
        message: str = "",
        name: str = "",
        template: str = PASSWORD_PAGE,
    ) -> Response:
        values = {
            "unit": services.settings.unit,
            "message": message,
            "name": name,
            "wrong": status != HTTP_OK,
        }
        shown = templates.TemplateResponse(request, template, values, status_code=status)
        shown.headers["Content-Security-Policy"] = CONTENT_SECURITY
        shown.headers["Cache-Control"] = "no-store"
        return shown

    @routes.get(DESK)
    @routes.get(f"{DESK}/")
    async def desk() -> RedirectResponse:
        return RedirectResponse(HOME, 303)

    @routes.get(SIGN_IN, response_class=HTMLResponse)
    async def ask(request: Request, ended: bool = False) -> Response:
        if await asyncio.to_thread(services.accounts.signed_in, request.cookies.get(COOKIE)):
            return RedirectResponse(HOME, 303)
        return page(request, HTTP_OK, ENDED if ended else "")

    @routes.post(SIGN_IN)
    async def sign_in(request: Request) -> Response:
        _refuse_strange_pages(request)
        form = await _form(request)
        name = unicodedata.normalize("NFC", form.get("name", "")).strip()
        keys = (f"name:{name.casefold()}", f"address:{_address(request)}")
        if not throttle.admit(*keys):
            REJECTED.labels("sign-in", "throttled").inc()
            return page(request, 429, TOO_OFTEN, name)
        try:
            token = await asyncio.to_thread(
                services.accounts.sign_in, name, form.get("password", ""), _device(request)
            )
        except SignInError as wrong:
            REJECTED.labels("sign-in", "wrong").inc()
            return page(request, 401, str(wrong), name)
        owes_code = await asyncio.to_thread(services.accounts.awaited, token)
        if not owes_code:
            throttle.forgive(*keys)
        answer = RedirectResponse(SIGN_IN_CODE if owes_code else HOME, 303)
        answer.set_cookie(
            COOKIE,
            token,
            max_age=int(SESSION_LENGTH.total_seconds()),
            path=DESK,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return answer

    @routes.get(SIGN_IN_CODE, response_class=HTMLResponse)
    async def ask_code(request: Request) -> Response:
        if not await asyncio.to_thread(services.accounts.awaited, request.cookies.get(COOKIE)):
            return RedirectResponse(SIGN_IN, 303)
        return page(request, HTTP_OK, template=CODE_PAGE)

    @routes.post(SIGN_IN_CODE)
    async def take_code(request: Request) -> Response:
        _refuse_strange_pages(request)
        token = request.cookies.get(COOKIE)
        staff = await asyncio.to_thread(services.accounts.awaited, token)
        if staff is None:
            return RedirectResponse(f"{SIGN_IN}?ended=1", 303)
        keys = (f"code:{staff.name.casefold()}", f"address:{_address(request)}")
        if not throttle.admit(*keys):
            REJECTED.labels("sign-in", "throttled").inc()
            return page(request, 429, TOO_OFTEN, template=CODE_PAGE)
        code = (await _form(request)).get("code", "")
        try:
            await asyncio.to_thread(services.accounts.enter_code, token, code)
        except SignInError as wrong:
            REJECTED.labels("sign-in", "wrong").inc()
            return page(request, 401, str(wrong), template=CODE_PAGE)
        throttle.forgive(*keys, f"name:{staff.name.casefold()}")
        return RedirectResponse(HOME, 303)

    @routes.post(SIGN_OUT)
    async def sign_out(request: Request) -> Response:
        _refuse_strange_pages(request)
        if token := request.cookies.get(COOKIE):
            await asyncio.to_thread(services.accounts.sign_out, token)
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(COOKIE, path=DESK)
        return answer

    return routes


def _device(request: Request) -> str:
    """Browser and system in a few words, by which officers know their own sign-ins."""
    told = request.headers.get("user-agent", "")
    browsers = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    systems = {"Android": "Android", "iPhone": "iPhone", "Windows": "Windows", "Mac OS": "Mac"}
    browser = next((name for mark, name in browsers.items() if mark in told), "Trình duyệt khác")
    system = next((name for mark, name in systems.items() if mark in told), "máy khác")
    return f"{browser}, {system}"


def _refuse_strange_pages(request: Request) -> None:
    if not from_our_pages(request.headers):
        REJECTED.labels("sign-in", "cross-site").inc()
        raise HTTPException(403, "Yêu cầu đến từ trang khác nên không được nhận.")


async def _form(request: Request) -> dict[str, str]:
    """The fields of a plain form, read with a bound.

    Raises:
        HTTPException: 413 too large, 422 no form.
    """
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_BODY:
            raise HTTPException(413, "Nội dung quá dài.")
    try:
        fields = parse_qs(raw.decode("utf-8"), max_num_fields=MAX_FIELDS)
    except ValueError:
        raise HTTPException(422, "Cần tên và mật khẩu.") from None
    return {name: values[0] for name, values in fields.items()}


def _address(request: Request) -> str:
    return request.client.host if request.client else ""

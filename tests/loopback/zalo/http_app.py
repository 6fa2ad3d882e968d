"""The HTTP face of both hosts on one port: sign-in and API."""

import asyncio
import json
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from tests.loopback.zalo import openapi, signin
from tests.loopback.zalo.state import ApiError, State

_DISCONNECT_CHECK_SECONDS = 0.05


def build(state: State) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.post("/v4/oa/access_token")
    async def token(request: Request) -> Response:
        form = {key: str(value) for key, value in (await request.form()).items()}
        if state.refresh_delay:
            await asyncio.sleep(state.refresh_delay)
        with state.changed:
            try:
                _plan(state, "/v4/oa/access_token", form)
                answer = signin.token(state, request.headers.get("secret_key"), form)
            except ApiError as error:
                # Sign-in errors come with HTTP 200 as well.
                body = {"error": error.code, "error_name": error.message}
                return JSONResponse(body, error.status)
            silent = _silent(state, "/v4/oa/access_token")
        if silent:
            await _until_hung_up(request)
        return JSONResponse(answer)

    @app.get("/files/{name}")
    async def file(name: str) -> Response:
        """What a person sent; the real ones lie on a host of their own and want no token."""
        if name == "elsewhere":
            return Response(status_code=302, headers={"Location": "http://127.0.0.1:9/"})
        await asyncio.sleep(state.answer_after)
        kind, content = state.files.get(name, ("", b""))
        return Response(content, 200 if kind else 404, media_type=kind or None)

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def call(path: str, request: Request) -> Response:
        path = f"/{path}"
        try:
            body = await _body(request)
            with state.changed:
                result = _run(state, path, request, body)
                silent = _silent(state, path)
                state.changed.notify_all()
        except ApiError as error:
            return JSONResponse(error.body(), error.status)
        if silent:
            await _until_hung_up(request)
        await asyncio.sleep(state.answer_after)
        return JSONResponse({"data": result, "error": 0, "message": "Success"})

    return app


async def _body(request: Request) -> dict[str, Any]:
    if request.method == "GET":
        data = request.query_params.get("data")
        return dict(json.loads(data)) if data else dict(request.query_params)
    if request.headers.get("content-type", "").startswith("multipart/"):
        file: Any = (await request.form())["file"]
        return {"name": file.filename, "content": await file.read()}
    try:
        body = await request.json()
    except ValueError:
        raise ApiError(-201, "body is no JSON") from None
    return body if isinstance(body, dict) else {}


def _run(state: State, path: str, request: Request, body: dict[str, Any]) -> object:
    state.calls.append((path, body))
    _check_token(state, request.headers.get("access_token", ""))
    state.count_request()
    _plan(state, path, body)
    if path in ("/v2.0/oa/upload/image", "/v2.0/oa/upload/file"):
        return openapi.upload(state, path.rpartition("/")[2], body["name"], body["content"])
    known = openapi.GETS if request.method == "GET" else openapi.POSTS
    if path not in known:
        raise ApiError(-212, "API is not registered", 404)
    return known[path](state, body)


def _check_token(state: State, token: str) -> None:
    until = state.access.get(token)
    if until is None:
        raise ApiError(-216, "Access token is invalid")
    if state.now() > until:
        raise ApiError(-220, "Access token has expired")


def _plan(state: State, path: str, _: object) -> None:
    if planned := state.failures.get(path):
        failure = planned.popleft()
        raise failure if isinstance(failure, ApiError) else ApiError(failure, "planned")


def _silent(state: State, path: str) -> bool:
    silent = state.swallowed[path] > 0
    state.swallowed[path] -= silent
    return silent


async def _until_hung_up(request: Request) -> None:
    while not await request.is_disconnected():  # noqa: ASYNC110
        await asyncio.sleep(_DISCONNECT_CHECK_SECONDS)

"""The HTTP face: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from tests.loopback.telegram import forum, media, profile, receiving, sending, webhook_push
from tests.loopback.telegram.errors import ApiError
from tests.loopback.telegram.params import Params
from tests.loopback.telegram.state import State

METHODS: dict[str, Callable[[State, Params], Any]] = {
    "answercallbackquery": sending.answer_callback_query,
    "closeforumtopic": forum.close_forum_topic,
    "createforumtopic": forum.create_forum_topic,
    "deletewebhook": receiving.delete_webhook,
    "editmessagetext": sending.edit_message_text,
    "getchat": forum.get_chat,
    "getfile": profile.get_file,
    "getme": profile.get_me,
    "getmycommands": profile.get_my_commands,
    "getwebhookinfo": receiving.get_webhook_info,
    "reopenforumtopic": forum.reopen_forum_topic,
    "sendchataction": sending.send_chat_action,
    "senddocument": media.send_document,
    "sendmessage": sending.send_message,
    "sendphoto": media.send_photo,
    "sendpoll": media.send_poll,
    "setmessagereaction": sending.set_message_reaction,
    "setmycommands": profile.set_my_commands,
    "setmydescription": profile.set_my_description,
    "setmyshortdescription": profile.set_my_short_description,
    "setwebhook": receiving.set_webhook,
}
POLL = "getupdates"
_TOKEN_FORM = re.compile(r"\d+:[\w-]+")
_DISCONNECT_CHECK_SECONDS = 0.05


def build(state: State) -> FastAPI:
    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        pushing = asyncio.create_task(webhook_push.run(state))
        yield
        pushing.cancel()

    app = FastAPI(lifespan=lifespan, openapi_url=None)

    @app.api_route("/bot{token}/{method}", methods=["GET", "POST"])
    async def call(token: str, method: str, request: Request) -> Response:
        name = method.lower()
        try:
            _check_token(state, token)
            result = await _run(state, name, await Params.of(request))
        except ApiError as error:
            return JSONResponse(error.body(), error.code)
        with state.changed:
            silent = state.swallowed[name] > 0
            state.swallowed[name] -= silent
        if silent:
            await _until_hung_up(request)
        if name != POLL:
            await asyncio.sleep(state.answer_after)
        # Escaped, as Telegram writes it: half a surrogate can be sent in no other way.
        body = json.dumps({"ok": True, "result": result})
        return Response(body, media_type="application/json")

    @app.get("/file/bot{token}/documents/{file_id}")
    async def download(token: str, file_id: str) -> Response:
        known = token == state.token and file_id in state.files
        return Response(state.files[file_id]) if known else Response(status_code=404)

    return app


async def _until_hung_up(request: Request) -> None:
    # Starlette has no event for it: it can only be asked.
    while not await request.is_disconnected():  # noqa: ASYNC110
        await asyncio.sleep(_DISCONNECT_CHECK_SECONDS)


def _check_token(state: State, token: str) -> None:
    if token != state.token:
        well_formed = _TOKEN_FORM.fullmatch(token) is not None
        raise ApiError(401, "Unauthorized") if well_formed else ApiError(404, "Not Found")


async def _run(state: State, name: str, params: Params) -> Any:
    with state.changed:
        state.calls.append((name, params))
        state.changed.notify_all()
        if planned := state.failures.get(name):
            raise planned.popleft()
        if name in METHODS:
            return METHODS[name](state, params)
    if name == POLL:
        return await receiving.get_updates(state, params)
    raise ApiError(404, "Not Found: method not found")

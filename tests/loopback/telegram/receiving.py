"""Methods by which the bot gets its updates."""

import asyncio
import re
import time
from urllib.parse import urlsplit

from tests.loopback.telegram.errors import bad_request, conflict
from tests.loopback.telegram.params import Params
from tests.loopback.telegram.shapes import Json
from tests.loopback.telegram.state import State, Webhook

LIMIT_MAX = 100
TICK_SECONDS = 0.01
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_updates(state: State, params: Params) -> list[Json]:
    """Long polling; a second poller ends the first one's call with 409, as Telegram does."""
    offset = params.integer("offset")
    limit = min(params.integer("limit", LIMIT_MAX) or LIMIT_MAX, LIMIT_MAX)
    until = time.monotonic() + params.integer("timeout")
    with state.changed:
        if state.webhook.url:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        state.poll_generation += 1
        mine = state.poll_generation
        if (allowed := params.object("allowed_updates")) is not None:
            state.allowed = tuple(allowed)
        _confirm(state, offset)
    while True:
        with state.changed:
            if state.poll_generation != mine:
                raise conflict(
                    "terminated by other getUpdates request; "
                    "make sure that only one bot instance is running"
                )
            if state.pending or time.monotonic() >= until:
                return list(state.pending)[:limit]
        await asyncio.sleep(TICK_SECONDS)


def _confirm(state: State, offset: int) -> None:
    if offset < 0:
        while len(state.pending) > -offset:
            state.pending.popleft()
    while offset > 0 and state.pending and state.pending[0]["update_id"] < offset:
        state.pending.popleft()


def set_webhook(state: State, params: Params) -> bool:
    url = params.text("url")
    parts = urlsplit(url)
    # Telegram takes HTTPS only; a test's own machine has no certificate.
    if url and parts.scheme != "https" and parts.hostname != "127.0.0.1":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    allowed = tuple(params.object("allowed_updates") or ())
    state.webhook = Webhook(url=url, secret=secret, allowed=allowed)
    state.allowed = allowed or state.allowed
    return _dropped(state, params)


def delete_webhook(state: State, params: Params) -> bool:
    state.webhook = Webhook()
    return _dropped(state, params)


def get_webhook_info(state: State, _: Params) -> Json:
    info: Json = {
        "url": state.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(state.pending),
    }
    if state.webhook.url:
        info |= {"max_connections": 40, "ip_address": "127.0.0.1"}
    if state.webhook.last_error:
        info |= {
            "last_error_date": int(time.time()),
            "last_error_message": state.webhook.last_error,
        }
    if state.webhook.allowed:
        info["allowed_updates"] = list(state.webhook.allowed)
    return info


def _dropped(state: State, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        state.pending.clear()
    return True

"""Delivers updates to the bot's webhook, again and again until it says 2xx."""

import asyncio

import httpx

from tests.loopback.telegram.state import State

TICK_SECONDS = 0.01
RETRY_SECONDS = 0.2
ANSWER_SECONDS = 10.0


async def run(state: State) -> None:
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) as client:
        while True:
            with state.changed:
                hook = state.webhook
                update = state.pending[0] if hook.url and state.pending else None
            if update is None:
                await asyncio.sleep(TICK_SECONDS)
                continue
            headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
            try:
                answer = await client.post(hook.url, json=update, headers=headers)
                answer.raise_for_status()
            except httpx.HTTPStatusError as error:
                phrase = f"{error.response.status_code} {error.response.reason_phrase}"
                hook.last_error = f"Wrong response from the webhook: {phrase}"
                await asyncio.sleep(RETRY_SECONDS)
            except httpx.HTTPError:
                hook.last_error = "Connection refused"
                await asyncio.sleep(RETRY_SECONDS)
            else:
                with state.changed:
                    if state.pending and state.pending[0] is update:
                        state.pending.popleft()

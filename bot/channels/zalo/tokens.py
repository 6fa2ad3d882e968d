"""Always a token that Zalo takes, or one clear word why there is none."""

import asyncio
import logging
import math
import secrets
import time
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.base import SlowDown
from bot.channels.zalo.constants import (
    LEASE,
    LEASE_POLL_SECONDS,
    LOST_RETRY,
    NO_TOKEN_RETRY_SECONDS,
)
from bot.channels.zalo.errors import ZaloError
from bot.channels.zalo.grant import Grant, GrantStore
from bot.channels.zalo.oauth import OAuth, OAuthUnreached, TokenPair
from bot.metrics import ZALO_GRANT, ZALO_REFRESHES
from bot.store import GrantState, Store
from bot.store.models import utc_now

_LOG = logging.getLogger(__name__)

GRANT_LOST = "grant_lost"
NOT_CONNECTED = "not_connected"
UNREACHED = "sign_in_unreached"
UNSAVED = "store_away"
_LOST = (
    "Zalo: mất quyền của Official Account (%s). Quản trị chạy 'motcua zalo connect' để cấp lại"
    " / grant lost, run 'motcua zalo connect'"
)
_LOST_HERE = "câu trả lời của Zalo bị mất giữa chừng nên mã làm mới đã dùng mà chưa kịp lưu"


OnLost = Callable[[str], Awaitable[None]]
"""Told why the grant was lost, once, by the process that noticed."""


class NoToken(SlowDown):
    """There is nothing to call Zalo with for now; ``reason`` is one of this module's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(NO_TOKEN_RETRY_SECONDS)
        self.reason = reason


class Tokens:
    """Hands out the access token and looks after its refreshing, whichever process does it.

    What can go wrong with a single-use refresh token, and what is done:

    * Two processes at once: one claims the row, the others wait for its successor.
    * Refused: the state becomes LOST; the old access token goes on as long as Zalo takes it.
    * Answer lost (machine or line dies between Zalo's answer and our commit): the next one tries
      the same token again. If Zalo never saw it, nothing is lost; if it did, it refuses, and the
      grant is LOST with that reason while the old access token still works for about an hour.
    """

    def __init__(
        self,
        store: Store,
        app_id: str,
        oauth: OAuth,
        seed: str | None = None,
        on_lost: OnLost | None = None,
    ) -> None:
        self._grants = GrantStore(store, app_id, me=secrets.token_hex(8))
        self._oauth = oauth
        self._seed = seed
        self._on_lost = on_lost
        self._sown = seed is None
        self._one_at_a_time = asyncio.Lock()
        self._tried_lost_at = -math.inf
        self._unsaved: tuple[Grant, TokenPair] | None = None
        self.problem: str | None = NOT_CONNECTED

    async def token(self, refused: str | None = None) -> str:
        """An access token; another one than ``refused``, which Zalo has just turned down.

        Raises:
            NoToken: nobody has connected, the grant is lost, or Zalo cannot be reached.
        """
        async with self._one_at_a_time:
            deadline = time.monotonic() + LEASE.total_seconds()
            while True:
                await self._save()
                grant = await self._read()
                if self._good_enough(grant, refused):
                    assert grant.access is not None  # noqa: S101 (usable says so)
                    return grant.access
                if await asyncio.to_thread(self._grants.claim, grant):
                    return await self._refresh(grant, refused)
                if grant.access is not None and grant.access != refused and grant.usable(utc_now()):
                    # Another process is at it, and the old token still does.
                    return grant.access
                if time.monotonic() > deadline:
                    raise NoToken(UNREACHED)
                await asyncio.sleep(LEASE_POLL_SECONDS)

    async def read(self) -> Grant | None:
        """The grant as it stands, for whoever checks."""
        return await asyncio.to_thread(self._grants.read)

    async def _read(self) -> Grant:
        if not self._sown and self._seed is not None:
            await asyncio.to_thread(self._grants.sow, self._seed)
            self._sown = True
        grant = await asyncio.to_thread(self._grants.read)
        if grant is None:
            self._now(NOT_CONNECTED)
            raise NoToken(NOT_CONNECTED)
        return grant

    def _good_enough(self, grant: Grant, refused: str | None) -> bool:
        now = utc_now()
        works = grant.usable(now) and grant.access != refused
        if grant.state is GrantState.LOST:
            self._now(GRANT_LOST)
            # Asking again and again would not help; from time to time it may.
            if time.monotonic() - self._tried_lost_at < LOST_RETRY.total_seconds():
                if not works:
                    raise NoToken(GRANT_LOST)
                return True
            return False
        if works and grant.fresh(now):
            self._now(None)
            return True
        return False

    async def _refresh(self, grant: Grant, refused: str | None) -> str:
        try:
            pair = await self._oauth.refresh(grant.refresh)
        except ZaloError as error:
            return await self._lost(grant, error, refused)
        except OAuthUnreached as error:
            ZALO_REFRESHES.labels("unreached").inc()
            await asyncio.to_thread(self._grants.let_go, grant, in_doubt=error.sent)
            if self.problem != UNREACHED:
                _LOG.warning("Zalo: không làm mới được mã truy cập, sẽ thử lại (%s)", error)
            return self._old(grant, refused, UNREACHED)
        except asyncio.CancelledError:
            # Stopped in the middle: the claim may go, the doubt has to stay.
            self._grants.let_go(grant, in_doubt=True)
            raise
        self._unsaved = grant, pair
        await self._save()
        ZALO_REFRESHES.labels("refreshed").inc()
        if self.problem in (GRANT_LOST, UNREACHED):
            _LOG.warning("Zalo đã nối lại / connected again")
        self._now(None)
        return pair.access

    async def _save(self) -> None:
        """Write down the pair that Zalo has just given: not before that may it be used.

        Raises:
            NoToken: the store is away. The pair is kept here and saved as soon as it is back.
        """
        if self._unsaved is None:
            return
        try:
            await asyncio.to_thread(self._grants.keep, *self._unsaved)
        except SQLAlchemyError as error:
            _LOG.error("Zalo: chưa lưu được cặp mã mới, sẽ lưu lại (%s)", type(error).__name__)
            raise NoToken(UNSAVED) from None
        self._unsaved = None

    async def _lost(self, grant: Grant, error: ZaloError, refused: str | None) -> str:
        self._tried_lost_at = time.monotonic()
        ZALO_REFRESHES.labels("refused").inc()
        why = f"{error}; {_LOST_HERE}" if grant.interrupted else str(error)
        if await asyncio.to_thread(self._grants.lose, grant, why):
            _LOG.error(_LOST, why)
            # An officer may have put a new one into the settings while this one still held.
            self._sown = self._seed is None
            if self._on_lost is not None:
                await self._on_lost(why)
        return self._old(grant, refused, GRANT_LOST)

    def _old(self, grant: Grant, refused: str | None, reason: str) -> str:
        """Go on with the token there is, as long as it lasts."""
        self._now(reason)
        if grant.access is None or grant.access == refused or not grant.usable(utc_now()):
            raise NoToken(reason)
        return grant.access

    def _now(self, problem: str | None) -> None:
        self.problem = problem
        ZALO_GRANT.set(0 if problem in (GRANT_LOST, NOT_CONNECTED) else 1)

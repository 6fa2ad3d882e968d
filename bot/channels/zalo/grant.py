"""The token pair in the store: one refresher at a time, each change whole or not at all."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field

from sqlalchemy import or_, update
from sqlalchemy.exc import IntegrityError

from bot.channels.zalo.constants import LEASE, REFRESH_BEFORE, REFRESH_SHARE
from bot.channels.zalo.oauth import TokenPair
from bot.store import GrantState, Store, ZaloGrant
from bot.store.models import utc_now
from bot.store.rows import changed


@dataclass(frozen=True, slots=True)
class Grant:
    """A copy of the row at one moment."""

    generation: int
    access: str | None = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: dt.datetime | None
    seconds: int
    state: GrantState
    trouble: str | None
    changed_at: dt.datetime
    interrupted: bool

    def usable(self, now: dt.datetime) -> bool:
        """Whether the access token has not run out; Zalo may still have taken it back."""
        return self.access is not None and self.expires_at is not None and now < self.expires_at

    def fresh(self, now: dt.datetime) -> bool:
        """Whether there is no need yet for another pair."""
        if self.access is None or self.expires_at is None:
            return False
        early = min(REFRESH_BEFORE, dt.timedelta(seconds=self.seconds * REFRESH_SHARE))
        return now < self.expires_at - early


class GrantStore:
    """Reads and changes the row of one application; ``me`` names this process among the others."""

    def __init__(self, store: Store, app_id: str, me: str) -> None:
        self._store = store
        self._app_id = app_id
        self._me = me

    def read(self) -> Grant | None:
        """The grant as it stands; None when nobody has connected yet."""
        with self._store.session() as session:
            row = session.get(ZaloGrant, self._app_id)
            return None if row is None else _copied(row)

    def sow(self, refresh_token: str) -> None:
        """Begin with the refresh token of the settings.

        One that was sown before changes nothing: its successors live here. A new one takes the
        place of a grant that is lost, and never of one that is held.
        """
        seed = digest(refresh_token)
        fresh = ZaloGrant(app_id=self._app_id, refresh_token=refresh_token, seed=seed)
        try:
            with self._store.session() as session:
                row = session.get(ZaloGrant, self._app_id, with_for_update=True)
                if row is None:
                    session.add(fresh)
                elif row.state is GrantState.LOST and row.seed != seed:
                    _restart(row, refresh_token, seed)
        except IntegrityError:
            return  # another process was first, with the same settings

    def claim(self, seen: Grant) -> bool:
        """Become the one who refreshes ``seen``; False when another is at it or was faster."""
        now = utc_now()
        with self._store.session() as session:
            return bool(
                changed(
                    session.execute(
                        update(ZaloGrant)
                        .where(
                            ZaloGrant.app_id == self._app_id,
                            ZaloGrant.generation == seen.generation,
                            or_(ZaloGrant.held_until.is_(None), ZaloGrant.held_until < now),
                        )
                        .values(holder=self._me, held_until=now + LEASE, refresh_begun_at=now)
                    )
                )
            )

    def keep(self, seen: Grant, pair: TokenPair) -> None:
        """Store the successor of ``seen`` and let go.

        Also after the claim ran out: nobody else can hold a pair that follows ``seen``.
        """
        with self._store.session() as session:
            row = session.get(ZaloGrant, self._app_id, with_for_update=True)
            if row is not None and row.generation == seen.generation:
                _write(row, seen.generation + 1, pair)

    def lose(self, seen: Grant, trouble: str) -> bool:
        """Note that Zalo refused ``seen``; True when that is news."""
        with self._store.session() as session:
            row = session.get(ZaloGrant, self._app_id, with_for_update=True)
            if row is None or row.generation != seen.generation:
                return False
            news = row.state is not GrantState.LOST
            row.state, row.trouble = GrantState.LOST, trouble
            if news:
                row.changed_at = utc_now()
            # The doubt, if there was one, is settled: the answer has come.
            row.holder = row.held_until = row.refresh_begun_at = None
            return news

    def let_go(self, seen: Grant, *, in_doubt: bool) -> None:
        """Give the claim back without an answer; ``in_doubt``: Zalo may have taken the token."""
        values: dict[str, object] = {"holder": None, "held_until": None}
        if not in_doubt:
            values["refresh_begun_at"] = None
        with self._store.session() as session:
            session.execute(
                update(ZaloGrant)
                .where(
                    ZaloGrant.app_id == self._app_id,
                    ZaloGrant.generation == seen.generation,
                    ZaloGrant.holder == self._me,
                )
                .values(**values)
            )

    def connect(self, pair: TokenPair) -> None:
        """Put the pair of a new sign-in in place of whatever there was."""
        with self._store.session() as session:
            row = session.get(ZaloGrant, self._app_id, with_for_update=True)
            if row is None:
                row = ZaloGrant(app_id=self._app_id, refresh_token=pair.refresh, generation=0)
                session.add(row)
            _write(row, row.generation + 1, pair)


def digest(secret: str) -> str:
    """What may be kept of a secret to know it again."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _write(row: ZaloGrant, generation: int, pair: TokenPair) -> None:
    now = utc_now()
    row.generation = generation
    row.access_token, row.refresh_token = pair.access, pair.refresh
    row.seconds = pair.seconds
    row.expires_at = now + dt.timedelta(seconds=pair.seconds)
    row.state, row.trouble, row.changed_at = GrantState.HELD, None, now
    row.holder = row.held_until = row.refresh_begun_at = None


def _restart(row: ZaloGrant, refresh_token: str, seed: str) -> None:
    row.generation += 1
    row.refresh_token, row.seed = refresh_token, seed
    row.state, row.trouble, row.changed_at = GrantState.HELD, None, utc_now()
    row.holder = row.held_until = row.refresh_begun_at = None


def _copied(row: ZaloGrant) -> Grant:
    waiting = row.held_until is not None and row.held_until >= utc_now()
    return Grant(
        generation=row.generation,
        access=row.access_token,
        refresh=row.refresh_token,
        expires_at=row.expires_at,
        seconds=row.seconds,
        state=row.state,
        trouble=row.trouble,
        changed_at=row.changed_at,
        interrupted=row.refresh_begun_at is not None and not waiting,
    )

"""Everything held of one person: counted, copied out, erased across every store."""

import datetime as dt
import hashlib
import io
import json
import logging
import secrets
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from mimetypes import guess_extension
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.privacy.citizen_files import CitizenFiles
from bot.privacy.keepers import KEEPERS, under_handling
from bot.privacy.keeping import Keeper, of_message
from bot.privacy.traces import blot_out
from bot.store import (
    Base,
    Case,
    CitizenFile,
    Conversation,
    DataExport,
    DialogueErasure,
    Message,
    Store,
    Subscription,
)
from bot.store.models import utc_now

log = logging.getLogger(__name__)

EXPORTS = "exports"
# Long enough to find the mail program, short enough that a forgotten link opens nothing.
LINK_LIFE = dt.timedelta(hours=24)
Forget = Callable[[str], Awaitable[bool]]
"""Tells the dialogue to forget a sender; False when it could not be told."""


class NobodyError(Exception):
    """Nothing is stored of this person; the message is one line."""


@dataclass(frozen=True)
class Erased:
    """``kept`` are the codes of feedback under handling; ``dialogue`` False: still to be told."""

    rows: int
    kept: tuple[str, ...]
    dialogue: bool


@dataclass(frozen=True)
class Counts:
    """What a person is told in the talk."""

    messages: int
    cases: int
    subscriptions: int


def counts(session: Session, conversation: int) -> Counts:
    """How much is stored of this conversation."""
    of = (
        select(func.count()).where(Message.conversation_id == conversation),
        select(func.count()).where(Case.conversation_id == conversation),
        select(func.count()).where(
            Subscription.conversation_id == conversation, Subscription.ended_at.is_(None)
        ),
    )
    return Counts(*(session.scalar(query) or 0 for query in of))


def erase_rows(
    session: Session, conversation: Conversation, keepers: tuple[Keeper, ...] = KEEPERS
) -> int:
    """Erase in every table, those first that lean on others; returns how many rows it touched.

    The dialogue's own store is noted to be told: that is done after the transaction.
    """
    session.merge(DialogueErasure(sender=f"{conversation.channel}:{conversation.address}"))
    depth = {table.name: n for n, table in enumerate(Base.metadata.sorted_tables)}
    # The conversation loses its address last: others are found by it.
    ordered = sorted(keepers, key=lambda k: (k.model is Conversation, -depth[_name(k)]))
    return sum(keeper.erase(session, conversation.id) for keeper in ordered)


class PersonalData:
    """Export and erasure over one store, one data folder and the dialogue."""

    def __init__(self, store: Store, data: Path, forget: Forget) -> None:
        self._store = store
        self._data = data
        self._files = CitizenFiles(data)
        self._forget = forget

    def export(self, channel: str, address: str) -> dict[str, Any]:
        """Everything that is stored, by table.

        Raises:
            NobodyError: there is no such conversation.
        """
        with self._store.session() as session:
            found = person(session, channel, address)
            return {_name(keeper): keeper.export(session, found.id) for keeper in KEEPERS}

    def export_file(self, channel: str, address: str) -> str:
        """Write the copy into the data folder; returns its path there, fetched once by its name.

        Raises:
            NobodyError: there is no such conversation.
        """
        text = json.dumps(self.export(channel, address), ensure_ascii=False, indent=2)
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("du-lieu-cua-toi.json", text)
            for name, content in self._kept_files(channel, address):
                archive.writestr(name, content)
        return self.offer(channel, address, written.getvalue(), "zip")

    def _kept_files(self, channel: str, address: str) -> Iterator[tuple[str, bytes]]:
        """Names and contents of the files that are kept of this person."""
        with self._store.session() as session:
            mine = of_message(CitizenFile.message_id)(person(session, channel, address).id)
            rows = session.scalars(select(CitizenFile).where(mine, CitizenFile.digest.is_not(None)))
            for row in rows:
                content = self._files.read(row.message_id, row.digest or "")
                if content is not None:
                    ending = guess_extension(row.media_type or "") or ""
                    yield f"tep/{row.message_id}-{row.number}{ending}", content

    def offer(self, channel: str, address: str, content: bytes, ending: str) -> str:
        """Put a file for this person into the data folder, fetched once; returns its path there.

        Raises:
            NobodyError: there is no such conversation.
        """
        token = secrets.token_urlsafe(32)
        folder = self._data / EXPORTS
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{token}.{ending}"
        (folder / name).touch(0o600)
        (folder / name).write_bytes(content)
        with self._store.session() as session:
            session.add(
                DataExport(
                    token_hash=_hash(token),
                    conversation_id=person(session, channel, address).id,
                    expires_at=utc_now() + LINK_LIFE,
                )
            )
        return f"{EXPORTS}/{name}"

    def fetch(self, token: str, ending: str = "zip") -> bytes | None:
        """The file behind a link, once and in time; None otherwise."""
        if not (self._data / EXPORTS / f"{token}.{ending}").is_file():
            return None
        with self._store.session() as session:
            found = session.get(DataExport, _hash(token), with_for_update=True)
            if found is None or found.fetched_at or found.expires_at < utc_now():
                return None
            found.fetched_at = utc_now()
        return self._taken(f"{token}.{ending}")

    def _taken(self, name: str) -> bytes | None:
        path = self._data / EXPORTS / name
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        path.unlink()
        return content

    async def erase(self, channel: str, address: str) -> Erased:
        """Erase this person everywhere.

        Raises:
            NobodyError: there is no such conversation.
        """
        with self._store.session() as session:
            found = person(session, channel, address)
            kept = tuple(case.code for case in under_handling(session, found.id))
            hashes = session.scalars(
                select(DataExport.token_hash).where(DataExport.conversation_id == found.id)
            )
            self._remove_exports(set(hashes))
            rows = erase_rows(session, found)
        self.sweep_files()
        blot_out(self._data / "logs", f"{channel}:{address}")
        log.info("one person's data was erased on channel %s: %d rows", channel, rows)
        told = await self.tell_dialogue(f"{channel}:{address}")
        self._store.settle_erasure()
        return Erased(rows, kept, told)

    async def tell_dialogue(self, sender: str) -> bool:
        """Let the dialogue forget; what fails is tried again by ``finish``."""
        if not await self._forget(sender):
            return False
        with self._store.session() as session:
            if waiting := session.get(DialogueErasure, sender):
                session.delete(waiting)
        return True

    async def finish(self) -> int:
        """Tell the dialogue of everybody it could not be told of before; returns how many."""
        with self._store.session() as session:
            senders = list(session.scalars(select(DialogueErasure.sender)))
        done = 0
        for sender in senders:
            if not await self.tell_dialogue(sender):
                break
            done += 1
        if done:
            self._store.settle_erasure()
        return done

    def sweep_files(self) -> None:
        """Remove the files whose messages are gone; also what a sudden end has left behind."""
        with self._store.session() as session:
            self._files.sweep(session)

    def _remove_exports(self, hashes: set[str]) -> None:
        for path in (self._data / EXPORTS).glob("*.*"):
            if _hash(path.stem) in hashes:
                path.unlink(missing_ok=True)

    def remove_stale_exports(self, now: dt.datetime) -> int:
        """Remove copies that nobody may fetch any more."""
        removed = 0
        for path in (self._data / EXPORTS).glob("*.*"):
            if dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC) < now - LINK_LIFE:
                path.unlink(missing_ok=True)
                removed += 1
        return removed


def person(session: Session, channel: str, address: str) -> Conversation:
    """The conversation of ``channel:address``.

    Raises:
        NobodyError: there is none.
    """
    found = session.scalar(
        select(Conversation).where(Conversation.channel == channel, Conversation.address == address)
    )
    if found is None:
        raise NobodyError(f"{channel}:{address}: nothing is stored of this person")
    return found


def _name(keeper: Keeper) -> str:
    return str(keeper.model.__tablename__)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

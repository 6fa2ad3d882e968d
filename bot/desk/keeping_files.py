"""Fetches what citizens sent while a case needs it: the platforms' links run out."""

import asyncio
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import exists, func, select, update

from bot.channels import Channel
from bot.channels.base import DeliveryError, Fetching, Refused
from bot.conversation.heard import Heard
from bot.desk.file_kinds import media_type_of
from bot.privacy.citizen_files import CitizenFiles
from bot.store import Case, CaseState, CitizenFile, Conversation, FileState, Message, Store
from bot.store.models import utc_now

# What Telegram hands out to bots (its getFile page).
MOST_BYTES: Final = 20 * 1024 * 1024
# Of one person: a few photos a case are usual, and the office's disk is everybody's.
MOST_FILES: Final = 50
MOST_BYTES_OF_ONE: Final = 200 * 1024 * 1024
# A photo often comes before the words that open the case. Older ones belong to another matter.
FRESH: Final = dt.timedelta(days=2)
MOST_TRIES: Final = 10
_AT_ONCE: Final = 5


@dataclass(frozen=True)
class _Due:
    file_id: int
    message_id: int
    conversation_id: int
    channel: str
    reference: str
    size: int


class KeepingFiles:
    """Keeps, in the data folder, files of conversations that have a case which is not closed."""

    def __init__(self, store: Store, channels: dict[str, Channel], data: Path) -> None:
        self._store = store
        self._channels = channels
        self._files = CitizenFiles(data)

    async def work(self) -> int:
        """Fetch what is due; returns how many files were kept."""
        due = await asyncio.to_thread(self._due)
        return sum([await self._keep(one) for one in due])

    def _due(self) -> list[_Due]:
        now = utc_now()
        old = select(Message.id).where(Message.said_at < now - FRESH)
        needed = exists().where(
            Case.conversation_id == Message.conversation_id, Case.state != CaseState.CLOSED
        )
        with self._store.session() as session:
            waiting = CitizenFile.state == FileState.WAITING
            session.execute(
                update(CitizenFile)
                .where(waiting, CitizenFile.message_id.in_(old))
                .values(state=FileState.LEFT)
            )
            rows = session.execute(
                select(CitizenFile, Message, Conversation.channel)
                .join(Message, Message.id == CitizenFile.message_id)
                .join(Conversation, Conversation.id == Message.conversation_id)
                .where(waiting, CitizenFile.try_at <= now, needed)
                .order_by(CitizenFile.try_at, CitizenFile.id)
                .limit(_AT_ONCE)
            ).all()
            return [_due_of(file, message, channel) for file, message, channel in rows]

    async def _keep(self, due: _Due) -> bool:
        channel = self._channels.get(due.channel)
        fits = due.size <= MOST_BYTES and await asyncio.to_thread(self._has_room, due)
        if not fits or not isinstance(channel, Fetching):
            return await asyncio.to_thread(self._leave, due)
        try:
            content = await channel.download(due.reference, MOST_BYTES)
        except Refused:
            return await asyncio.to_thread(self._leave, due)
        except DeliveryError:
            return await asyncio.to_thread(self._put_off, due)
        return await asyncio.to_thread(self._settle, due, content)

    def _has_room(self, due: _Due) -> bool:
        with self._store.session() as session:
            files, size = session.execute(
                select(func.count(), func.sum(CitizenFile.size))
                .join(Message, Message.id == CitizenFile.message_id)
                .where(
                    Message.conversation_id == due.conversation_id,
                    CitizenFile.state == FileState.KEPT,
                )
            ).one()
        return files < MOST_FILES and (size or 0) + due.size <= MOST_BYTES_OF_ONE

    def _settle(self, due: _Due, content: bytes) -> bool:
        media_type = media_type_of(content)
        if media_type is None:
            return self._leave(due)
        digest = self._files.write(due.message_id, content)
        with self._store.session() as session:
            row = session.get(CitizenFile, due.file_id)
            if row is None:
                # Erased while it was fetched.
                self._files.sweep(session)
                return False
            row.state, row.digest = FileState.KEPT, digest
            row.media_type, row.size = media_type, len(content)
        return True

    def _leave(self, due: _Due) -> bool:
        with self._store.session() as session:
            if row := session.get(CitizenFile, due.file_id):
                row.state = FileState.LEFT
        return False

    def _put_off(self, due: _Due) -> bool:
        with self._store.session() as session:
            if row := session.get(CitizenFile, due.file_id):
                row.tries += 1
                row.try_at = utc_now() + dt.timedelta(minutes=min(2**row.tries, 60))
                if row.tries >= MOST_TRIES:
                    row.state = FileState.LEFT
        return False


def _due_of(file: CitizenFile, message: Message, channel: str) -> _Due:
    sent = Heard.read(message).attachments
    known = sent[file.number] if file.number < len(sent) else None
    return _Due(
        file_id=file.id,
        message_id=message.id,
        conversation_id=message.conversation_id,
        channel=channel,
        reference=known.reference if known else "",
        size=(known.size or 0) if known else 0,
    )

"""/staff/attachments: what a citizen sent, as it is kept with the case, else from the platform."""

import asyncio
from dataclasses import dataclass
from mimetypes import guess_extension

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy import select

from bot.channels.base import DeliveryError, Fetching, Refused
from bot.conversation.heard import Heard
from bot.desk.file_kinds import media_type_of
from bot.desk.keeping_files import MOST_BYTES
from bot.desk.visibility import may_see
from bot.messages import Attachment
from bot.privacy.citizen_files import CitizenFiles
from bot.services import Services
from bot.store import Case, CitizenFile, Conversation, Message, Staff
from bot.web.desk.addresses import COOKIE, DESK

ATTACHMENTS = f"{DESK}/attachments"
TOO_LARGE = "Tệp lớn hơn 20 MB hoặc không còn trên máy chủ của kênh, nên không mở được ở đây."
# Shown in the page; anything else is only saved, so that nothing foreign runs in our name.
_SHOWN = frozenset({"image/jpeg", "image/png", "image/gif"})


@dataclass(frozen=True)
class _Found:
    """A file of a message; ``row`` is None for one of an earlier version's."""

    channel: str
    sent: Attachment
    row: CitizenFile | None


def router(services: Services) -> APIRouter:
    """The route that hands out one file of one message."""
    routes = APIRouter(include_in_schema=False)
    files = CitizenFiles(services.settings.data)

    @routes.get(ATTACHMENTS + "/{message_id}/{number}")
    async def attachment(request: Request, message_id: int, number: int) -> Response:
        staff = await asyncio.to_thread(services.accounts.signed_in, request.cookies.get(COOKIE))
        if staff is None:
            raise HTTPException(403, "Cần đăng nhập.")
        found = await asyncio.to_thread(_find, services, staff, message_id, number)
        content = await asyncio.to_thread(_kept, files, found)
        if content is None:
            content = await _fetched(services, found)
        kind = media_type_of(content)
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
        if kind in _SHOWN:
            return Response(content, media_type=kind, headers=headers)
        headers["Content-Disposition"] = _saved_as(found)
        return Response(content, media_type="application/octet-stream", headers=headers)

    return routes


async def _fetched(services: Services, found: _Found) -> bytes:
    channel = services.channels.get(found.channel)
    if not isinstance(channel, Fetching):
        raise HTTPException(404, "Kênh này không cho mở tệp.")
    if found.sent.size is not None and found.sent.size > MOST_BYTES:
        raise HTTPException(413, TOO_LARGE)
    try:
        return await channel.download(found.sent.reference, MOST_BYTES)
    except Refused:
        raise HTTPException(413, TOO_LARGE) from None
    except DeliveryError:
        raise HTTPException(502, "Chưa lấy được tệp từ kênh. Xin thử lại sau ít phút.") from None


def _kept(files: CitizenFiles, found: _Found) -> bytes | None:
    row = found.row
    return files.read(row.message_id, row.digest) if row and row.digest else None


def _saved_as(found: _Found) -> str:
    """A name with the ending of what stands in it; what is not kept was never looked into."""
    ending = guess_extension(found.row.media_type or "") if found.row else None
    if found.row is None or ending is None:
        return "attachment"
    return f'attachment; filename="tep-{found.row.message_id}-{found.row.number + 1}{ending}"'


def _find(services: Services, staff: Staff, message_id: int, number: int) -> _Found:
    with services.store.session() as session:
        message = session.get(Message, message_id)
        sent = Heard.read(message).attachments if message else ()
        if message is None or not 0 <= number < len(sent):
            raise HTTPException(404, "Không có tệp này.")
        cases = session.query(Case).filter_by(conversation_id=message.conversation_id).all()
        if not any(may_see(case, staff) for case in cases):
            raise HTTPException(404, "Không có tệp này.")
        row = session.scalar(
            select(CitizenFile).where(
                CitizenFile.message_id == message_id, CitizenFile.number == number
            )
        )
        channel = session.get_one(Conversation, message.conversation_id).channel
        return _Found(channel, sent[number], row)

"""/staff/attachments: what a citizen sent, fetched from the platform only when an officer asks."""

import asyncio

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from bot.channels.base import DeliveryError, Fetching, Refused
from bot.conversation.heard import Heard
from bot.desk.visibility import may_see
from bot.messages import Attachment
from bot.services import Services
from bot.store import Case, Conversation, Message, Staff
from bot.web.desk.addresses import COOKIE, DESK

ATTACHMENTS = f"{DESK}/attachments"
# What Telegram hands out to bots (20 MB, its getFile page); a page of the desk need not hold more.
MOST_BYTES = 20 * 1024 * 1024
TOO_LARGE = "Tệp lớn hơn 20 MB hoặc không còn trên máy chủ của kênh, nên không mở được ở đây."
# Shown in the page; anything else is only saved, so that nothing foreign runs in our name.
_SHOWN = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
    b"GIF8": "image/gif",
}


def router(services: Services) -> APIRouter:
    """The route that hands out one file of one message."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(ATTACHMENTS + "/{message_id}/{number}")
    async def attachment(request: Request, message_id: int, number: int) -> Response:
        staff = await asyncio.to_thread(services.accounts.signed_in, request.cookies.get(COOKIE))
        if staff is None:
            raise HTTPException(403, "Cần đăng nhập.")
        channel_name, found = await asyncio.to_thread(_find, services, staff, message_id, number)
        channel = services.channels.get(channel_name)
        if not isinstance(channel, Fetching):
            raise HTTPException(404, "Kênh này không cho mở tệp.")
        if found.size is not None and found.size > MOST_BYTES:
            raise HTTPException(413, TOO_LARGE)
        try:
            content = await channel.download(found.reference, MOST_BYTES)
        except Refused:
            raise HTTPException(413, TOO_LARGE) from None
        except DeliveryError:
            raise HTTPException(
                502, "Chưa lấy được tệp từ kênh. Xin thử lại sau ít phút."
            ) from None
        kind = next((kind for mark, kind in _SHOWN.items() if content.startswith(mark)), None)
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
        if kind is None:
            headers["Content-Disposition"] = "attachment"
        return Response(content, media_type=kind or "application/octet-stream", headers=headers)

    return routes


def _find(services: Services, staff: Staff, message_id: int, number: int) -> tuple[str, Attachment]:
    with services.store.session() as session:
        message = session.get(Message, message_id)
        files = Heard.read(message).attachments if message else ()
        if message is None or not 0 <= number < len(files):
            raise HTTPException(404, "Không có tệp này.")
        cases = session.query(Case).filter_by(conversation_id=message.conversation_id).all()
        if not any(may_see(case, staff) for case in cases):
            raise HTTPException(404, "Không có tệp này.")
        return session.get_one(Conversation, message.conversation_id).channel, files[number]

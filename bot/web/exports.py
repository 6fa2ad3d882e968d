"""What a person may fetch once by the link in the chat: the copy of their data, a certificate."""

import asyncio
from enum import StrEnum

from fastapi import APIRouter, HTTPException, Response

from bot.privacy.erasure import PersonalData


class Ending(StrEnum):
    """Of the file's name."""

    ZIP = "zip"
    PNG = "png"


_KINDS = {
    Ending.ZIP: ("application/zip", "du-lieu-cua-toi.zip"),
    Ending.PNG: ("image/png", "giay-chung-nhan.png"),
}


def router(personal: PersonalData) -> APIRouter:
    """GET /api/exports/TOKEN.zip, TOKEN.png."""
    routes = APIRouter(prefix="/api/exports")

    @routes.get("/{token}.{ending}")
    async def fetch(token: str, ending: Ending) -> Response:
        content = await asyncio.to_thread(personal.fetch, token, ending)
        if content is None:
            raise HTTPException(404, "Đường dẫn này đã dùng rồi hoặc đã hết hạn.")
        kind, name = _KINDS[ending]
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        }
        return Response(content, media_type=kind, headers=headers)

    return routes

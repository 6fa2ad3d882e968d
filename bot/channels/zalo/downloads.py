"""What a citizen sent, fetched from Zalo's own file hosts only, within bounds of size and time."""

import asyncio
from urllib.parse import urlsplit

import httpx

from bot.channels.base import Refused, SlowDown
from bot.channels.zalo.constants import (
    DOWNLOAD_SECONDS,
    DOWNLOAD_TYPES,
    FILE_HOSTS,
    UNREACHED_RETRY_SECONDS,
)

_MEGA = 1_000_000


class Downloads:
    """Fetches by address; ``own`` is the API's own host, trusted beside the file hosts.

    An address comes from the webhook's body: nothing else of ours, no token and no other host, may
    ever be reached by one.
    """

    def __init__(self, http: httpx.AsyncClient, own: str) -> None:
        self._http = http
        self._own = urlsplit(own)

    async def fetch(self, url: str, max_bytes: int) -> bytes:
        """Return the content of ``url``.

        Raises:
            Refused: no address of Zalo's files, of a kind that is not taken, larger than
                ``max_bytes``, too slow, or no longer there.
            SlowDown: Zalo cannot be reached now.
        """
        if not self._is_zalos(url):
            raise Refused("tệp không nằm trên máy chủ của Zalo")
        try:
            async with asyncio.timeout(DOWNLOAD_SECONDS):
                return await self._read(url, max_bytes)
        except TimeoutError:
            raise Refused(f"tệp tải quá {DOWNLOAD_SECONDS:g} giây chưa xong") from None
        except httpx.HTTPError:
            raise SlowDown(UNREACHED_RETRY_SECONDS) from None

    async def _read(self, url: str, max_bytes: int) -> bytes:
        # A redirect could lead anywhere.
        async with self._http.stream("GET", url, follow_redirects=False) as answer:
            if answer.status_code != httpx.codes.OK:
                raise Refused(f"tệp không còn ở Zalo (HTTP {answer.status_code})")
            kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
            if not kind.startswith(DOWNLOAD_TYPES):
                raise Refused("loại tệp này không mở được ở đây")
            content = bytearray()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > max_bytes:
                    raise Refused(f"tệp lớn hơn {max_bytes / _MEGA:g} MB nên không tải được")
        return bytes(content)

    def _is_zalos(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if (parts.scheme, parts.netloc) == (self._own.scheme, self._own.netloc):
            return True
        # A name before the host ('user@') or a port is nothing that Zalo writes.
        plain = port is None and "@" not in parts.netloc
        return parts.scheme == "https" and plain and host.endswith(FILE_HOSTS)

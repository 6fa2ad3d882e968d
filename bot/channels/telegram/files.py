"""Files on their way out and in, within what Telegram takes."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.channels import Refused
from bot.channels.telegram.constants import DOWNLOAD_MAX, PHOTO_MAX, UPLOAD_MAX
from bot.channels.telegram.errors import mapped
from bot.messages import FileKind, OutboundFile

_MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's bytes; ``as_photo`` when Telegram shows it in the talk."""

    content: bytes
    name: str
    as_photo: bool


class Files:
    """Reads what is sent from the data folder; fetches what people have sent."""

    def __init__(self, bot: Bot, folder: Path | None) -> None:
        self._bot = bot
        self._folder = folder

    async def load(self, file: OutboundFile) -> Loaded:
        """Read a file that goes out; a picture too large for a photo goes as a document.

        Raises:
            Refused: it is missing, empty, or larger than Telegram takes.

        """
        if self._folder is None:
            raise Refused(f"no data folder to take {file.path} from")
        try:
            content = await asyncio.to_thread((self._folder / file.path).read_bytes)
        except OSError as error:
            raise Refused(f"{file.path}: {error.strerror}") from None
        if not content:
            raise Refused(f"{file.path}: empty")
        if len(content) > UPLOAD_MAX:
            raise Refused(f"{file.path}: larger than {UPLOAD_MAX // _MEGA} MB")
        as_photo = file.kind is FileKind.IMAGE and len(content) <= PHOTO_MAX
        return Loaded(content, file.name, as_photo)

    async def fetch(self, reference: str, max_bytes: int) -> bytes:
        """Return the content of what somebody sent.

        Raises:
            Refused: larger than ``max_bytes`` or than Telegram hands out, or no longer there.
            DeliveryError: as for sending.

        """
        most = min(max_bytes, DOWNLOAD_MAX)
        too_big = Refused(f"tệp lớn hơn {most / _MEGA:g} MB nên không tải được")
        try:
            file = await self._bot.get_file(reference)
            if file.file_size is not None and file.file_size > most:
                raise too_big
            content = bytes(await file.download_as_bytearray())
        except TelegramError as error:
            if isinstance(error, BadRequest) and "too big" in error.message.lower():
                raise too_big from None
            raise mapped(error) from None
        if len(content) > most:
            raise too_big
        return content

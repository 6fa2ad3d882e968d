"""Sends one outbound message: its parts in order, files uploaded first, each error told once."""

import asyncio
from functools import partial
from pathlib import Path

from bot.channels.base import Leaving, Refused, SlowDown, UnknownDelivery, WindowShut
from bot.channels.departing import Departure, partly, patiently
from bot.channels.zalo.api import Json, ReuploadNeeded, ZaloApi
from bot.channels.zalo.constants import (
    FILE_MAX_BYTES,
    IMAGE_MAX_BYTES,
    LEGACY_SEND_PATH,
    SEND_PATH,
    UPLOAD_FILE_PATH,
    UPLOAD_IMAGE_PATH,
)
from bot.channels.zalo.decode import anonymous_of
from bot.channels.zalo.encode import (
    ContactForm,
    FilePart,
    Part,
    encode,
    not_sent,
    uploaded_file,
    uploaded_image,
)
from bot.channels.zalo.limiter import Sleep
from bot.channels.zalo.reading import object_of, text_of
from bot.messages import OutboundMessage


class Sender:
    """Delivers consultation messages; ``files`` is the folder that paths of files start from."""

    def __init__(
        self,
        api: ZaloApi,
        files: Path,
        *,
        lists: bool = False,
        form: ContactForm | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._api = api
        self._files = files
        self._lists = lists
        self._form = form
        self._sleep = sleep

    async def send(
        self,
        conversation: str,
        message: OutboundMessage,
        *,
        bulk: bool = False,
        leaving: Leaving | None = None,
    ) -> None:
        """Deliver ``message`` once; in ``bulk`` it lets all go first that people wait for.

        ``leaving`` is awaited once, just before the first part goes out.

        Raises:
            DeliveryError: SlowDown only when nothing was delivered yet, so that the caller may
                repeat; UnknownDelivery also when some parts arrived and others not.
        """
        parts = encode(message, lists=self._lists, form=self._form)
        if not parts:
            raise Refused("không có gì để gửi")
        departure = Departure(bulk, leaving)
        await self._send_part(conversation, parts[0], departure)
        for number, part in enumerate(parts[1:], start=1):
            send = partial(self._send_part, conversation, part, departure)
            try:
                await patiently(send, self._sleep)
            except (SlowDown, Refused, WindowShut) as error:
                raise partly(number, len(parts), error) from None

    async def reply(self, conversation: str, message: OutboundMessage) -> None:
        """Deliver to a person who waits: waits where Zalo asks for it, within reason."""
        await patiently(partial(self.send, conversation, message), self._sleep)

    async def deliver(
        self, conversation: str, body: Json, departure: Departure | None = None
    ) -> str:
        """Send one message in Zalo's own shape; returns its id there."""
        anonymous = anonymous_of(conversation)
        if anonymous is None:
            path, recipient = SEND_PATH, {"user_id": conversation}
        else:
            visitor, talk = anonymous
            recipient = {"anonymous_id": visitor, "conversation_id": talk}
            path = LEGACY_SEND_PATH
        said = await self._api.post(
            path, {"recipient": recipient, "message": body}, departure=departure
        )
        return text_of(object_of(said, "data"), "message_id")

    async def _send_part(self, conversation: str, part: Part, departure: Departure) -> None:
        if not isinstance(part, FilePart):
            await self.deliver(conversation, part.message, departure)
            return
        content = await asyncio.to_thread(self._read, part)
        if content is None:
            await self.deliver(conversation, {"text": not_sent(part.file.name)}, departure)
            return
        bulk = departure.bulk
        try:
            uploaded = await self._uploaded(part, content, bulk=bulk)
            await self.deliver(conversation, uploaded, departure)
        except ReuploadNeeded:
            uploaded = await self._uploaded(part, content, bulk=bulk)
            await self.deliver(conversation, uploaded, departure)

    def _read(self, part: FilePart) -> bytes | None:
        """The file's content; None when it is gone or larger than Zalo takes."""
        limit = IMAGE_MAX_BYTES if part.image else FILE_MAX_BYTES
        path = self._files / part.file.path
        try:
            return path.read_bytes() if 0 < path.stat().st_size <= limit else None
        except OSError:
            return None

    async def _uploaded(self, part: FilePart, content: bytes, *, bulk: bool) -> Json:
        path = UPLOAD_IMAGE_PATH if part.image else UPLOAD_FILE_PATH
        name = Path(part.file.path).name
        try:
            said = await self._api.upload(path, name, content, part.media_type, bulk=bulk)
        except UnknownDelivery as error:
            # A picture in Zalo's store reaches nobody: trying again doubles nothing.
            raise SlowDown(1.0) from error
        data = object_of(said, "data")
        if part.image:
            return uploaded_image(_needed(data, "attachment_id"))
        return uploaded_file(_needed(data, "token"))


def _needed(data: Json, name: str) -> str:
    found = text_of(data, name)
    if not found:
        raise Refused(f"Zalo nhận tệp nhưng không trả '{name}'")
    return found

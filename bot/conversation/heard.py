"""What the journal keeps of an inbound message beside its words, so that it can be answered later.

The words themselves stand in the message's text alone: what is erased there is erased.
"""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from bot.conversation.incoming import Incoming
from bot.messages import Attachment, InboundMessage
from bot.privacy import redact
from bot.store import Conversation, Message

_KEY = "heard"
# What staff may fetch from the platform. A contact's reference is a telephone number and a
# location's a place where somebody is: only that there was one is kept.
FETCHED_KINDS = frozenset(
    {"photo", "document", "voice", "audio", "video", "video_note", "sticker", "image", "file"}
)

# Read by officers, at the desk and in their group.
_MARKS = {
    "photo": "ảnh",
    "image": "ảnh",
    "document": "tệp",
    "file": "tệp",
    "voice": "tin thoại",
    "audio": "âm thanh",
    "video": "video",
    "video_note": "video",
    "sticker": "hình dán",
    "location": "vị trí",
    "contact": "danh thiếp",
    "link": "liên kết",
}


class Heard(BaseModel):
    """Stored as JSON in the message's trace; fields at their defaults are left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    payload: str | None = None
    hidden: tuple[str, ...] = ()
    too_long: bool = False
    emergency: bool = False
    kinds: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    resumed: bool = False

    @classmethod
    def of(cls, inbound: InboundMessage, incoming: Incoming) -> Self:
        """What is kept of ``inbound``; its files by the platform's reference only."""
        return cls(
            payload=incoming.payload,
            hidden=incoming.hidden,
            too_long=incoming.too_long,
            emergency=incoming.emergency,
            kinds=tuple(attachment.kind for attachment in inbound.attachments),
            attachments=tuple(
                attachment.model_copy(update={"name": _safe(attachment.name)})
                for attachment in inbound.attachments
                if attachment.kind in FETCHED_KINDS
            ),
        )

    @classmethod
    def read(cls, message: Message) -> Self:
        """What was kept of ``message``."""
        return cls.model_validate((message.trace or {}).get(_KEY) or {})

    def trace(self) -> dict[str, Any] | None:
        """For the message's trace; None when there is nothing but words."""
        kept = self.model_dump(mode="json", exclude_defaults=True)
        return {_KEY: kept} if kept else None

    def shown(self, written: str) -> str:
        """The words as they are stored and shown, with a mark for each attachment."""
        return f"{written}{self._marks()}".strip()

    def again(
        self, message: Message, conversation: Conversation
    ) -> tuple[InboundMessage, Incoming]:
        """The message as it came in, made from what was stored of it."""
        text = message.text.removesuffix(self._marks().strip()).rstrip()
        text = "" if text == self.payload else text
        inbound = InboundMessage(
            channel=conversation.channel,
            conversation=conversation.address,
            update_id=f"resumed-{message.id}",
            text=text,
            payload=self.payload,
            attachments=self.attachments,
        )
        incoming = Incoming(text, self.payload, self.hidden, self.too_long, self.emergency)
        return inbound, incoming

    def _marks(self) -> str:
        return "".join(f" [{_MARKS.get(kind, kind)}]" for kind in self.kinds)


def _safe(name: str | None) -> str | None:
    return None if name is None else redact(name).text

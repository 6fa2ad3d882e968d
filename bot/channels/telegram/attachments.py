"""Photos, files, places, contacts and voices as neutral attachments."""

from telegram import Message

from bot.channels.telegram.wire_text import clean
from bot.messages import Attachment

HIDDEN_PHONE = "[số điện thoại]"


def attachments_of(message: Message) -> tuple[Attachment, ...]:
    """Return what the message carries beside its text; ``reference`` is mostly the file id.

    A location's reference is ``latitude,longitude``. A contact's number is nobody's to keep: only
    that one was shared is passed on.
    """
    found: list[Attachment] = []
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        found.append(
            Attachment(kind="photo", reference=largest.file_id, size=largest.file_size),
        )
    for kind in ("document", "voice", "audio", "video", "video_note", "sticker"):
        file = getattr(message, kind)
        if file is not None:
            found.append(
                Attachment(
                    kind=kind,
                    reference=file.file_id,
                    name=_name(getattr(file, "file_name", None)),
                    size=file.file_size,
                )
            )
    if message.location is not None:
        place = message.location
        found.append(
            Attachment(
                kind="location",
                reference=f"{place.latitude:.6f},{place.longitude:.6f}",
                name=_name(message.venue.title if message.venue else None),
            )
        )
    if message.contact is not None:
        found.append(Attachment(kind="contact", reference=HIDDEN_PHONE))
    return tuple(found)


def _name(name: str | None) -> str | None:
    return None if name is None else clean(name)

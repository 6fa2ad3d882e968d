"""Pictures, files, voices, places and cards as neutral attachments."""

from bot.channels.zalo.reading import Json, object_of, text_of
from bot.messages import Attachment

# Zalo's word and the one all channels share.
_KINDS = {
    "image": "photo",
    "gif": "photo",
    "file": "document",
    "audio": "voice",
    "video": "video",
    "sticker": "sticker",
    "link": "link",
    "location": "location",
    "business_card": "contact",
}
_MOST = 10
_REFERENCE_MAX = 1000
_NAME_MAX = 200


def attachments_of(message: Json) -> tuple[Attachment, ...]:
    """What came beside the text; ``reference`` is mostly the address at Zalo.

    A location's reference is ``latitude,longitude``.
    """
    given = message.get("attachments")
    items = given[:_MOST] if isinstance(given, list) else []
    found = [_attachment(item) for item in items if isinstance(item, dict)]
    return tuple(one for one in found if one is not None)


def contact_of(event: Json) -> Attachment | None:
    """The phone number that a person chose to share: it stands here and nowhere else."""
    phone = text_of(object_of(event, "info"), "phone")
    return Attachment(kind="contact", reference=phone[:_NAME_MAX]) if phone else None


def _attachment(item: Json) -> Attachment | None:
    kind = _KINDS.get(text_of(item, "type"))
    if kind is None:
        return None
    payload = object_of(item, "payload")
    if kind == "location":
        place = _place(object_of(payload, "coordinates") or payload)
        return Attachment(kind=kind, reference=place) if place else None
    size = text_of(payload, "size")
    name = text_of(payload, "name") or text_of(payload, "description")
    return Attachment(
        kind=kind,
        reference=(text_of(payload, "url") or text_of(payload, "id"))[:_REFERENCE_MAX],
        name=name[:_NAME_MAX] or None,
        size=int(size) if size.isascii() and size.isdigit() else None,
    )


def _place(coordinates: Json) -> str | None:
    # Documented as latitude and longitude; older events say lat and long.
    try:
        north, east = (
            float(str(coordinates.get(long, coordinates.get(short))))
            for long, short in (("latitude", "lat"), ("longitude", "long"))
        )
    except ValueError:
        return None
    if not (-90 <= north <= 90 and -180 <= east <= 180):  # noqa: PLR2004 (the globe; not-a-number)
        return None
    return f"{north:.6f},{east:.6f}"

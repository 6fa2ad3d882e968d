"""A webhook event as what it means to us: words, a welcome, someone gone, or nothing to do."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.channels.zalo.attachments import attachments_of, contact_of
from bot.channels.zalo.constants import CHANNEL
from bot.channels.zalo.reading import Json, id_of, object_of, text_of
from bot.messages import InboundMessage
from knowledge.text import clean

_UPDATE_ID_MAX: Final = 100
# What the store keeps of an address.
_ADDRESS_MAX: Final = 100
_ANONYMOUS: Final = "anon"


class Fate(StrEnum):
    """What becomes of an event; counted by it."""

    ANSWERED = "answered"
    WELCOMED = "welcomed"
    GONE = "gone"
    WITHDRAWN = "withdrawn"
    ECHO = "echo"
    RECEIPT = "receipt"
    NOTED = "noted"
    GROUP = "group"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One event: ``conversation`` and ``message`` are set where somebody is to be answered."""

    fate: Fate
    name: str = "unknown"
    conversation: str | None = None
    message: InboundMessage | None = None
    user_id_by_app: str | None = None
    at: dt.datetime | None = None


_SPOKEN: Final = frozenset(
    f"{who}_send_{what}"
    for who in ("user", "anonymous")
    for what in (
        *("text", "image", "gif", "link", "audio", "video", "sticker"),
        *("location", "business_card", "file"),
    )
)
_ECHOES: Final = tuple(
    f"oa_send_{whom}{what}"
    for whom in ("", "anonymous_")
    for what in ("text", "image", "gif", "list", "file", "sticker", "template", "consent")
)
_NOTED: Final = (
    *("user_reacted_message", "oa_reacted_message", "add_user_to_tag", "remove_user_from_tag"),
    *("remove_tag", "update_user_info", "change_template_status", "change_template_quality"),
    *("change_oa_daily_quota", "user_feedback", "permission_revoked", "user_reply_consent"),
    *("oa_call_user", "user_call_oa", "user_click_button", "user_click_link"),
)
# What tells us something but asks nothing of us.
_SETTLED: Final = (
    dict.fromkeys(_ECHOES, Fate.ECHO)
    | dict.fromkeys(("user_received_message", "user_seen_message"), Fate.RECEIPT)
    | dict.fromkeys(_NOTED, Fate.NOTED)
)


def decode(event: Json) -> Meaning:
    """Return what ``event`` means; never raises, whatever the fields hold."""
    name = text_of(event, "event_name")
    if "group" in name or "group_id" in event:
        return Meaning(Fate.GROUP, "group")
    if name in _SPOKEN:
        return _spoken(event, name)
    if name in _ABOUT_A_PERSON:
        return _ABOUT_A_PERSON[name](event, name)
    return Meaning(_SETTLED[name], name) if name in _SETTLED else Meaning(Fate.UNKNOWN)


def anonymous_of(conversation: str) -> tuple[str, str] | None:
    """The two ids by which an anonymous visitor is answered; None for everybody else."""
    head, _, rest = conversation.partition(":")
    visitor, _, talk = rest.partition(":")
    return (visitor, talk) if head == _ANONYMOUS and visitor and talk else None


def _spoken(event: Json, name: str) -> Meaning:
    message = object_of(event, "message")
    user = id_of(object_of(event, "sender"), "id")
    if user is not None and name.startswith("anonymous_"):
        talk = id_of(message, "conversation_id")
        address = f"{_ANONYMOUS}:{user}:{talk}"
        user = address if talk and len(address) <= _ADDRESS_MAX else None
    attachments = attachments_of(message)
    text = clean(text_of(message, "text"))
    if user is None or not (text or attachments):
        return Meaning(Fate.UNREADABLE, name)
    said = InboundMessage(
        channel=CHANNEL,
        conversation=user,
        update_id=update_id_of(event, name, user),
        text=text,
        attachments=attachments,
    )
    return _about(event, name, user, Fate.ANSWERED, said)


def _submitted(event: Json, name: str) -> Meaning:
    user = id_of(object_of(event, "sender"), "id")
    contact = contact_of(event)
    if user is None or contact is None:
        return Meaning(Fate.UNREADABLE, name)
    said = InboundMessage(
        channel=CHANNEL,
        conversation=user,
        update_id=update_id_of(event, name, user),
        attachments=(contact,),
    )
    return _about(event, name, user, Fate.ANSWERED, said)


def _followed(event: Json, name: str) -> Meaning:
    user = id_of(object_of(event, "follower"), "id")
    return _about(event, name, user, Fate.GONE if name == "unfollow" else Fate.WELCOMED)


def _opened(event: Json, name: str) -> Meaning:
    return _about(event, name, id_of(event, "user_id"), Fate.WELCOMED)


def _withdrawn(event: Json, name: str) -> Meaning:
    user = id_of(event, "user_id") or id_of(object_of(event, "sender"), "id")
    return _about(event, name, user, Fate.WITHDRAWN)


def _about(
    event: Json, name: str, user: str | None, fate: Fate, message: InboundMessage | None = None
) -> Meaning:
    if user is None:
        return Meaning(Fate.UNREADABLE, name)
    if message is None and fate is Fate.WELCOMED:
        message = InboundMessage(
            channel=CHANNEL,
            conversation=user,
            update_id=update_id_of(event, name, user),
            text="Xin chào",
            payload="/greet",
        )
    return Meaning(fate, name, user, message, id_of(event, "user_id_by_app"), time_of(event))


_ABOUT_A_PERSON: Final = {
    "user_submit_info": _submitted,
    "follow": _followed,
    "unfollow": _followed,
    "user_click_chatnow": _opened,
    "user_withdraw": _withdrawn,
}


def update_id_of(event: Json, name: str, user: str) -> str:
    """A stable name of the delivery: Zalo's message id, else what the event is made of.

    Other events about the same message carry its id too, so the event's name is part of it.
    """
    number = id_of(object_of(event, "message"), "msg_id")
    if number and len(name) + 1 + len(number) <= _UPDATE_ID_MAX:
        return f"{name}:{number}"
    # These ids are kept for weeks: the person's own is not to be read from them.
    found = f"{name}:{number or user}:{text_of(event, 'timestamp')}"
    return f"{name[:30]}:{hashlib.sha256(found.encode()).hexdigest()}"


def time_of(event: Json) -> dt.datetime | None:
    """When it happened, from milliseconds of the epoch."""
    stamp = text_of(event, "timestamp")
    try:
        return dt.datetime.fromtimestamp(int(stamp) / 1000, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None

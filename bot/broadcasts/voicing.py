"""What each channel would say: made from one source, compared with it before anybody approves."""

from dataclasses import dataclass

from bot.broadcasts.known import CHANNELS, BroadcastError
from bot.broadcasts.limits import limits
from bot.broadcasts.voices import MakeBrief, Office, speak
from bot.messages import OutboundMessage, SourceLine
from bot.messages.brief import NotInForceError
from bot.messages.facts import Facts, check_facts
from bot.messages.presenting import present
from bot.messages.voices import File
from bot.store import Medium
from knowledge.answers import Answerer, State
from knowledge.text import clean

TITLE_MOST = 200
WAYS: tuple[str, ...] = (*CHANNELS, *Medium)
"""Channels that send by themselves, then those that people carry out."""


@dataclass(frozen=True)
class Voiced:
    """One way's text. ``problems`` keep it from being approved.

    ``message`` is the same for a channel that sends by itself, with its sources and buttons.
    """

    way: str
    text: str
    problems: tuple[str, ...] = ()
    figures: str = ""
    file: File | None = None
    message: OutboundMessage | None = None


@dataclass(frozen=True)
class Composed:
    """One message from one source, told on several ways."""

    source: str
    title: str
    message: OutboundMessage
    voices: tuple[Voiced, ...]


def from_record(
    answerer: Answerer, source: str, ways: tuple[str, ...] = WAYS, office: Office | None = None
) -> Composed:
    """Compose from a procedure, a question, or a point of a plan.

    With an ``office``, each way has its own voice; else, and for a record of a kind without
    voices, the plain text.

    Raises:
        BroadcastError: no such record, or it must not be stated.
    """
    answer = answerer.about(source)
    if answer.state is not State.ANSWERED or not answer.sources:
        raise BroadcastError(f"không có nguồn '{source}', hoặc nguồn chưa dùng được")
    message = present(answer).message.model_copy(update={"buttons": ()})
    title = message.text.partition("\n")[0][:TITLE_MOST]
    make = office.record(source) if office else None
    return Composed(source, title, message, _voices(title, message, ways, make))


def from_officer(
    title: str,
    text: str,
    source: str,
    url: str | None,
    ways: tuple[str, ...] = WAYS,
    office: Office | None = None,
) -> Composed:
    """Compose from what an officer wrote; the document it rests on must be named.

    Raises:
        BroadcastError: title, text or source is missing, or the text too long.
    """
    title, text, source = (clean(part or "").strip() for part in (title, text, source))
    for name, value in (("tiêu đề", title), ("nội dung", text), ("nguồn", source)):
        if not value:
            raise BroadcastError(f"chưa có {name}")
    most = limits().text_most
    if len(text) > most:
        raise BroadcastError(f"nội dung dài {len(text)} chữ, nhiều nhất là {most}")
    address = (url or "").strip() or None
    if address is not None and not address.startswith(("http://", "https://")):
        raise BroadcastError("địa chỉ của nguồn phải bắt đầu bằng https://")
    message = OutboundMessage(
        text=f"{title}\n\n{text}", sources=(SourceLine(title=source, url=address),)
    )
    make = office.notice(title, text, source, address) if office else None
    voices = _voices(title, message, ways, make)
    return Composed(source[:100], title[:TITLE_MOST], message, voices)


def _voices(
    title: str, message: OutboundMessage, ways: tuple[str, ...], make: MakeBrief | None
) -> tuple[Voiced, ...]:
    facts = Facts(texts=(title, message.text), context=tuple(one.title for one in message.sources))
    named = "\n".join(f"Nguồn: {one.title}" for one in message.sources)
    voices = []
    for way in ways:
        if make is not None:
            voices.append(_spoken(make, way))
            continue
        # A channel adds the sources itself; what stands alone carries them.
        text = message.text if way in CHANNELS else f"{message.text}\n\n{named}"
        wrong = tuple(str(one) for one in check_facts(facts, text))
        voices.append(Voiced(way, text, wrong))
    return tuple(voices)


def _spoken(make: MakeBrief, way: str) -> Voiced:
    try:
        spoken = speak(make, way)
    except NotInForceError as error:
        raise BroadcastError(str(error)) from None
    file = None if way in CHANNELS else spoken.file
    return Voiced(way, spoken.text, spoken.problems, spoken.figures, file, spoken.message)

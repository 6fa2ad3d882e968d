"""The kill switch of a channel: it goes on receiving, but the assistant says one fixed sentence."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import ChannelOff


def is_off(session: Session, channel: str) -> bool:
    """Whether the assistant is silent on ``channel``."""
    return session.get(ChannelOff, channel) is not None


def turn_off(session: Session, channel: str, by: str) -> None:
    """Silence the assistant on ``channel`` from the next message on; ``by`` is who did it."""
    if not is_off(session, channel):
        session.add(ChannelOff(channel=channel, by=by))


def turn_on(session: Session, channel: str) -> None:
    """Let the assistant answer again."""
    if found := session.get(ChannelOff, channel):
        session.delete(found)


def silent(session: Session) -> list[ChannelOff]:
    """Every channel that is off, by name."""
    return list(session.scalars(select(ChannelOff).order_by(ChannelOff.channel)))

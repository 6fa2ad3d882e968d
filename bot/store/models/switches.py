"""Channels that whoever keeps the machine has told to be silent."""

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, utc_now


class ChannelOff(Base):
    """A channel that answers with a fixed notice only; no row means that it answers."""

    __tablename__ = "channel_off"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    since: Mapped[dt.datetime] = mapped_column(default=utc_now)
    by: Mapped[str] = mapped_column(String(60))

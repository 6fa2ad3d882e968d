"""Tags at Zalo kept in step with what people subscribed to, so that segments mean something there.

What is wanted stands in the subscriptions, what was put on in ``zalo_tag``: the two are compared,
so a call that failed or a process that died leaves nothing behind but work for the next look.
"""

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import delete, select

from bot.channels.base import DeliveryError, SlowDown, UnknownDelivery
from bot.channels.zalo.account import Account
from bot.channels.zalo.constants import CHANNEL, TAGS_AT_ONCE
from bot.channels.zalo.decode import anonymous_of
from bot.store import Conversation, Store, Subscription, ZaloTag

_LOG = logging.getLogger(__name__)

Wish = tuple[str, str]
"""A person's id at the account, and a tag's name."""


class Tagging:
    """``name_of`` tells a topic's tag; each call of ``work`` brings some people up to date."""

    def __init__(self, store: Store, account: Account, name_of: Callable[[str], str]) -> None:
        self._store = store
        self._account = account
        self._name_of = name_of

    async def work(self) -> int:
        """Put on and take off what differs, TAGS_AT_ONCE at most; returns how many changed."""
        missing, spare = await asyncio.to_thread(self._differences)
        done = 0
        try:
            for wish in missing[:TAGS_AT_ONCE]:
                done += await self._put(wish)
            for wish in spare[: TAGS_AT_ONCE - done]:
                done += await self._take(wish)
        except (SlowDown, UnknownDelivery) as error:
            # Doing it again changes nothing, so the next look does.
            _LOG.info("Zalo: tags wait (%s)", error)
        return done

    async def _put(self, wish: Wish) -> bool:
        refused = False
        try:
            await self._account.tag(*wish)
        except (SlowDown, UnknownDelivery):
            raise
        except DeliveryError as error:
            # Somebody who left the account: asked again only once the wish has changed.
            _LOG.info("Zalo: a tag was refused (%s)", error)
            refused = True
        await asyncio.to_thread(self._noted, wish, refused)
        return not refused

    async def _take(self, wish: Wish) -> bool:
        try:
            await self._account.untag(*wish)
        except (SlowDown, UnknownDelivery):
            raise
        except DeliveryError as error:
            _LOG.info("Zalo: a tag was not taken off (%s)", error)
        await asyncio.to_thread(self._forgotten, wish)
        return True

    def _differences(self) -> tuple[list[Wish], list[Wish]]:
        """What is to be put on, and what is to be taken off."""
        wanted = (
            select(Conversation.address, Subscription.topic, Subscription.neighbourhood)
            .join(Subscription, Subscription.conversation_id == Conversation.id)
            .where(
                Conversation.channel == CHANNEL,
                Conversation.reachable,
                Subscription.ended_at.is_(None),
            )
        )
        with self._store.session() as session:
            wishes: set[Wish] = set()
            for user, topic, place in session.execute(wanted):
                if anonymous_of(user) is None:
                    wishes |= {(user, name) for name in (self._name_of(topic), place) if name}
            held = {(row.user_id, row.tag) for row in session.scalars(select(ZaloTag))}
        return sorted(wishes - held), sorted(held - wishes)

    def _noted(self, wish: Wish, refused: bool) -> None:
        with self._store.session() as session:
            session.merge(ZaloTag(user_id=wish[0], tag=wish[1], refused=refused))

    def _forgotten(self, wish: Wish) -> None:
        with self._store.session() as session:
            session.execute(
                delete(ZaloTag).where(ZaloTag.user_id == wish[0], ZaloTag.tag == wish[1])
            )

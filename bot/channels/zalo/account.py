"""The account itself: who it is, what is left of its quota, its tags, its followers."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.channels.zalo.api import Json, ZaloApi
from bot.channels.zalo.constants import (
    OA_PATH,
    QUOTA_PATH,
    TAG_PATH,
    TAGS_PATH,
    UNTAG_PATH,
    USER_PATH,
    USERS_OFFSET_MAX,
    USERS_PAGE,
    USERS_PATH,
)
from bot.channels.zalo.errors import HANOI
from bot.channels.zalo.people import People
from bot.channels.zalo.reading import id_of, object_of, text_of


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What Zalo says about the account."""

    oa_id: str
    name: str
    verified: bool
    package: str


@dataclass(frozen=True, slots=True)
class Follower:
    """What Zalo says about one person; ``last`` is the beginning of the day it names."""

    user_id: str
    user_id_by_app: str | None
    follows: bool
    last: dt.datetime | None
    tags: tuple[str, ...]


class Account:
    """Calls about the account; each raises what ZaloApi raises."""

    def __init__(self, api: ZaloApi) -> None:
        self._api = api

    async def facts(self) -> AccountFacts:
        """Who we are at Zalo."""
        data = object_of(await self._api.get(OA_PATH), "data")
        return AccountFacts(
            # The documentation writes it without an underscore.
            oa_id=text_of(data, "oaid") or text_of(data, "oa_id"),
            name=text_of(data, "name"),
            verified=data.get("is_verified") in (True, 1, "1", "true"),
            package=text_of(data, "package_name"),
        )

    async def quota_left(self) -> int | None:
        """Messages of the package that are left; None where Zalo does not say."""
        body = {"quota_owner": "OA", "product_type": "cs", "quota_type": "sub_quota"}
        said = (await self._api.post(QUOTA_PATH, body)).get("data")
        # One object or a list of them: sources differ.
        rows = said if isinstance(said, list) else [said]
        found = [text_of(row, "remain") for row in rows if isinstance(row, dict)]
        numbers = [int(text) for text in found if text.isascii() and text.isdigit()]
        return sum(numbers) if numbers else None

    async def person(self, user_id: str) -> Follower:
        """What is known of one person."""
        data = object_of(await self._api.get(USER_PATH, {"user_id": user_id}), "data")
        tags = object_of(data, "tags_and_notes_info").get("tag_names")
        return Follower(
            user_id=user_id,
            user_id_by_app=id_of(data, "user_id_by_app"),
            follows=data.get("user_is_follower") in (True, 1, "1", "true"),
            last=_day(text_of(data, "user_last_interaction_date")),
            tags=tuple(tag for tag in tags if isinstance(tag, str))
            if isinstance(tags, list)
            else (),
        )

    async def followers(self, tag: str | None = None) -> AsyncIterator[str]:
        """Every follower's id, page by page; Zalo shows about the first 10,000 of a selection."""
        offset = 0
        while offset <= USERS_OFFSET_MAX:
            query: Json = {"offset": offset, "count": USERS_PAGE, "is_follower": "true"}
            if tag:
                query["tag_name"] = tag
            data = object_of(await self._api.get(USERS_PATH, query), "data")
            users = data.get("users")
            if not isinstance(users, list) or not users:
                return
            for user in users:
                if isinstance(user, dict) and (user_id := id_of(user, "user_id")):
                    yield user_id
            offset += USERS_PAGE

    async def tag(self, user_id: str, name: str) -> None:
        """Put a person into a segment, such as a hamlet; Zalo makes the tag when it is new."""
        await self._api.post(TAG_PATH, {"user_id": user_id, "tag_name": name})

    async def untag(self, user_id: str, name: str) -> None:
        """Take a person out of a segment."""
        await self._api.post(UNTAG_PATH, {"user_id": user_id, "tag_name": name})

    async def tags(self) -> tuple[str, ...]:
        """The segments there are."""
        data = (await self._api.get(TAGS_PATH)).get("data")
        return tuple(tag for tag in data if isinstance(tag, str)) if isinstance(data, list) else ()


async def import_followers(
    account: Account, people: People, tag: str | None = None
) -> tuple[int, int]:
    """Make every follower somebody who can be written to; returns how many came, how many new.

    May be repeated: nobody is doubled, and nobody's window is moved back.
    """
    seen = new = 0
    async for user_id in account.followers(tag):
        person = await account.person(user_id)
        seen += 1
        new += await asyncio.to_thread(
            people.import_follower, user_id, person.user_id_by_app, person.last
        )
    return seen, new


def _day(text: str) -> dt.datetime | None:
    """The first moment of a day written 25/12/2026: the window must not look longer than it is."""
    try:
        return dt.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=HANOI).astimezone(dt.UTC)
    except ValueError:
        return None

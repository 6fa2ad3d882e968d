"""News to many on Zalo: an article is made, checked by Zalo, then broadcast."""

import asyncio

from pydantic import BaseModel, ConfigDict, Field

from bot.channels.base import Refused, SlowDown
from bot.channels.zalo.api import Json, ZaloApi
from bot.channels.zalo.constants import (
    ARTICLE_AUTHOR_MAX,
    ARTICLE_CREATE_PATH,
    ARTICLE_DESCRIPTION_MAX,
    ARTICLE_POLL_SECONDS,
    ARTICLE_POLLS,
    ARTICLE_TITLE_MAX,
    ARTICLE_VERIFY_PATH,
    ARTICLES_PER_BROADCAST,
    LEGACY_SEND_PATH,
)
from bot.channels.zalo.limiter import Sleep
from bot.channels.zalo.reading import object_of, text_of


class Article(BaseModel):
    """One article; Zalo wants a cover picture at a public address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1, max_length=ARTICLE_TITLE_MAX)
    author: str = Field(min_length=1, max_length=ARTICLE_AUTHOR_MAX)
    description: str = Field(min_length=1, max_length=ARTICLE_DESCRIPTION_MAX)
    cover_url: str = Field(pattern=r"^https?://")
    paragraphs: tuple[str, ...] = Field(min_length=1)
    comments: bool = False

    @property
    def body(self) -> Json:
        """The article as Zalo takes it; shown at once, as hidden is Zalo's default."""
        return {
            "type": "normal",
            "title": self.title,
            "author": self.author,
            "description": self.description,
            "cover": {"cover_type": "photo", "photo_url": self.cover_url, "status": "show"},
            "body": [{"type": "text", "content": text} for text in self.paragraphs],
            "status": "show",
            "comment": "show" if self.comments else "hide",
        }


class Articles:
    """Calls about articles; each raises what ZaloApi raises."""

    def __init__(self, api: ZaloApi, sleep: Sleep = asyncio.sleep) -> None:
        self._api = api
        self._sleep = sleep

    async def create(self, article: Article) -> str:
        """Hand an article in; returns the token to ask with whether it is ready."""
        said = await self._api.post(ARTICLE_CREATE_PATH, article.body)
        return _needed(said, "token")

    async def verify(self, token: str) -> str:
        """Wait until Zalo has worked the article in; returns its id.

        Raises:
            SlowDown: still not ready after ARTICLE_POLLS times of asking; ask again later.
        """
        for _ in range(ARTICLE_POLLS):
            try:
                said = await self._api.post(ARTICLE_VERIFY_PATH, {"token": token})
            except SlowDown as error:
                await self._sleep(max(error.seconds, ARTICLE_POLL_SECONDS))
            else:
                return _needed(said, "id")
        raise SlowDown(ARTICLE_POLL_SECONDS)

    async def broadcast(self, article_ids: tuple[str, ...], target: Json | None = None) -> str:
        """Send articles to followers; ``target`` narrows them down (gender, cities, ages …).

        Raises:
            ValueError: none, or more articles than Zalo takes in one go.
        """
        if not 1 <= len(article_ids) <= ARTICLES_PER_BROADCAST:
            raise ValueError(f"1 to {ARTICLES_PER_BROADCAST} articles")
        elements = [{"media_type": "article", "attachment_id": one} for one in article_ids]
        payload = {"template_type": "media", "elements": elements}
        body = {
            "recipient": {"target": target or {}},
            "message": {"attachment": {"type": "template", "payload": payload}},
        }
        return text_of(
            object_of(await self._api.post(LEGACY_SEND_PATH, body), "data"), "message_id"
        )


def _needed(said: Json, name: str) -> str:
    found = text_of(object_of(said, "data"), name)
    if not found:
        raise Refused(f"Zalo không trả '{name}' của bài viết")
    return found

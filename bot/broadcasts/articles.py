"""Articles for all followers on Zalo: approved as a task, made, checked by Zalo, broadcast once.

A step that must not be done twice is written down before it begins; one that was cut off leaves
UNKNOWN, and a person looks at the account before anything goes out again.
"""

import asyncio
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.broadcasts.hours import is_quiet
from bot.broadcasts.known import BroadcastError
from bot.broadcasts.proof import differences
from bot.broadcasts.todos import Proof, Todos
from bot.broadcasts.voices import Office
from bot.channels import Deferred, DeliveryError, SlowDown, UnknownDelivery
from bot.channels.zalo.articles import Article, Articles
from bot.messages import OutboundMessage
from bot.store import ArticleState, Medium, Store, Todo, TodoState, ZaloArticle
from bot.store.models import utc_now

# A quota that is used up, without a word of when it is filled again.
DEFERRED = dt.timedelta(hours=1)
INTERRUPTED = "máy dừng giữa chừng; xem ở trang quản lý OA rồi mới gửi lại"
NO_COVER = "chưa đặt ZALO_PICTURE_URL: Zalo bắt buộc bài viết có ảnh bìa ở địa chỉ công khai"
_CUT_OFF = (ArticleState.CREATING, ArticleState.SENDING)
_GOING_ON = (ArticleState.QUEUED, ArticleState.CREATED, ArticleState.CHECKED)


@dataclass(frozen=True)
class Publishing:
    """The articles of one store; ``page`` is the account's public address, the evidence.

    With an ``office``, one that no longer agrees with its record is refused before it goes out.
    """

    store: Store
    data: Path
    articles: Articles
    cover_url: str | None
    page: str
    office: Office | None = None

    def recover(self) -> int:
        """At the start: what was cut off inside a step is UNKNOWN; returns how many."""
        with self.store.session() as session:
            cut = session.scalars(select(ZaloArticle).where(ZaloArticle.state.in_(_CUT_OFF))).all()
            for row in cut:
                row.state, row.note, row.changed_at = ArticleState.UNKNOWN, INTERRUPTED, utc_now()
            return len(cut)

    async def work(self) -> int:
        """Take every queued article as far as it goes now; returns how many went out.

        In the ward's quiet hours all wait.
        """
        sent = 0
        if is_quiet(utc_now()):
            return sent
        for todo_id in await asyncio.to_thread(self._waiting):
            try:
                sent += await self._one(todo_id)
            except SlowDown as error:
                later = utc_now() + dt.timedelta(seconds=error.seconds)
                await asyncio.to_thread(self._put_off, todo_id, later, str(error))
            except Deferred as error:
                later = error.until or utc_now() + DEFERRED
                await asyncio.to_thread(self._put_off, todo_id, later, str(error))
            except UnknownDelivery as error:
                await asyncio.to_thread(self._end, todo_id, ArticleState.UNKNOWN, str(error))
            except (DeliveryError, BroadcastError) as error:
                await asyncio.to_thread(self._end, todo_id, ArticleState.REFUSED, str(error))
        return sent

    async def _one(self, todo_id: int) -> bool:
        row = await asyncio.to_thread(self._row, todo_id)
        await asyncio.to_thread(self._agrees, todo_id)
        if row.article_id is None and row.token is None:
            article = await asyncio.to_thread(
                read_article, self.store, self.data, todo_id, self.cover_url
            )
            if not await self._step(todo_id, ArticleState.QUEUED, ArticleState.CREATING):
                return False
            try:
                row.token = await self.articles.create(article)
            except (SlowDown, Deferred):
                await self._step(todo_id, ArticleState.CREATING, ArticleState.QUEUED)
                raise
            await self._step(todo_id, ArticleState.CREATING, ArticleState.CREATED, token=row.token)
        if row.article_id is None:
            assert row.token is not None  # noqa: S101 (made just now or before)
            row.article_id = await self._verified(row.token)
            await self._step(todo_id, None, ArticleState.CHECKED, article_id=row.article_id)
        if not await self._step(todo_id, ArticleState.CHECKED, ArticleState.SENDING):
            return False
        try:
            await self.articles.broadcast((row.article_id,))
        except (SlowDown, Deferred):
            await self._step(todo_id, ArticleState.SENDING, ArticleState.CHECKED)
            raise
        await asyncio.to_thread(self._sent, todo_id, row.queued_by)
        return True

    async def _verified(self, token: str) -> str:
        try:
            return await self.articles.verify(token)
        except UnknownDelivery as error:
            # A question that got no answer has changed nothing.
            raise SlowDown(DEFERRED.total_seconds() / 60) from error

    async def _step(
        self, todo_id: int, before: ArticleState | None, after: ArticleState, **values: str
    ) -> bool:
        """Move on; False when another process did so first."""

        def move() -> bool:
            with self.store.session(durable=True) as session:
                wanted = update(ZaloArticle).where(ZaloArticle.todo_id == todo_id)
                if before is not None:
                    wanted = wanted.where(ZaloArticle.state == before)
                done = session.execute(
                    wanted.values(state=after, changed_at=utc_now(), note=None, **values)
                )
                return bool(done.rowcount)  # type: ignore[attr-defined]

        return await asyncio.to_thread(move)

    def _agrees(self, todo_id: int) -> None:
        with self.store.session() as session:
            todo = session.get_one(Todo, todo_id)
        if self.office is None:
            return
        told = OutboundMessage(text=todo.text)
        for one in differences(self.office, todo.source, todo.medium, told):
            raise BroadcastError(f"lệch với nguồn: {one}")

    def _waiting(self) -> list[int]:
        with self.store.session() as session:
            return list(
                session.scalars(
                    select(ZaloArticle.todo_id)
                    .where(ZaloArticle.state.in_(_GOING_ON), ZaloArticle.not_before <= utc_now())
                    .order_by(ZaloArticle.todo_id)
                )
            )

    def _row(self, todo_id: int) -> ZaloArticle:
        with self.store.session() as session:
            return session.get_one(ZaloArticle, todo_id)

    def _sent(self, todo_id: int, by: str) -> None:
        self._end(todo_id, ArticleState.SENT, None)
        Todos(self.store, self.data).finish(todo_id, Proof(link=self.page), by)

    def _put_off(self, todo_id: int, until: dt.datetime, why: str) -> None:
        self._note(todo_id, lambda row: setattr(row, "not_before", until), why)

    def _end(self, todo_id: int, state: ArticleState, why: str | None) -> None:
        self._note(todo_id, lambda row: setattr(row, "state", state), why)

    def _note(self, todo_id: int, change: Callable[[ZaloArticle], None], why: str | None) -> None:
        with self.store.session() as session:
            row = session.get_one(ZaloArticle, todo_id)
            change(row)
            row.note, row.changed_at = why, utc_now()


def queue_article(
    store: Store,
    data: Path,
    todo_id: int,
    by: str,
    cover_url: str | None,
    also: Callable[[Session], object] = lambda _: None,
) -> None:
    """Have an approved article published; one that was refused is taken up where it stopped.

    ``also`` is done in the same transaction.

    Raises:
        BroadcastError: no such open task, no cover picture, out of Zalo's bounds, on its way, or
            of unknown fate: that one a person has to look at first.
    """
    read_article(store, data, todo_id, cover_url)
    with store.session() as session:
        row = session.get(ZaloArticle, todo_id, with_for_update=True)
        also(session)
        if row is None:
            session.add(ZaloArticle(todo_id=todo_id, queued_by=by))
            return
        if row.state is ArticleState.UNKNOWN:
            raise BroadcastError(f"chưa rõ bài đã gửi chưa ({row.note}); không tự gửi lại")
        if row.state is not ArticleState.REFUSED:
            raise BroadcastError("bài này đang được đăng")
        row.state = (
            ArticleState.CHECKED
            if row.article_id
            else ArticleState.CREATED
            if row.token
            else ArticleState.QUEUED
        )
        row.note, row.queued_by, row.not_before = None, by, utc_now()


def articles_of(session: Session) -> dict[int, ZaloArticle]:
    """Where each article stands, by its task."""
    return {row.todo_id: row for row in session.scalars(select(ZaloArticle))}


def read_article(store: Store, data: Path, todo_id: int, cover_url: str | None) -> Article:
    """The article as it was approved.

    Raises:
        BroadcastError: see ``queue_article``.
    """
    if cover_url is None:
        raise BroadcastError(NO_COVER)
    with store.session() as session:
        todo = session.get(Todo, todo_id)
        approved = todo is not None and todo.state is TodoState.OPEN
        if todo is None or not approved or todo.medium is not Medium.ZALO_ARTICLE:
            raise BroadcastError(f"không có bài viết Zalo đã duyệt mang số {todo_id}")
        path = data / todo.file if todo.file else None
    try:
        told = json.loads(path.read_text(encoding="utf-8")) if path else {}
        return Article(
            title=told["title"],
            author=told["author"],
            description=told["description"],
            cover_url=cover_url,
            paragraphs=tuple(block["content"] for block in told["body"]),
        )
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        why = f"tệp bài viết của việc số {todo_id} không dùng được ({type(error).__name__})"
        raise BroadcastError(why) from None

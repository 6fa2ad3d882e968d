"""One campaign: the same message on several ways, composed, approved and planned together."""

import datetime as dt
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from bot.broadcasts.campaigns import Campaigns
from bot.broadcasts.known import CHANNELS, BroadcastError
from bot.broadcasts.steps import Also, approve_draft, keep_draft, plan_approved
from bot.broadcasts.voices import Office
from bot.broadcasts.voicing import Composed, Voiced
from bot.store import Broadcast, BroadcastState, Medium, Store, Todo, TodoState


@dataclass(frozen=True)
class Made:
    """What a campaign consists of."""

    campaign: str
    broadcasts: tuple[int, ...]
    todos: tuple[int, ...]


def compose(
    store: Store,
    composed: Composed,
    ways: tuple[str, ...],
    audience: str,
    by: str,
    data: Path | None = None,
    also: Also[Made] | None = None,
) -> Made:
    """Keep a draft for each way; files of tasks go below the folder ``data``.

    Raises:
        BroadcastError: no way was chosen, or a text does not agree with its source.
    """
    if not ways:
        raise BroadcastError("chọn ít nhất một kênh")
    chosen = [voice for voice in composed.voices if voice.way in ways]
    for voice in chosen:
        if voice.problems:
            raise BroadcastError(f"{voice.way}: {voice.problems[0]}")
    campaign = secrets.token_hex(8)
    title = composed.title[:200]
    with store.session() as session:
        broadcasts = tuple(
            keep_draft(
                session,
                voice.message or composed.message,
                composed.source,
                voice.way,
                audience,
                by=by,
                campaign=campaign,
                title=title,
            )
            for voice in chosen
            if voice.way in CHANNELS
        )
        todos = [
            Todo(
                campaign=campaign,
                source=composed.source[:100],
                medium=Medium(voice.way),
                title=title,
                text=voice.text,
                file=_kept(voice, campaign, data),
                created_by=by,
            )
            for voice in chosen
            if voice.way not in CHANNELS
        ]
        session.add_all(todos)
        session.flush()
        made = Made(campaign, broadcasts, tuple(todo.id for todo in todos))
        if also is not None:
            also(session, made)
        return made


def _kept(voice: Voiced, campaign: str, data: Path | None) -> str | None:
    """Write a task's file; returns its path below ``data``."""
    if voice.file is None or data is None:
        return None
    path = f"files/tasks/{campaign}-{voice.way}{voice.file.suffix}"
    (data / path).parent.mkdir(parents=True, exist_ok=True)
    (data / path).write_bytes(voice.file.data)
    return path


def approve(
    store: Store,
    campaign: str,
    by: str,
    office: Office | None = None,
    also: Also[int] | None = None,
) -> int:
    """Approve all that still waits in a campaign; returns how many parts that were.

    Raises:
        BroadcastError: nothing waits, or ``by`` composed it, or a text differs from its record by
            now: then nothing of the campaign is approved.
    """
    waiting = Broadcast.campaign == campaign, Broadcast.state == BroadcastState.DRAFT
    with store.session() as session:
        drafts = session.scalars(select(Broadcast.id).where(*waiting)).all()
    for one in drafts:
        Campaigns(store, office).agrees(one)
    with store.session() as session:
        todos = session.scalars(
            select(Todo).where(Todo.campaign == campaign, Todo.state == TodoState.DRAFT)
        ).all()
        if not drafts and not todos:
            raise BroadcastError("không còn phần nào chờ duyệt")
        if any(todo.created_by == by for todo in todos):
            raise BroadcastError("người soạn không tự duyệt tin của mình; nhờ người khác duyệt")
        for todo in todos:
            todo.state, todo.approved_by = TodoState.OPEN, by
        for one in drafts:
            approve_draft(session, one, by)
        parts = len(drafts) + len(todos)
        if also is not None:
            also(session, parts)
        return parts


def plan(store: Store, campaign: str, at: dt.datetime, also: Also[int] | None = None) -> int:
    """Set when all approved broadcasts of a campaign begin; returns how many.

    Raises:
        BroadcastError: nothing to plan, a past time, or quiet hours.
    """
    with store.session() as session:
        found = session.scalars(
            select(Broadcast.id).where(
                Broadcast.campaign == campaign, Broadcast.state == BroadcastState.APPROVED
            )
        ).all()
        if not found:
            raise BroadcastError("chưa có tin nào đã duyệt để đặt giờ")
        for one in found:
            plan_approved(session, one, at)
        if also is not None:
            also(session, len(found))
        return len(found)

"""Read broadcasts, grouped as they were composed, and the tasks that people carry out."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.broadcasts.articles import articles_of
from bot.broadcasts.audience import reach
from bot.broadcasts.campaigns import message_of
from bot.broadcasts.results import Results, UnknownRow, results, unknown_rows
from bot.store import Broadcast, BroadcastState, Medium, Staff, Store, Todo, TodoState, ZaloArticle

MOST_ROWS = 40


@dataclass(frozen=True)
class Line:
    """A broadcast on one channel with its ledger's counts."""

    id: int
    channel: str
    audience: str
    state: BroadcastState
    scheduled_at: dt.datetime | None
    note: str | None
    results: Results
    reach: int
    unknown: tuple[UnknownRow, ...]


@dataclass(frozen=True)
class Task:
    """Something that people carry out."""

    id: int
    medium: Medium
    title: str
    text: str
    state: TodoState
    assigned_id: int | None
    assigned: str | None
    due: dt.date | None
    done_by: str | None
    link: str | None
    file: str | None
    """The file that is ready to be printed or handed over, below the data folder."""
    article: ZaloArticle | None = None
    """How far an article for Zalo has come; None before it was asked for."""


@dataclass
class Group:
    """One message with all its ways. ``key`` names the campaign, or one draft made by command."""

    key: str
    title: str
    text: str
    sources: tuple[str, ...]
    created_by: str | None
    created_at: dt.datetime
    approved_by: str | None
    lines: list[Line] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether something of it is not approved yet."""
        drafts = any(line.state is BroadcastState.DRAFT for line in self.lines)
        return drafts or any(task.state is TodoState.DRAFT for task in self.tasks)

    @property
    def to_plan(self) -> bool:
        """Whether something of it can be given a time."""
        return any(line.state is BroadcastState.APPROVED for line in self.lines)


def groups(store: Store) -> list[Group]:
    """The newest messages first."""
    with store.session() as session:
        newest = select(Broadcast).order_by(Broadcast.id.desc()).limit(MOST_ROWS)
        rows = list(session.scalars(newest))
        todos = list(session.scalars(select(Todo).order_by(Todo.id.desc()).limit(MOST_ROWS)))
        articles = articles_of(session)
        tasks = [(todo, _task(todo, articles.get(todo.id))) for todo in todos]
        people = {row.id: reach(session, row.channel, row.audience) for row in rows}
    found: dict[str, Group] = {}
    for row in rows:
        message = message_of(row)
        key = f"c{row.campaign}" if row.campaign else str(row.id)
        group = found.setdefault(
            key,
            Group(
                key,
                row.title or message.text.partition("\n")[0],
                message.text,
                tuple(source.title for source in message.sources),
                row.created_by,
                row.created_at,
                row.approved_by,
            ),
        )
        group.lines.append(_line(store, row, people[row.id]))
    for todo, task in tasks:
        key = f"c{todo.campaign}"
        group = found.setdefault(
            key,
            Group(
                key,
                todo.title,
                todo.text,
                (),
                todo.created_by,
                todo.created_at,
                todo.approved_by,
            ),
        )
        group.tasks.append(task)
    for group in found.values():
        group.lines.sort(key=lambda line: line.id)
        group.tasks.sort(key=lambda task: task.id)
    return sorted(found.values(), key=lambda group: group.created_at, reverse=True)


def open_tasks(found: Iterable[Group]) -> list[Task]:
    """What is to be done, the nearest day first, those without a day last."""
    tasks = [task for group in found for task in group.tasks if task.state is TodoState.OPEN]
    return sorted(tasks, key=lambda task: (task.due or dt.date.max, task.id))


def pulse(session: Session) -> tuple[object, ...]:
    """Changes when something comes or changes; counts move only while one is sent."""
    newest = select(Broadcast.id, Broadcast.state, Broadcast.scheduled_at)
    todos = select(Todo.id, Todo.state, Todo.assigned_id, Todo.due).order_by(Todo.id.desc())
    articles = select(ZaloArticle.todo_id, ZaloArticle.state, ZaloArticle.note)
    articles = articles.order_by(ZaloArticle.todo_id.desc())
    return (
        *map(
            tuple, session.execute(articles.order_by(ZaloArticle.todo_id.desc()).limit(MOST_ROWS))
        ),
        *map(tuple, session.execute(newest.order_by(Broadcast.id.desc()).limit(MOST_ROWS))),
        *map(tuple, session.execute(todos.limit(MOST_ROWS))),
    )


def colleagues(session: Session) -> dict[int, str]:
    """Accounts that a task can be given to."""
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.active).order_by(Staff.name))
    return {row.id: row.name for row in rows}


def _line(store: Store, row: Broadcast, people: int) -> Line:
    counted = results(store, row.id)
    return Line(
        id=row.id,
        channel=row.channel,
        audience=row.audience,
        state=row.state,
        scheduled_at=row.scheduled_at,
        note=row.note,
        results=counted,
        reach=people,
        unknown=tuple(unknown_rows(store, row.id)) if counted.unknown else (),
    )


def _task(todo: Todo, article: ZaloArticle | None) -> Task:
    return Task(
        id=todo.id,
        medium=todo.medium,
        title=todo.title,
        text=todo.text,
        state=todo.state,
        assigned_id=todo.assigned_id,
        assigned=todo.assigned.name if todo.assigned else None,
        due=todo.due,
        done_by=todo.done_by,
        link=todo.evidence_link,
        file=todo.file,
        article=article,
    )

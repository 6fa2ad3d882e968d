"""What staff do with the knowledge, each action with its permission; call these in a thread."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.editing import Drafts, Fault, Holdings, check, from_form
from bot.editing.drafts import history
from bot.editing.previewing import preview
from bot.messages.presenting import present
from bot.privacy.redaction import redact
from bot.store import Revision, Staff
from bot.web.desk.desk import Desk
from bot.web.desk.roles import Permission, require
from bot.web.desk.times import ZONE
from knowledge.content import Content, load_content
from knowledge.editing import Editable, EditKind
from knowledge.text import tokens

T = TypeVar("T")

SLUG_MOST = 50


@dataclass(frozen=True)
class Opened:
    """What the form starts from: the text in force, and a draft over it if there is one."""

    kind: EditKind
    key: str
    present: dict[str, Any] | None
    revision: Revision | None
    history: list[Revision]

    @property
    def payload(self) -> dict[str, Any]:
        """The draft's data, else what is in force, else the least a new record has."""
        if self.revision is not None and self.revision.payload is not None:
            return self.revision.payload
        return self.present or _blank(self.kind, self.key)


@dataclass(frozen=True)
class Seen:
    """What citizens would read of ``record``, or why that cannot be told yet."""

    record: Editable | None
    text: str | None
    sources: tuple[str, ...]
    faults: tuple[Fault, ...]


@cache
def own_content() -> Content:
    """The project's own records; they do not change while the process runs."""
    return load_content()


class EditActions:
    """The desk's door to the knowledge; each may raise NotAllowedError or EditError."""

    def __init__(self, desk: Desk, content: Callable[[], Content] = own_content) -> None:
        self.desk = desk
        self.holdings = Holdings(desk.services.settings.knowledge, content)
        self.drafts = Drafts(self.holdings)

    def open(self, kind: EditKind, key: str, revision_id: int | None) -> Opened:
        """What is held under ``key``."""
        with self.desk.store.session() as session:
            rows = history(session, kind, key)
            chosen = next((row for row in rows if row.id == revision_id), None)
            for row in rows:
                _ = row.author.name, row.decided_by and row.decided_by.name
            return Opened(kind, key, self.holdings.payload(kind, key), chosen, rows)

    def look(self, kind: EditKind, values: dict[str, str], base: dict[str, Any]) -> Seen:
        """Hold the form against the schema, and tell what citizens would read."""
        # A new record gets its name when it is kept.
        payload = {"id": kind.value, **from_form(kind, values, base)}
        record, faults = check(kind, payload, today())
        if record is None:
            return Seen(None, None, (), tuple(faults))
        answerer = self.desk.services.knowledge.answerer
        message = present(preview(answerer, record)).message
        sources = tuple(source.title for source in message.sources)
        return Seen(record, message.text, sources, ())

    def save(
        self,
        staff: Staff,
        opened: Opened,
        values: dict[str, str],
        reason: str,
        effective_from: dt.date | None,
        seen: tuple[int, int] | None,
    ) -> tuple[str, tuple[int, int]]:
        """Keep a draft; returns its key and what was seen of it."""
        require(staff, Permission.EDIT)
        payload = from_form(opened.kind, values, opened.payload)
        key = opened.key or self._new_key(opened.kind, payload)
        payload.setdefault("id", key)
        row = self._do(
            staff,
            Permission.EDIT,
            lambda session: self.drafts.save(
                session,
                staff,
                opened.kind,
                key,
                payload,
                reason=reason,
                effective_from=effective_from,
                seen=seen,
            ),
        )
        return key, (row.id, row.version)

    def submit(self, staff: Staff, seen: tuple[int, int]) -> None:
        """Hand a draft in."""
        self._do(staff, Permission.EDIT, lambda session: self.drafts.submit(session, staff, *seen))

    def withdraw(self, staff: Staff, seen: tuple[int, int]) -> None:
        """Take one's own revision back."""
        self._do(
            staff, Permission.EDIT, lambda session: self.drafts.withdraw(session, staff, *seen)
        )

    def approve(self, staff: Staff, seen: tuple[int, int]) -> None:
        """Agree."""
        self._do(
            staff, Permission.PUBLISH, lambda session: self.drafts.approve(session, staff, *seen)
        )

    def reject(self, staff: Staff, seen: tuple[int, int], why: str) -> None:
        """Give back with a reason."""
        self._do(
            staff,
            Permission.PUBLISH,
            lambda session: self.drafts.reject(session, staff, *seen, why),
        )

    def roll_back(self, staff: Staff, kind: EditKind, key: str, to: int | None, why: str) -> None:
        """Ask for an earlier wording; it passes two people as any other."""
        self._do(
            staff,
            Permission.EDIT,
            lambda session: self.drafts.roll_back(session, staff, kind, key, to, why),
        )

    def suggest(
        self, staff: Staff, question: str, answer: str, variants: list[str]
    ) -> tuple[int, str]:
        """Begin an FAQ from what people asked and staff answered; personal numbers are hidden."""
        require(staff, Permission.EDIT)
        asked, *others = [redact(text).text.strip() for text in (question, *variants)]
        payload: dict[str, Any] = {"question": asked}
        if others:
            payload["variants"] = others
        if answer:
            payload["answer"] = redact(answer).text.strip()
        key = self._new_key(EditKind.FAQ, payload)
        payload["id"] = key
        row = self._do(
            staff,
            Permission.EDIT,
            lambda session: self.drafts.save(
                session, staff, EditKind.FAQ, key, payload, reason="Nhiều người dân hỏi"
            ),
        )
        return row.id, key

    def _do(self, staff: Staff, permission: Permission, work: Callable[[Session], T]) -> T:
        require(staff, permission)
        with self.desk.store.session() as session:
            return work(session)

    def _new_key(self, kind: EditKind, payload: dict[str, Any]) -> str:
        """A name made of the record's first words that nothing else has."""
        title = payload.get("question" if kind is EditKind.FAQ else "name") or ""
        words = "-".join(re.sub(r"[^a-z0-9]", "", word) for word in tokens(str(title)))
        slug = re.sub("-+", "-", words)[:SLUG_MOST].strip("-") or kind.value
        with self.desk.store.session() as session:
            taken = {one.key for other in EditKind for one in self.holdings.all(other)}
            number, key = 1, slug
            while key in taken or history(session, kind, key):
                number += 1
                key = f"{slug}-{number}"
        return key


def today() -> dt.date:
    """The ward's date."""
    return dt.datetime.now(ZONE).date()


def _blank(kind: EditKind, key: str) -> dict[str, Any]:
    named = {"id": key} if key else {}
    if kind is EditKind.CONTACT:
        return {**named, "kind": "hotline", "scope": "ward"}
    return {**named, "level": ["xã"]} if kind is EditKind.PROCEDURE else named

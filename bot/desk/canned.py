"""Answers kept ready: the product's own from YAML, the ward's from the store."""

from functools import cache

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.audit import audit
from bot.desk.data import DATA, Entry, read
from bot.desk.locking import CaseError
from bot.store import CannedReply, Staff
from bot.store.models import utc_now

MOST_TITLE = 80


class Canned(Entry):
    """One ready answer."""

    title: str = Field(min_length=1, max_length=MOST_TITLE)
    text: str = Field(min_length=1)


class _File(Entry):
    replies: tuple[Canned, ...]


@cache
def _own() -> tuple[Canned, ...]:
    return read(DATA / "canned.yaml", _File).replies


def canned(session: Session) -> list[Canned]:
    """All ready answers by title; the ward's stand in for the product's of the same title."""
    found = {one.title: one for one in _own()}
    for row in session.scalars(select(CannedReply)):
        found[row.title] = Canned(title=row.title, text=row.text)
    return [found[title] for title in sorted(found)]


def keep(session: Session, staff: Staff, title: str, text: str) -> None:
    """Add or change a ready answer.

    Raises:
        CaseError: title or text is missing, or the title too long.
    """
    title, text = " ".join(title.split()), text.strip()
    if not title or not text or len(title) > MOST_TITLE:
        raise CaseError(f"Câu mẫu cần tên (tới {MOST_TITLE} ký tự) và nội dung.")
    row = session.scalar(select(CannedReply).where(CannedReply.title == title))
    before = {"text": row.text} if row else None
    if row is None:
        row = CannedReply(title=title, text=text)
        session.add(row)
    row.text, row.changed_at = text, utc_now()
    audit(session, staff, "canned.save", f"canned:{title}", before, {"text": text})

"""Answers kept ready: the product's own from YAML, the ward's from the store."""

from dataclasses import dataclass
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
# Telegram takes 4096 in one message (telegram.constants.MessageLimit); this leaves room.
MOST_TEXT = 3500


class Canned(Entry):
    """One ready answer."""

    title: str = Field(min_length=1, max_length=MOST_TITLE)
    text: str = Field(min_length=1)


class _File(Entry):
    replies: tuple[Canned, ...]


@cache
def _own() -> tuple[Canned, ...]:
    return read(DATA / "canned.yaml", _File).replies


@dataclass(frozen=True)
class Kept:
    """A ready answer; ``own`` came with the product, a ``retired`` one is offered no more."""

    title: str
    text: str
    own: bool
    retired: bool


def everything(session: Session) -> list[Kept]:
    """All ready answers by title, retired ones too; the ward's stand in for the product's."""
    own = {one.title for one in _own()}
    found = {one.title: Kept(one.title, one.text, own=True, retired=False) for one in _own()}
    for row in session.scalars(select(CannedReply)):
        found[row.title] = Kept(row.title, row.text, row.title in own, row.retired)
    return [found[title] for title in sorted(found)]


def canned(session: Session) -> list[Canned]:
    """The ready answers that officers are offered, by title."""
    return [
        Canned(title=one.title, text=one.text) for one in everything(session) if not one.retired
    ]


def keep(session: Session, staff: Staff, title: str, text: str, seen: str | None = None) -> None:
    """Add a ready answer, or change the one whose text was ``seen``; a retired one is back.

    Raises:
        CaseError: title or text is missing or too long; the title is taken (``seen`` None); or
            somebody changed it since it was seen.
    """
    title, text = " ".join(title.split()), text.strip()
    if not title or len(title) > MOST_TITLE:
        raise CaseError(f"Câu mẫu cần tên, nhiều nhất {MOST_TITLE} ký tự.")
    if not text or len(text) > MOST_TEXT:
        raise CaseError(f"Câu mẫu cần nội dung, nhiều nhất {MOST_TEXT} ký tự.")
    held = _held(session, title)
    if seen is None and held is not None and not held.retired:
        raise CaseError(f"Đã có câu mẫu tên '{title}'; sửa câu đó hoặc đặt tên khác.")
    _unchanged(held, seen)
    before = {"text": held.text, "retired": held.retired} if held else None
    _write(session, title, text, retired=False)
    audit(session, staff, "canned.save", f"canned:{title}", before, {"text": text})


def retire(session: Session, staff: Staff, title: str, seen: str) -> None:
    """Offer a ready answer no more; it stays on the page, from where it can be taken back.

    Raises:
        CaseError: there is none, it is retired already, or somebody changed it since it was seen.
    """
    held = _held(session, title)
    if held is None or held.retired:
        raise CaseError("Câu mẫu này không còn dùng nữa.")
    _unchanged(held, seen)
    _write(session, title, held.text, retired=True)
    audit(session, staff, "canned.remove", f"canned:{title}", {"text": held.text})


def _held(session: Session, title: str) -> Kept | None:
    return next((one for one in everything(session) if one.title == title), None)


def _unchanged(held: Kept | None, seen: str | None) -> None:
    if seen is not None and (held is None or held.text != seen):
        raise CaseError("Câu mẫu này vừa có người sửa. Xem lại rồi sửa tiếp.")


def _write(session: Session, title: str, text: str, *, retired: bool) -> None:
    row = session.scalar(select(CannedReply).where(CannedReply.title == title).with_for_update())
    if row is None:
        row = CannedReply(title=title, text=text)
        session.add(row)
    row.text, row.retired, row.changed_at = text, retired, utc_now()

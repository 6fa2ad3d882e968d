"""Changing a case: one officer at a time, and never from a page that is out of date."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.store import Case
from bot.store.rows import changed


class CaseError(Exception):
    """What was asked of a case cannot be done; the message is shown to the officer."""


class StaleCaseError(CaseError):
    """Somebody changed the case after the officer's page was drawn."""


def locked(session: Session, case_id: int, version: int | None = None) -> Case:
    """The case, its version raised: until this transaction ends nobody else changes it.

    Raises:
        CaseError: there is no such case.
        StaleCaseError: it is no longer at ``version``.
    """
    unchanged = [] if version is None else [Case.version == version]
    done = session.execute(
        update(Case).where(Case.id == case_id, *unchanged).values(version=Case.version + 1)
    )
    case = session.get(Case, case_id, populate_existing=True)
    if case is None:
        raise CaseError("Không có việc này.")
    if not changed(done):
        raise StaleCaseError(
            "Việc này vừa có người thay đổi. Ông/bà xem lại rồi làm tiếp; chữ đã gõ vẫn còn."
        )
    return case

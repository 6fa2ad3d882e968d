"""One writes, another decides; nobody decides on words they have not seen."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.editing import Drafts, EditError, Holdings
from bot.editing.drafts import history, in_state
from bot.store import AuditEntry, Revision, RevisionState, Role, Staff, Store
from knowledge.editing import DeskLayer, EditKind
from knowledge.library import Library
from tests.bot.editing.records import FILLED, HOTLINE, ward


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(Holdings(tmp_path / "knowledge", ward))


@pytest.fixture
def people(store: Store) -> tuple[Staff, Staff]:
    """An editor and an approver."""
    with store.session() as session:
        lan = Staff(name="lan", role=Role.EDITOR, password_hash="-")
        hoa = Staff(name="hoa", role=Role.APPROVER, password_hash="-")
        session.add_all([lan, hoa])
    return lan, hoa


def handed_in(store: Store, drafts: Drafts, who: Staff, **changes: object) -> tuple[int, int]:
    with store.session() as session:
        row = drafts.save(
            session, who, EditKind.CONTACT, HOTLINE, FILLED | changes, reason="Số mới"
        )
        row = drafts.submit(session, who, row.id, row.version)
        return row.id, row.version


def test_a_contact_is_written_handed_in_and_approved(
    store: Store, drafts: Drafts, people: tuple[Staff, Staff]
) -> None:
    lan, hoa = people
    number, version = handed_in(store, drafts, lan)
    with store.session() as session:
        assert [row.id for row in in_state(session, RevisionState.SUBMITTED)] == [number]
        drafts.approve(session, hoa, number, version)
    with store.session() as session:
        (row,) = history(session, EditKind.CONTACT, HOTLINE)
        assert (row.state, row.decided_by_id) == (RevisionState.APPROVED, hoa.id)
        actions = list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert actions == ["knowledge.draft", "knowledge.submit", "knowledge.approve"]


def test_nobody_approves_own_words_whatever_the_role(
    store: Store, drafts: Drafts, people: tuple[Staff, Staff]
) -> None:
    number, version = handed_in(store, drafts, people[1])
    with store.session() as session, pytest.raises(EditError, match="phải có người khác duyệt"):
        drafts.approve(session, people[1], number, version)


def test_words_changed_after_they_were_seen_are_not_approved(
    store: Store, drafts: Drafts, people: tuple[Staff, Staff]
) -> None:
    """The author takes it back, puts another number in and hands it in again."""
    lan, hoa = people
    number, seen = handed_in(store, drafts, lan)
    with store.session() as session:
        drafts.withdraw(session, lan, number, seen)
    with store.session() as session:
        row = session.get_one(Revision, number)
        other = FILLED | {"phone": "0900 000 000"}
        args = (session, lan, EditKind.CONTACT, HOTLINE, other)
        row = drafts.save(*args, reason="Số khác", seen=(row.id, row.version))
        drafts.submit(session, lan, row.id, row.version)
    with store.session() as session, pytest.raises(EditError, match="vừa có người thay đổi"):
        drafts.approve(session, hoa, number, seen)


def test_two_decisions_at_once_make_one(
    store: Store, drafts: Drafts, people: tuple[Staff, Staff]
) -> None:
    lan, hoa = people
    number, version = handed_in(store, drafts, lan)
    with store.session() as session:
        drafts.reject(session, hoa, number, version, "Số này gọi không được")
    with store.session() as session, pytest.raises(EditError, match="vừa có người thay đổi"):
        drafts.approve(session, hoa, number, version)
    with store.session() as session:
        row = session.get_one(Revision, number)
        assert (row.state, row.decision) == (RevisionState.REJECTED, "Số này gọi không được")


def test_a_record_that_changed_meanwhile_is_looked_at_again(
    store: Store, drafts: Drafts, people: tuple[Staff, Staff], tmp_path: Path
) -> None:
    lan, hoa = people
    number, version = handed_in(store, drafts, lan)
    layer = DeskLayer(Library(tmp_path / "knowledge"))
    layer.publish(EditKind.CONTACT, HOTLINE, FILLED | {"phone": "0911 111 111"})
    with store.session() as session, pytest.raises(EditError, match="đã đổi sau khi"):
        drafts.approve(session, hoa, number, version)


@pytest.mark.parametrize(
    ("changes", "reason", "said"),
    [
        ({"source": None}, "Số mới", "Ghi nguồn"),
        ({"checked_on": "2999-01-01"}, "Số mới", "sau hôm nay"),
        ({}, " ", "Ghi lý do"),
    ],
)
def test_what_is_not_whole_is_not_handed_in(
    store: Store,
    drafts: Drafts,
    people: tuple[Staff, Staff],
    changes: dict[str, object],
    reason: str,
    said: str,
) -> None:
    with store.session() as session:
        row = drafts.save(
            session, people[0], EditKind.CONTACT, HOTLINE, FILLED | changes, reason=reason
        )
        with pytest.raises(EditError, match=said):
            drafts.submit(session, people[0], row.id, row.version)


def test_a_draft_belongs_to_its_author(
    store: Store, drafts: Drafts, people: tuple[Staff, Staff]
) -> None:
    lan, hoa = people
    with store.session() as session:
        row = drafts.save(session, lan, EditKind.CONTACT, HOTLINE, FILLED)
        seen = (row.id, row.version)
    with store.session() as session, pytest.raises(EditError, match="của lan"):
        drafts.save(session, hoa, EditKind.CONTACT, HOTLINE, FILLED, seen=seen)

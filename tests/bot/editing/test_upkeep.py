"""Lists of what needs a look: put out before its record changed, checked too long ago, empty."""

import datetime as dt
from pathlib import Path

import pytest

from bot.editing import Holdings
from bot.editing.upkeep import stale, to_fill, to_repost
from bot.store import Medium, Revision, RevisionState, Role, Staff, Store, Todo, TodoState
from knowledge.editing import DeskLayer, EditKind
from knowledge.library import Library
from knowledge.records import RecordKind
from tests.bot.editing.records import FILLED, HOTLINE, WARD, ward
from tests.bot.records import BIRTH, CHECKED, MARRIAGE

PUT_OUT = dt.datetime(2026, 11, 2, 3, 0, tzinfo=dt.UTC)
NEXT_DAY = PUT_OUT + dt.timedelta(days=1)


def done(store: Store, source: str, at: dt.datetime, medium: Medium = Medium.NOTICE) -> None:
    with store.session() as session:
        session.add(
            Todo(
                source=source,
                medium=medium,
                title="Đăng ký khai sinh",
                text="…",
                state=TodoState.DONE,
                done_at=at,
            )
        )


def went_live(store: Store, key: str, at: dt.datetime) -> None:
    with store.session() as session:
        lan = Staff(name=f"lan {key}", role=Role.EDITOR, password_hash="-")
        session.add(lan)
        session.flush()
        session.add(
            Revision(
                kind=EditKind.PROCEDURE,
                key=key,
                author_id=lan.id,
                title=key,
                payload={},
                state=RevisionState.LIVE,
                live_at=at,
                version=1,
            )
        )


@pytest.fixture
def holdings(tmp_path: Path) -> Holdings:
    return Holdings(tmp_path, ward)


def test_a_notice_is_put_out_again_after_its_procedure_changed(
    store: Store, holdings: Holdings
) -> None:
    done(store, f"procedure:{BIRTH}", PUT_OUT)
    done(store, f"procedure:{BIRTH}", NEXT_DAY + dt.timedelta(hours=1), Medium.LEAFLET)
    done(store, f"procedure:{MARRIAGE}", PUT_OUT)
    went_live(store, BIRTH, NEXT_DAY)
    with store.session() as session:
        (found,) = to_repost(session, holdings)
    assert (found.medium, found.key, found.kind) == (Medium.NOTICE, BIRTH, EditKind.PROCEDURE)
    assert (found.done_on, found.changed_on) == (dt.date(2026, 11, 2), dt.date(2026, 11, 3))

    done(store, BIRTH, NEXT_DAY + dt.timedelta(days=1))
    with store.session() as session:
        assert to_repost(session, holdings) == []


def test_a_catalogue_imported_anew_makes_notices_old_too(
    sqlite_store: Store, tmp_path: Path, holdings: Holdings
) -> None:
    library = Library(tmp_path)
    library.save(RecordKind.PROCEDURE, [(BIRTH, {"fee": "8.000 đồng"}, None)], "cu.jsonl")
    done(sqlite_store, f"procedure:{BIRTH}", PUT_OUT)
    with sqlite_store.session() as session:
        assert to_repost(session, holdings) == [], "brought for the first time, nothing changed"
    library.save(RecordKind.PROCEDURE, [(BIRTH, {"fee": "0 đồng"}, None)], "moi.jsonl")
    with sqlite_store.session() as session:
        assert [one.key for one in to_repost(session, holdings)] == [BIRTH]


def test_sources_not_looked_at_for_too_long_come_with_the_oldest_first(
    tmp_path: Path, holdings: Holdings
) -> None:
    old = FILLED | {"checked_on": (CHECKED - dt.timedelta(days=30)).isoformat()}
    DeskLayer(Library(tmp_path)).publish(EditKind.CONTACT, HOTLINE, old)
    late = CHECKED + dt.timedelta(days=160)
    assert [one.key for one in stale(holdings, late, 180)] == [HOTLINE]
    later = CHECKED + dt.timedelta(days=181)
    found = stale(holdings, later, 180)
    assert found[0].key == HOTLINE
    assert len(found) > len(WARD.procedures)
    assert stale(holdings, CHECKED + dt.timedelta(days=150), 180) == []


def test_an_empty_contact_waits_until_it_is_filled(tmp_path: Path, holdings: Holdings) -> None:
    assert [one.key for one in to_fill(holdings)] == [HOTLINE]
    DeskLayer(Library(tmp_path)).publish(EditKind.CONTACT, HOTLINE, FILLED)
    assert to_fill(holdings) == []

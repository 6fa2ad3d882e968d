"""The audit log: with its change or not at all, only what differs, nothing that is not needed."""

import datetime as dt

import pytest
import time_machine

from bot.desk.audit import COMMAND_LINE, MOST_CHARACTERS, AuditFilter, audit, entries
from bot.store import AuditEntry, Role, Staff, Store
from tests.bot import people

MORNING = dt.datetime(2026, 11, 30, 1, 0, tzinfo=dt.UTC)


@pytest.fixture
def hoa(store: Store) -> Staff:
    return people.staff(store, "Hoa")


def _all(store: Store, asked: AuditFilter | None = None) -> list[AuditEntry]:
    with store.session() as session:
        return entries(session, asked, most=50)


def test_only_what_differs_is_kept(store: Store, hoa: Staff) -> None:
    with time_machine.travel(MORNING, tick=False), store.session() as session:
        audit(
            session,
            hoa,
            "account.change",
            "account:Minh",
            {"role": Role.OFFICER, "active": True, "unit": None},
            {"role": Role.LEADER, "active": True, "unit": "van-phong"},
        )
    (entry,) = _all(store)
    assert (entry.actor, entry.staff_id, entry.at) == ("Hoa", hoa.id, MORNING)
    assert (entry.action, entry.subject) == ("account.change", "account:Minh")
    assert entry.before == {"role": "officer", "unit": None}
    assert entry.after == {"role": "leader", "unit": "van-phong"}


def test_a_change_that_fails_leaves_no_entry(store: Store, hoa: Staff) -> None:
    def fail() -> None:
        with store.session() as session:
            audit(session, hoa, "case.close", "case:PA-AAAAA3")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert _all(store) == []


def test_the_command_line_is_named_and_long_texts_are_cut(store: Store) -> None:
    with store.session() as session:
        audit(session, None, "faq.change", "faq:x", None, {"text": "à" * 999, "tags": ("a", "b")})
    (entry,) = _all(store)
    assert (entry.actor, entry.staff_id, entry.before) == (COMMAND_LINE, None, None)
    assert entry.after == {"text": "à" * MOST_CHARACTERS + "…", "tags": ["a", "b"]}


def test_entries_are_found_by_who_what_which_and_when(store: Store, hoa: Staff) -> None:
    minh = people.staff(store, "Minh")
    with time_machine.travel(MORNING, tick=False) as clock:
        for number, (who, action, subject) in enumerate(
            [
                (hoa, "case.close", "case:PA-AAAAA3"),
                (minh, "case.claim", "case:PA-AAAAA4"),
                (hoa, "account.add", "account:100%"),
                (minh, "casework.x", "case:PA-AAAAA3"),
            ]
        ):
            clock.move_to(MORNING + dt.timedelta(hours=number))
            with store.session() as session:
                audit(session, who, action, subject)
    found = {
        "who": AuditFilter(staff_id=hoa.id),
        "what": AuditFilter(actions="case"),
        "which": AuditFilter(subject="pa-aaaaa3"),
        "sign": AuditFilter(subject="%"),
        "when": AuditFilter(since=MORNING + dt.timedelta(hours=2)),
    }
    actions = {name: [entry.action for entry in _all(store, by)] for name, by in found.items()}
    assert actions == {
        "who": ["account.add", "case.close"],
        "what": ["case.claim", "case.close"],
        "which": ["casework.x", "case.close"],
        "sign": ["account.add"],
        "when": ["casework.x", "account.add"],
    }
    with store.session() as session:
        newest = entries(session, most=2)
        older = entries(session, before_id=newest[-1].id, most=2)
    assert [entry.action for entry in older] == ["case.claim", "case.close"]

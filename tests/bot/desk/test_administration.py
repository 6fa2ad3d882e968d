"""Accounts in an administrator's hands: what changes, what is refused, all of it written down."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.desk import Accounts, SignInError, administration
from bot.desk.administration import AccountError
from bot.privacy.sealing import Seal
from bot.store import AuditEntry, Role, Staff, Store

PASSWORD = "mật khẩu dài"


@pytest.fixture
def accounts(store: Store, tmp_path: Path) -> Accounts:
    made = Accounts(store, Seal(tmp_path))
    made.add("Hoa", Role.OFFICER, PASSWORD)
    made.add("Trưởng", Role.ADMIN, PASSWORD)
    return made


def account(store: Store, name: str) -> Staff:
    with store.session() as session:
        return administration.named(session, name)


def newest(store: Store) -> AuditEntry:
    with store.session() as session:
        return session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()  # type: ignore[return-value]


def test_role_and_unit_change_with_before_and_after(store: Store, accounts: Accounts) -> None:
    chief = account(store, "Trưởng")
    with store.session() as session:
        administration.change_account(
            session, chief, "Hoa", role=Role.LEADER, unit="Phòng Kinh tế", active=True
        )
    entry = newest(store)
    assert (entry.actor, entry.subject) == ("Trưởng", "account:Hoa")
    assert entry.before == {"role": "officer", "unit": None}
    assert entry.after == {"role": "leader", "unit": "Phòng Kinh tế"}


def test_saving_without_a_change_is_no_change(store: Store, accounts: Accounts) -> None:
    before = newest(store).id
    with store.session() as session:
        administration.change_account(
            session, None, "Hoa", role=Role.OFFICER, unit=None, active=True
        )
    assert newest(store).id == before


def test_a_closed_account_is_signed_out_at_once(store: Store, accounts: Accounts) -> None:
    token = accounts.sign_in("Hoa", PASSWORD)
    with store.session() as session:
        administration.disable(session, None, "Hoa")
    assert accounts.signed_in(token) is None
    with pytest.raises(SignInError):
        accounts.sign_in("Hoa", PASSWORD)
    with store.session() as session:
        administration.change_account(
            session, None, "Hoa", role=Role.OFFICER, unit=None, active=True
        )
    assert accounts.signed_in(token) is None, "an old session does not come back"
    assert accounts.sign_in("Hoa", PASSWORD)


@pytest.mark.parametrize(("role", "active"), [(Role.ADMIN, False), (Role.LEADER, True)])
def test_the_last_administrator_stays(
    store: Store, accounts: Accounts, role: Role, active: bool
) -> None:
    with pytest.raises(AccountError, match="cuối cùng"), store.session() as session:
        administration.change_account(session, None, "Trưởng", role=role, unit=None, active=active)
    found = account(store, "Trưởng")
    assert (found.role, found.active) == (Role.ADMIN, True)


def test_a_new_password_ends_every_session(store: Store, accounts: Accounts) -> None:
    token = accounts.sign_in("Hoa", PASSWORD)
    with store.session() as session:
        administration.reset_password(session, None, "Hoa", "mật khẩu mới")
    assert accounts.signed_in(token) is None
    assert accounts.sign_in("Hoa", "mật khẩu mới")
    assert "mật khẩu mới" not in f"{newest(store).after}{newest(store).note}"


def test_changing_ones_own_password_keeps_this_session_only(
    store: Store, accounts: Accounts
) -> None:
    here, there = accounts.sign_in("Hoa", PASSWORD), accounts.sign_in("Hoa", PASSWORD)
    with pytest.raises(SignInError):
        accounts.change_password(account(store, "Hoa"), here, "sai mật khẩu", "mật khẩu mới")
    accounts.change_password(account(store, "Hoa"), here, PASSWORD, "mật khẩu mới")
    assert accounts.signed_in(here) is not None
    assert accounts.signed_in(there) is None
    with pytest.raises(ValueError, match="ít nhất"):
        accounts.change_password(account(store, "Hoa"), here, "mật khẩu mới", "ngắn")


def test_ones_own_sessions_are_listed_and_ended(store: Store, accounts: Accounts) -> None:
    phone = accounts.sign_in("Hoa", PASSWORD, "Chrome, Android")
    office = accounts.sign_in("Hoa", PASSWORD, "Edge, Windows")
    other = accounts.sign_in("Trưởng", PASSWORD)
    hoa = account(store, "Hoa")
    assert {one.device for one in accounts.sessions(hoa)} == {"Chrome, Android", "Edge, Windows"}
    accounts.revoke(hoa, accounts.key_of(phone))
    accounts.revoke(hoa, accounts.key_of(other))
    assert accounts.signed_in(phone) is None
    assert accounts.signed_in(office) is not None
    assert accounts.signed_in(other) is not None, "nobody ends another's session"


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_must_be_one(store: Store, accounts: Accounts, name: str) -> None:
    with pytest.raises(ValueError, match="tên tài khoản"), store.session() as session:
        administration.add_account(session, None, name, Role.OFFICER, PASSWORD)


def test_an_account_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(AccountError, match="'Ai đó'"), store.session() as session:
        administration.disable(session, None, "Ai đó")

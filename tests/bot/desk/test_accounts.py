"""Accounts: Argon2, one message for every wrong sign-in, sessions that end."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select, update

from bot.desk import Accounts, SignInError
from bot.desk.accounts import SESSION_LENGTH
from bot.desk.administration import MIN_PASSWORD
from bot.privacy.sealing import Seal
from bot.store import Role, Staff, StaffSession, Store

PASSWORD = "mật khẩu dài"
NOON = dt.datetime(2026, 11, 30, 5, 0, tzinfo=dt.UTC)


@pytest.fixture
def accounts(store: Store, tmp_path: Path) -> Accounts:
    made = Accounts(store, Seal(tmp_path))
    made.add("Hoa", Role.OFFICER, PASSWORD)
    return made


def test_passwords_are_kept_as_argon2_only(store: Store, accounts: Accounts) -> None:
    with store.session() as session:
        staff = session.scalars(select(Staff)).one()
    assert staff.password_hash.startswith("$argon2id$")
    assert PASSWORD not in staff.password_hash
    assert (staff.role, staff.active) == (Role.OFFICER, True)


def test_two_accounts_with_one_password_have_two_hashes(store: Store, accounts: Accounts) -> None:
    accounts.add("Minh", Role.ADMIN, PASSWORD)
    with store.session() as session:
        assert len(set(session.scalars(select(Staff.password_hash)))) == 2


def test_a_name_is_given_once(accounts: Accounts) -> None:
    with pytest.raises(ValueError, match="đã có tài khoản tên 'Hoa'"):
        accounts.add("Hoa", Role.ADMIN, PASSWORD)


@pytest.mark.parametrize("password", ["", "ngắn", "x" * (MIN_PASSWORD - 1)])
def test_a_short_password_is_refused_without_being_shown(accounts: Accounts, password: str) -> None:
    with pytest.raises(ValueError, match=f"ít nhất {MIN_PASSWORD} ký tự") as refused:
        accounts.add("Minh", Role.OFFICER, password)
    assert not password or password not in str(refused.value)


def test_signing_in_gives_a_token_that_names_the_account(accounts: Accounts) -> None:
    token = accounts.sign_in("Hoa", PASSWORD)
    found = accounts.signed_in(token)
    assert found is not None
    assert found.name == "Hoa"
    assert accounts.sign_in("Hoa", PASSWORD) != token


def test_the_store_holds_no_token(store: Store, accounts: Accounts) -> None:
    token = accounts.sign_in("Hoa", PASSWORD)
    with store.session() as session:
        (kept,) = session.scalars(select(StaffSession.token_hash))
    assert token not in kept
    assert accounts.signed_in(kept) is None


def test_every_wrong_sign_in_is_told_the_same(store: Store, accounts: Accounts) -> None:
    """Whoever tries names must not learn which of them exist."""
    accounts.add("Tú", Role.OFFICER, PASSWORD)
    with store.session() as session:
        session.execute(update(Staff).where(Staff.name == "Tú").values(active=False))
    told = []
    for name, password in (
        ("Hoa", "sai mật khẩu"),
        ("Không Ai", PASSWORD),
        ("Tú", PASSWORD),
        ("", ""),
        ("hoa' OR 1=1 --", PASSWORD),
    ):
        with pytest.raises(SignInError) as refused:
            accounts.sign_in(name, password)
        told.append(str(refused.value))
    assert len(set(told)) == 1


def test_a_session_ends_by_time(accounts: Accounts) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        token = accounts.sign_in("Hoa", PASSWORD)
        clock.shift(SESSION_LENGTH - dt.timedelta(seconds=1))
        assert accounts.signed_in(token) is not None
        clock.shift(dt.timedelta(seconds=2))
        assert accounts.signed_in(token) is None


def test_signing_out_ends_this_session_only(accounts: Accounts) -> None:
    here, there = accounts.sign_in("Hoa", PASSWORD), accounts.sign_in("Hoa", PASSWORD)
    accounts.sign_out(here)
    assert accounts.signed_in(here) is None
    assert accounts.signed_in(there) is not None


def test_closing_an_account_ends_its_sessions(store: Store, accounts: Accounts) -> None:
    token = accounts.sign_in("Hoa", PASSWORD)
    with store.session() as session:
        session.execute(update(Staff).values(active=False))
    assert accounts.signed_in(token) is None


@pytest.mark.parametrize("token", [None, "", "không phải mã", "x" * 5000])
def test_a_token_that_was_never_given_opens_nothing(accounts: Accounts, token: str | None) -> None:
    assert accounts.signed_in(token) is None

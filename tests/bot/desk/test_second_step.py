"""The second step: each code counts once, and the password alone opens nothing."""

import datetime as dt
from pathlib import Path

import pyotp
import pytest
import time_machine
from sqlalchemy import func, select

from bot.desk import Accounts, SignInError, second_step
from bot.desk.accounts import SECOND_STEP_LENGTH
from bot.desk.administration import reset_second_step
from bot.privacy.sealing import Seal
from bot.store import AuditEntry, BackupCode, Role, Staff, Store

PASSWORD = "mật khẩu dài"
NOON = dt.datetime(2026, 11, 30, 5, 0, tzinfo=dt.UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def accounts(store: Store, tmp_path: Path) -> Accounts:
    made = Accounts(store, Seal(tmp_path))
    made.add("Hoa", Role.OFFICER, PASSWORD)
    return made


def hoa(store: Store) -> Staff:
    with store.session() as session:
        return session.scalars(select(Staff).where(Staff.name == "Hoa")).one()


def code(at: dt.datetime) -> str:
    return pyotp.TOTP(SECRET).at(at)


def turned_on(store: Store, accounts: Accounts) -> list[str]:
    return accounts.use_second_step(hoa(store), SECRET, code(dt.datetime.now(dt.UTC)))


def test_the_password_alone_opens_nothing(store: Store, accounts: Accounts) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        turned_on(store, accounts)
        clock.shift(60)
        token = accounts.sign_in("Hoa", PASSWORD)
        assert accounts.signed_in(token) is None
        awaited = accounts.awaited(token)
        assert awaited is not None
        assert awaited.name == "Hoa"
        accounts.enter_code(token, code(dt.datetime.now(dt.UTC)))
        assert accounts.signed_in(token) is not None
        assert accounts.awaited(token) is None


def test_a_code_counts_once(store: Store, accounts: Accounts) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        turned_on(store, accounts)
        clock.shift(60)
        seen = code(dt.datetime.now(dt.UTC))
        accounts.enter_code(accounts.sign_in("Hoa", PASSWORD), seen)
        watcher = accounts.sign_in("Hoa", PASSWORD)
        with pytest.raises(SignInError, match="đã dùng rồi"):
            accounts.enter_code(watcher, seen)
        assert accounts.signed_in(watcher) is None


@pytest.mark.parametrize("seconds_off", [-30, 0, 30])
def test_a_phone_may_be_half_a_minute_off(
    store: Store, accounts: Accounts, seconds_off: int
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        turned_on(store, accounts)
        clock.shift(120)
        token = accounts.sign_in("Hoa", PASSWORD)
        shown = code(NOON + dt.timedelta(seconds=120 + seconds_off))
        accounts.enter_code(token, f"{shown[:3]} {shown[3:]}")
        assert accounts.signed_in(token) is not None


@pytest.mark.parametrize("typed", ["", "000000", "abc", "12345678901234567890", "１２３４５６"])
def test_a_wrong_code_opens_nothing(store: Store, accounts: Accounts, typed: str) -> None:
    with time_machine.travel(NOON, tick=False):
        turned_on(store, accounts)
        token = accounts.sign_in("Hoa", PASSWORD)
        with pytest.raises(SignInError):
            accounts.enter_code(token, typed)
        assert accounts.signed_in(token) is None


def test_too_late_for_the_code_means_from_the_start(store: Store, accounts: Accounts) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        turned_on(store, accounts)
        token = accounts.sign_in("Hoa", PASSWORD)
        clock.shift(SECOND_STEP_LENGTH + dt.timedelta(seconds=1))
        with pytest.raises(SignInError, match="từ đầu"):
            accounts.enter_code(token, code(dt.datetime.now(dt.UTC)))


def test_a_backup_code_works_once_and_only_for_its_own_account(
    store: Store, accounts: Accounts, tmp_path: Path
) -> None:
    seal = Seal(tmp_path)
    codes = turned_on(store, accounts)
    assert len(set(codes)) == second_step.BACKUP_CODES
    with store.session() as session:
        assert not set(codes) & set(session.scalars(select(BackupCode.code_hash)))
    accounts.add("Minh", Role.OFFICER, PASSWORD)
    with store.session() as session:
        minh = session.scalars(select(Staff).where(Staff.name == "Minh")).one()
        minh.totp_sealed = seal.close(second_step.new_secret())
        assert not second_step.accept(session, minh, seal, codes[0])
    token = accounts.sign_in("Hoa", PASSWORD)
    accounts.enter_code(token, f" {codes[0].upper()} ")
    assert accounts.signed_in(token) is not None
    again = accounts.sign_in("Hoa", PASSWORD)
    with pytest.raises(SignInError):
        accounts.enter_code(again, codes[0])


def test_turning_it_on_needs_a_code_of_that_secret(store: Store, accounts: Accounts) -> None:
    with pytest.raises(SignInError):
        accounts.use_second_step(hoa(store), SECRET, "000000")
    assert not hoa(store).two_steps


def test_turning_it_off_needs_the_password(store: Store, accounts: Accounts) -> None:
    turned_on(store, accounts)
    with pytest.raises(SignInError):
        accounts.drop_second_step(hoa(store), "sai mật khẩu")
    assert hoa(store).two_steps
    accounts.drop_second_step(hoa(store), PASSWORD)
    assert accounts.signed_in(accounts.sign_in("Hoa", PASSWORD)) is not None


def test_the_administrator_helps_who_lost_the_phone(store: Store, accounts: Accounts) -> None:
    turned_on(store, accounts)
    with store.session() as session:
        reset_second_step(session, None, "Hoa")
    assert accounts.signed_in(accounts.sign_in("Hoa", PASSWORD)) is not None
    with store.session() as session:
        assert session.scalar(select(func.count()).select_from(BackupCode)) == 0
        actions = list(session.scalars(select(AuditEntry.action)))
    assert actions[-1] == "account.second_step_reset"


def test_the_address_in_the_qr_code_names_product_and_account() -> None:
    told = second_step.address(SECRET, "Hoa")
    assert told.startswith("otpauth://totp/")
    assert f"secret={SECRET}" in told


def test_the_secret_lies_sealed_and_only_this_machines_key_opens_it(
    store: Store, accounts: Accounts, tmp_path: Path
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        codes = turned_on(store, accounts)
        kept = hoa(store)
        assert kept.totp_secret is None
        assert SECRET not in (kept.totp_sealed or "")
        clock.shift(60)
        elsewhere = Accounts(store, Seal(tmp_path / "another machine"))
        token = elsewhere.sign_in("Hoa", PASSWORD)
        with pytest.raises(SignInError):
            elsewhere.enter_code(token, code(dt.datetime.now(dt.UTC)))
        # The key is lost, the paper with the codes is not.
        elsewhere.enter_code(token, codes[0])
        accounts.enter_code(accounts.sign_in("Hoa", PASSWORD), code(dt.datetime.now(dt.UTC)))


def test_what_an_earlier_version_left_open_is_sealed_at_the_start(
    store: Store, accounts: Accounts
) -> None:
    """Before migration 0016 the secret stood in the store as it is."""
    with store.session() as session:
        row = session.scalars(select(Staff).where(Staff.name == "Hoa")).one()
        row.totp_secret = SECRET
    for _ in range(2):
        accounts.seal_second_steps()
    kept = hoa(store)
    assert kept.totp_secret is None
    assert kept.totp_sealed
    assert SECRET not in kept.totp_sealed
    token = accounts.sign_in("Hoa", PASSWORD)
    assert accounts.signed_in(token) is None
    accounts.enter_code(token, code(dt.datetime.now(dt.UTC)))
    assert accounts.signed_in(token) is not None

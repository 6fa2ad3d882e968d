"""motcua staff add: asks for the password, never shows it, says plainly what is wrong."""

from pathlib import Path

import pytest

from bot.channels.telegram import StaffLinks
from bot.desk import Accounts
from bot.privacy.sealing import Seal
from bot.store import open_store
from tests.bot.cli.conftest import Run, told_in_one_line

PASSWORD = "mat khau rat dai"


def _add(run: Run, data: Path, name: str = "Hoa", role: str = "officer", password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return run("staff", "add", name, "--role", role, data=data, input=f"{password}\n{password}\n")


def test_an_account_is_added_and_signs_in(run: Run, tmp_path: Path) -> None:
    result = _add(run, tmp_path)
    assert result.exit_code == 0
    assert "Added Hoa (officer)." in result.stdout
    assert PASSWORD not in result.output
    store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
    assert Accounts(store, Seal(tmp_path)).sign_in("Hoa", PASSWORD)
    store.close()


def test_the_password_may_come_from_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_STAFF_PASSWORD", PASSWORD)
    result = run("staff", "add", "Minh", "--role", "admin", data=tmp_path)
    assert result.exit_code == 0
    assert PASSWORD not in result.output


@pytest.mark.parametrize("role", ["boss", "", "Officer "])
def test_a_role_that_is_none_lists_those_there_are(run: Run, tmp_path: Path, role: str) -> None:
    result = _add(run, tmp_path, role=role)
    assert result.exit_code == 1
    assert "officer, editor, approver, leader, admin" in result.stderr
    assert "Traceback" not in result.output


def test_a_name_taken_is_told(run: Run, tmp_path: Path) -> None:
    _add(run, tmp_path)
    result = _add(run, tmp_path)
    assert result.exit_code == 1
    assert "đã có tài khoản tên 'Hoa'" in result.stderr


def test_a_short_password_is_told_and_not_shown(run: Run, tmp_path: Path) -> None:
    result = _add(run, tmp_path, password="ngan7")
    assert result.exit_code == 1
    assert "8 ký tự" in result.stderr
    assert "ngan7" not in result.output


def test_a_wrong_setting_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_STAFF_PASSWORD", PASSWORD)
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "mysql://root:kin@db/x")
    told = told_in_one_line(run("staff", "add", "Hoa", "--role", "officer", data=tmp_path))
    assert told.startswith("MOTCUA_DATABASE_URL")
    assert "kin@" not in told


def test_a_database_that_does_not_answer_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_STAFF_PASSWORD", PASSWORD)
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql+psycopg://a:kin@127.0.0.1:1/x")
    told = told_in_one_line(run("staff", "add", "Hoa", "--role", "officer", data=tmp_path))
    assert "MOTCUA_DATABASE_URL" in told
    assert "kin@" not in told


def test_an_account_is_listed_closed_and_given_a_new_password(run: Run, tmp_path: Path) -> None:
    _add(run, tmp_path)
    _add(run, tmp_path, name="Minh", role="admin")
    listed = run("staff", "list", data=tmp_path)
    assert listed.stdout == "Hoa\tofficer\topen\t-\nMinh\tadmin\topen\t-\n"
    new = "mat khau moi tinh"
    assert run("staff", "password", "Hoa", data=tmp_path, input=f"{new}\n{new}\n").exit_code == 0
    assert run("staff", "totp-reset", "Hoa", data=tmp_path).exit_code == 0
    store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
    assert Accounts(store, Seal(tmp_path)).sign_in("Hoa", new)
    store.close()
    assert run("staff", "disable", "Hoa", data=tmp_path).exit_code == 0
    assert "Hoa\tofficer\tclosed" in run("staff", "list", data=tmp_path).stdout


@pytest.mark.parametrize("command", ["disable", "totp-reset"])
def test_an_account_that_is_not_there_is_one_line(run: Run, tmp_path: Path, command: str) -> None:
    told = told_in_one_line(run("staff", command, "Ai", data=tmp_path))
    assert "'Ai'" in told


def test_the_last_administrator_is_not_closed(run: Run, tmp_path: Path) -> None:
    _add(run, tmp_path, role="admin")
    assert "cuối cùng" in told_in_one_line(run("staff", "disable", "Hoa", data=tmp_path))


def test_a_code_links_an_officer_s_telegram(run: Run, tmp_path: Path) -> None:
    assert _add(run, tmp_path).exit_code == 0
    result = run("staff", "link", "Hoa", data=tmp_path)
    assert result.exit_code == 0
    code = result.stdout.strip().rpartition("/link ")[2]
    links = StaffLinks(open_store(f"sqlite:///{tmp_path / 'motcua.db'}"))
    found = links.redeem(9001, code)
    assert found is not None
    assert found.name == "Hoa"


def test_no_code_for_nobody(run: Run, tmp_path: Path) -> None:
    told = told_in_one_line(run("staff", "link", "Ai đó", data=tmp_path))
    assert "Ai đó" in told

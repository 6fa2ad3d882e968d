"""``motcua zalo``: an officer connects the account and reads what is wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.store import GrantState, ZaloGrant, open_store
from tests.bot.broadcasts.test_articles import COVER, composed
from tests.bot.cli.conftest import Run, told_in_one_line
from tests.loopback.zalo import APP_ID, APP_SECRET, OA_ID, OA_SECRET, LoopbackZalo

BACK = "https://hoidap.example.gov.vn/zalo"


@pytest.fixture
def zalo(monkeypatch: pytest.MonkeyPatch, run: Run) -> Iterator[LoopbackZalo]:
    with LoopbackZalo() as server:
        for name, value in {
            "ZALO_APP_ID": APP_ID,
            "ZALO_APP_SECRET": APP_SECRET,
            "ZALO_OA_ID": OA_ID,
            "ZALO_OA_SECRET_KEY": OA_SECRET,
            "ZALO_CALLBACK_URL": BACK,
            "ZALO_API_BASE_URL": server.base_url,
            "ZALO_OAUTH_BASE_URL": server.base_url,
            "NO_PROXY": "*",
        }.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def officer(zalo: LoopbackZalo, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Opens the printed address, agrees, pastes where it led; returns what was read."""
    read: list[str] = []

    def prompt(_: str) -> str:
        (url,) = re.findall(r"http://127\.0\.0\.1\S+permission\S+", "\n".join(read))
        return zalo.agree(url)

    echo = typer.echo
    monkeypatch.setattr(typer, "echo", lambda text="": (read.append(str(text)), echo(text)))
    monkeypatch.setattr(typer, "prompt", prompt)
    return read


def _grant(folder: Path) -> ZaloGrant:
    store = open_store(f"sqlite:///{folder / 'motcua.db'}")
    with store.session() as session:
        row = session.get(ZaloGrant, APP_ID)
        assert row is not None
    store.close()
    return row


def test_connecting_stores_the_grant_and_names_the_account(
    zalo: LoopbackZalo, run: Run, officer: list[str], tmp_path: Path
) -> None:
    result = run("zalo", "connect", data=tmp_path)
    assert result.exit_code == 0, result.output
    assert "Đã kết nối: UBND phường Mẫu" in result.output
    row = _grant(tmp_path)
    assert row.state is GrantState.HELD
    assert row.access_token is not None
    assert row.access_token not in result.output
    assert run("zalo", "check", data=tmp_path).exit_code == 0


def test_a_fixed_verifier_is_used_when_it_is_set(
    zalo: LoopbackZalo,
    run: Run,
    officer: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from bot.channels.zalo.oauth import challenge_of

    monkeypatch.setenv("ZALO_PKCE_VERIFIER", "v" * 43)
    assert run("zalo", "connect", data=tmp_path).exit_code == 0
    assert challenge_of("v" * 43) in "\n".join(officer)


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("xin chào ạ", "code="),
        (f"{BACK}?code=abc&state=cu-roi", "chạy lại 'motcua zalo connect'"),
        (f"{BACK}?code=abc&oa_id=111", "ZALO_OA_ID"),
        ("ma-bia-ra", "10 phút"),
    ],
)
def test_a_wrong_paste_is_explained_and_changes_nothing(
    zalo: LoopbackZalo, run: Run, tmp_path: Path, pasted: str, told: str
) -> None:
    result = run("zalo", "connect", data=tmp_path, input=f"{pasted}\n")
    assert result.exit_code == 1
    assert told in result.stderr
    assert "Traceback" not in result.output
    store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
    with store.session() as session:
        assert session.get(ZaloGrant, APP_ID) is None
    store.close()


@pytest.mark.parametrize("command", ["connect", "followers"])
def test_a_missing_setting_is_named(run: Run, tmp_path: Path, command: str) -> None:
    line = told_in_one_line(run("zalo", command, data=tmp_path))
    assert line.startswith("ZALO_")


def test_check_names_everything_that_is_missing(run: Run, tmp_path: Path) -> None:
    result = run("zalo", "check", data=tmp_path)
    assert result.exit_code == 1
    for name in ("ZALO_APP_ID", "ZALO_APP_SECRET", "ZALO_OA_SECRET_KEY"):
        assert f"Chưa đặt {name}" in result.output


def test_check_says_that_nobody_has_connected(zalo: LoopbackZalo, run: Run, tmp_path: Path) -> None:
    result = run("zalo", "check", data=tmp_path)
    assert result.exit_code == 1
    assert "Chưa kết nối Official Account" in result.output
    assert "motcua zalo connect" in result.output


def test_check_says_that_the_grant_is_lost_and_why(
    zalo: LoopbackZalo, run: Run, officer: list[str], tmp_path: Path
) -> None:
    run("zalo", "connect", data=tmp_path)
    zalo.revoke()
    store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
    with store.session() as session:
        row = session.get(ZaloGrant, APP_ID)
        assert row is not None
        row.expires_at = row.changed_at
    store.close()
    result = run("zalo", "check", data=tmp_path)
    assert result.exit_code == 1
    assert "Mất quyền" in result.output
    assert "-14020" in result.output


def test_check_says_so_also_while_the_token_still_looks_right(
    zalo: LoopbackZalo, run: Run, officer: list[str], tmp_path: Path
) -> None:
    """The grant was taken back an hour ago; our clock gives the token another day."""
    run("zalo", "connect", data=tmp_path)
    zalo.revoke()
    result = run("zalo", "check", data=tmp_path)
    assert result.exit_code == 1
    assert "Mất quyền" in result.output
    assert "gọi chậm lại" not in result.output


@pytest.mark.parametrize(
    ("code", "said"),
    [(-204, "đã bị khóa"), (-205, "Không tìm thấy"), (-216, "Mã truy cập"), (-221, "xác thực")],
)
def test_check_says_what_zalo_refuses(
    zalo: LoopbackZalo, run: Run, officer: list[str], tmp_path: Path, code: int, said: str
) -> None:
    run("zalo", "connect", data=tmp_path)
    zalo.fail_next("/v2.0/oa/getoa", code, times=3)
    result = run("zalo", "check", data=tmp_path)
    assert result.exit_code == 1
    assert said in result.output


def test_check_sees_quota_verification_and_another_account(
    zalo: LoopbackZalo,
    run: Run,
    officer: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run("zalo", "connect", data=tmp_path)
    zalo.state.quota_remain = 0
    zalo.state.oa = zalo.state.oa | {"is_verified": False, "oaid": "77"}
    result = run("zalo", "check", data=tmp_path)
    assert result.exit_code == 1
    for said in ("hết hạn mức", "chưa xác thực", "khác ZALO_OA_ID"):
        assert said in result.output


def test_check_sees_a_clock_that_is_wrong(
    zalo: LoopbackZalo,
    run: Run,
    officer: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import datetime as dt

    from bot.channels.zalo import checking
    from bot.store.models import utc_now

    monkeypatch.setattr(checking, "utc_now", lambda: utc_now() + dt.timedelta(hours=2))
    result = run("zalo", "check", data=tmp_path)
    assert "lệch 120 phút" in result.output


def test_followers_come_in(
    zalo: LoopbackZalo, run: Run, officer: list[str], tmp_path: Path
) -> None:
    run("zalo", "connect", data=tmp_path)
    zalo.know("1", "2", "3")
    result = run("zalo", "followers", data=tmp_path)
    assert "3 followers, 3 of them new" in result.output


def test_articles_are_listed_and_published_by_command(
    zalo: LoopbackZalo, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
    todo = composed(store, tmp_path)
    store.close()
    listed = run("zalo", "articles", data=tmp_path)
    assert listed.output.strip() == f"{todo} · open · Lịch tiêm phòng chó mèo"
    told = told_in_one_line(run("zalo", "publish", str(todo), "--by", "Lan", data=tmp_path))
    assert "ZALO_PICTURE_URL" in told
    monkeypatch.setenv("ZALO_PICTURE_URL", COVER)
    assert run("zalo", "publish", str(todo), "--by", "Lan", data=tmp_path).exit_code == 0
    assert f"{todo} · queued" in run("zalo", "articles", data=tmp_path).output
    assert "99" in told_in_one_line(run("zalo", "publish", "99", "--by", "Lan", data=tmp_path))


def test_checking_tells_the_price_of_the_invitation(
    zalo: LoopbackZalo,
    run: Run,
    officer: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ZALO_ZBS_TEMPLATE_ID", "300")
    monkeypatch.setenv("ZALO_BUSINESS_API_BASE_URL", zalo.base_url)
    assert run("zalo", "connect", data=tmp_path).exit_code == 0
    missing = run("zalo", "check", data=tmp_path)
    assert missing.exit_code == 1
    assert "chưa được Zalo duyệt" in missing.output
    zalo.state.templates["300"] = {"params": [], "prices": {"price_uid": "200"}}
    found = run("zalo", "check", data=tmp_path)
    assert found.exit_code == 0, found.output
    assert "giá 200 đồng theo tài khoản; hôm nay còn 480 tin" in found.output

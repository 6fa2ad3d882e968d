"""``motcua message render``: files for every channel, or the difference and exit code 1."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.messages.voices import ChannelName

runner = CliRunner()


@pytest.fixture(autouse=True)
def _ward(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_UNIT", "Phường Hoa Sen")
    monkeypatch.setenv("TELEGRAM_BOT_USERNAME", "HoaSenMotCuaBot")
    monkeypatch.setenv("ZALO_OA_ID", "1234567890")


def _render(tmp_path: Path, *arguments: str) -> tuple[int, str, list[str]]:
    out = tmp_path / "out"
    done = runner.invoke(
        app,
        ["message", "render", *arguments, "--out", str(out), "--data", str(tmp_path), "--no-audio"],
    )
    files = sorted(path.name for path in out.iterdir()) if out.is_dir() else []
    return done.exit_code, done.output, files


def test_all_channels_of_a_procedure_are_written(tmp_path: Path) -> None:
    code, output, files = _render(tmp_path, "1.001193")
    assert code == 0, output
    for channel in ChannelName:
        assert any(channel in name for name in files), channel
    assert "1.001193-notice.pdf" in files


def test_one_channel_alone(tmp_path: Path) -> None:
    code, _, files = _render(tmp_path, "vneid-la-gi", "--channel", "sms", "--accents")
    assert code == 0
    assert files == ["vneid-la-gi-sms.txt"]


def test_a_violation_blocks_its_channel_and_writes_the_others(tmp_path: Path) -> None:
    """The banner's own line says what the notice does not."""
    notice = tmp_path / "hop-dan.yaml"
    notice.write_text(
        "title: Họp dân\nbody: [Phường họp dân bàn việc làm đường.]\n"
        "slogan: Toàn dân phường ta cùng chung tay góp sức làm con đường mới sạch đẹp\n"
        "date: 19 giờ ngày 05/12/2026\nplace: Nhà văn hóa\n"
        "source: {title: Thông báo của phường, reference: 12/TB-UBND}\nchecked_on: 2026-11-20\n",
        encoding="utf-8",
    )
    code, output, files = _render(tmp_path, str(notice), "--channel", "all", "--pace", "150")
    assert code in (0, 1), output
    assert "hop-dan-telegram.txt" in files


def test_an_unknown_source_ends_with_one_line(tmp_path: Path) -> None:
    code, output, files = _render(tmp_path, "khong-co-gi")
    assert code == 1
    assert "không có nguồn 'khong-co-gi'" in output
    assert files == []


def test_an_unknown_channel_is_named(tmp_path: Path) -> None:
    code, output, _ = _render(tmp_path, "1.001193", "--channel", "fax")
    assert code == 2
    assert "fax" in output

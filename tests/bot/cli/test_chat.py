"""motcua chat: the terminal as a channel; without the dialogue it answers from the index."""

from pathlib import Path

import pytest

from tests.bot.cli.conftest import Run, told_in_one_line


def test_a_talk_with_a_choice_by_number(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_RASA_PORT", "1")
    result = run("chat", data=folder, input="đăng ký khai sinh\n1\n😀\nbao lâu có\n99\n\n")
    assert result.exit_code == 0, result.output
    assert "1. Giấy tờ" in result.stdout
    assert "Giấy chứng sinh" in result.stdout
    assert "chưa đọc được" in result.stdout
    assert "Trong ngày làm việc" in result.stdout
    assert "[Cổng Dịch vụ công quốc gia" in result.stdout


def test_the_end_of_the_input_ends_it(run: Run, folder: Path) -> None:
    assert run("chat", data=folder, input="").exit_code == 0


def test_without_an_index_it_says_what_to_do(run: Run, tmp_path: Path) -> None:
    assert "knowledge build" in told_in_one_line(run("chat", data=tmp_path, input="\n"))

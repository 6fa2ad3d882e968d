"""The bot's own process: what stops its start is one line, not a traceback."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path / "var"))
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram")}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def _told() -> str:
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, str)
    assert "\n" not in ended.value.code
    return ended.value.code


def test_without_an_index_it_says_what_to_do() -> None:
    assert "motcua knowledge build" in _told()


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_PORT", "tám nghìn")
    assert _told().startswith("MOTCUA_PORT: ")


def test_a_database_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql+psycopg://a:kin@127.0.0.1:1/x")
    told = _told()
    assert "MOTCUA_DATABASE_URL" in told
    assert "kin@" not in told

"""The documentation names what there is, and nothing that there is not."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings

_ROW = re.compile(r"^\|\s*`([A-Z][A-Z0-9_]+)`", re.MULTILINE)


@pytest.fixture
def documented(project_root: Path) -> list[str]:
    return _ROW.findall((project_root / "docs" / "settings.md").read_text(encoding="utf-8"))


def test_every_setting_is_documented_and_none_that_is_not_there(documented: list[str]) -> None:
    known = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert known - set(documented) == set()
    # MOTCUA_STAFF_PASSWORD belongs to one command; it is no setting of the running product.
    assert set(documented) - known - {"MOTCUA_STAFF_PASSWORD"} == set()


def test_no_setting_is_documented_twice(documented: list[str]) -> None:
    assert len(documented) == len(set(documented))


def test_files_named_in_the_source_are_there(project_root: Path) -> None:
    """'see docs/search.md' in a comment is a promise."""
    missing = {
        f"{path.relative_to(project_root)}: {name}"
        for room in ("bot", "knowledge", "actions", "nlu")
        for path in (project_root / room).rglob("*")
        if path.suffix in {".py", ".yaml", ".yml"}
        for name in re.findall(r"\bdocs/[\w./-]+\.md\b", path.read_text(encoding="utf-8"))
        if not (project_root / name).is_file()
    }
    assert missing == set()

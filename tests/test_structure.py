"""The house keeps its shape: import directions, small files, nothing of one machine in the text."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = ("bot", "knowledge", "actions", "nlu")
MOST_LINES = 300
# Homes and work folders of a machine; package registries other than the public names of packages.
_MACHINE = re.compile(
    r"(?<![\w./-])/(?:home|Users|root|work|opt|mnt|srv)/[\w.-]+"
    r"|\bfile:///"
    r"|--(?:extra-)?index-url[ =]+\S*\w+\.\w+|--find-links[ =]+\S"
    r"|\b(?:files\.pythonhosted|pypi|registry\.npmjs|proxy\.golang)\.org\b"
    r"|\b10\.\d+\.\d+\.\d+\b|\b192\.168\.\d+\.\d+\b"
)
# Says what a developer may write, not what this machine has.
_ALLOWED = {"tests/test_structure.py"}


@pytest.fixture(scope="module")
def tracked(project_root: Path) -> list[Path]:
    """Every file that is or will be in the repository."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=project_root,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"not a git checkout: {error}")
    names = listed.stdout.decode().split("\0")
    return [path for name in names if name and (path := project_root / name).is_file()]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    data = path.read_bytes()
    if b"\0" in data:
        return
    yield from enumerate(data.decode("utf-8", errors="replace").splitlines(), start=1)


def test_imports_go_one_way(project_root: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(linter)], cwd=project_root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nlu_imports_nothing_of_the_others(tracked: list[Path], project_root: Path) -> None:
    """It lives in an environment that has none of them."""
    wrong = [
        f"{path.relative_to(project_root)}:{number}"
        for path in tracked
        if path.suffix == ".py" and path.is_relative_to(project_root / "nlu")
        for number, line in _lines(path)
        if re.match(r"\s*(?:from|import) (?:bot|knowledge|actions)\b", line)
    ]
    assert wrong == []


def test_no_source_file_is_too_long(tracked: list[Path], project_root: Path) -> None:
    long = {
        str(path.relative_to(project_root)): count
        for path in tracked
        if path.suffix == ".py"
        and path.relative_to(project_root).parts[0] in ROOMS
        and (count := sum(1 for _ in _lines(path))) > MOST_LINES
    }
    assert long == {}


def test_no_text_names_a_machine_or_a_registry(tracked: list[Path], project_root: Path) -> None:
    found = [
        f"{name}:{number}: {match[0]}"
        for path in tracked
        if (name := str(path.relative_to(project_root))) not in _ALLOWED
        for number, line in _lines(path)
        if (match := _MACHINE.search(line))
    ]
    assert found == []


def test_no_text_names_what_this_machine_installs_from(
    tracked: list[Path], project_root: Path
) -> None:
    """Whatever pip is told here (a mirror, a folder) must not have slipped into a lock file."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    places = set(
        re.findall(r"https?://(?:[^@/\s']+@)?([^/\s':]+)|(?:file://)?(/[\w./-]{4,})", done.stdout)
    )
    names = {part for pair in places for part in pair if part and "certs" not in part}
    found = [
        f"{path.relative_to(project_root)}: {name}"
        for path in tracked
        if path.suffix in {".toml", ".lock", ".txt", ".md", ".cfg", ".yml", ".yaml", ""}
        for name in names
        if name in "\n".join(line for _, line in _lines(path))
    ]
    assert found == []


@pytest.mark.parametrize("room", ["bot", "knowledge", "actions"])
def test_every_package_says_what_lives_there(project_root: Path, room: str) -> None:
    silent = [
        str(path.relative_to(project_root))
        for path in (project_root / room).rglob("*.py")
        if "migrations" not in path.parts
        and not path.read_text(encoding="utf-8").lstrip().startswith('"""')
    ]
    assert silent == []


@pytest.mark.parametrize("room", ["bot.desk", "bot.conversation", "bot.plans", "bot.broadcasts"])
def test_a_room_can_be_entered_first(room: str, project_root: Path) -> None:
    """A command imports one room only; a circle shows when that room happens to come first."""
    done = subprocess.run(
        [sys.executable, "-c", f"import {room}"],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

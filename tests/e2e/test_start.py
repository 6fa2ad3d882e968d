"""What cannot work stops the start with one clear line: no traceback, no secret, no retry."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.index import DEFAULT_MODEL, load_encoder, load_index
from tests.e2e.prepared import MOTCUA
from tests.e2e.processes import clean_environment
from tests.e2e.serving import Terminal, ports

pytestmark = pytest.mark.slow

START_SECONDS = 120.0
# Lines of the log; what is not one is the answer to whoever started it.
LOGGED = re.compile(r"^(?:INFO|WARNING|DEBUG)\b")
# "-P": the data folder, where they start, has a folder called knowledge.
BOT = [sys.executable, "-P", "-m", "bot"]
ACTIONS = [sys.executable, "-P", "-m", "actions"]


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    """A copy that may be broken."""
    copy = tmp_path / "var"
    for part in ("knowledge", "nlu"):
        shutil.copytree(prepared / part, copy / part)
    return copy


@pytest.fixture
def taken() -> Iterator[str]:
    """A port that somebody uses already."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield str(holder.getsockname()[1])


def refused(command: list[str], data: Path, **settings: str) -> str:
    """Start ``command``; it must end by itself with an error; returns what it says."""
    terminal = Terminal(data, command, ports(data) | settings)
    terminal.start()
    try:
        assert terminal.ended(START_SECONDS), (
            f"it did not give up; it runs {list(terminal.members.values())}\n{terminal.output}"
        )
        assert terminal.code != 0, terminal.output
    finally:
        terminal.sweep()
    return terminal.output


def one_line(output: str) -> str:
    """The one line for people."""
    assert "Traceback" not in output, output[-3000:]
    lines = [line for line in output.splitlines() if line.strip() and not LOGGED.match(line)]
    assert len(lines) == 1, output[-3000:]
    return lines[0]


SETTINGS = [
    ("MOTCUA_PORT", {"MOTCUA_PORT": "tam-nghin"}),
    ("MOTCUA_PORT", {"MOTCUA_PORT": "99999"}),
    ("TELEGRAM_MODE", {"TELEGRAM_MODE": "push"}),
    ("TELEGRAM_API_BASE_URL", {"TELEGRAM_API_BASE_URL": "ftp://bi-mat-xyz"}),
    ("MOTCUA_DATABASE_URL", {"MOTCUA_DATABASE_URL": "mysql://u:bi-mat-xyz@h/db"}),
    ("ZALO_SIGNATURE_ID", {"ZALO_SIGNATURE_ID": "khac"}),
    ("TELEGRAM_BOT_TOKEN", {"TELEGRAM_BOT_TOKEN": "bi-mat-xyz co dau cach"}),
    (
        "TELEGRAM_WEBHOOK_SECRET",
        {"TELEGRAM_BOT_TOKEN": "1:bi-mat-xyz", "TELEGRAM_MODE": "webhook"},
    ),
    (
        "TELEGRAM_WEBHOOK_URL",
        {
            "TELEGRAM_BOT_TOKEN": "1:bi-mat-xyz",
            "TELEGRAM_MODE": "webhook",
            "TELEGRAM_WEBHOOK_SECRET": "abc",
            "TELEGRAM_WEBHOOK_URL": "khong phai dia chi",
        },
    ),
    ("MOTCUA_EMBEDDING_MODEL", {"MOTCUA_EMBEDDING_MODEL": "/khong/co/mo-hinh"}),
    (
        "MOTCUA_DATABASE_URL",
        {"MOTCUA_DATABASE_URL": "postgresql+psycopg://u:bi-mat-xyz@127.0.0.1:1/db"},
    ),
]
# From here on the settings' own reading cannot judge: the part that uses them has to.
LATE = 6
IDS = [f"{name}-{number}" for number, (name, _) in enumerate(SETTINGS)]


@pytest.mark.parametrize(("name", "settings"), SETTINGS, ids=IDS)
def test_a_broken_setting_stops_serve_and_is_named(
    data: Path, name: str, settings: dict[str, str]
) -> None:
    line = one_line(refused([MOTCUA, "serve"], data, **settings))
    assert name in line
    assert "bi-mat-xyz" not in line, "a value that may be secret is shown"


@pytest.mark.parametrize(("name", "settings"), SETTINGS[LATE:], ids=IDS[LATE:])
def test_a_broken_setting_stops_the_bot_itself_and_is_named(
    data: Path, name: str, settings: dict[str, str]
) -> None:
    line = one_line(refused(BOT, data, **settings))
    assert name in line
    assert "bi-mat-xyz" not in line, "a value that may be secret is shown"


def test_a_broken_setting_in_a_dotenv_file(data: Path) -> None:
    (data / ".env").write_text("MOTCUA_STALE_DAYS=khong\n", encoding="utf-8")
    assert "MOTCUA_STALE_DAYS" in one_line(refused([MOTCUA, "serve"], data))


@pytest.mark.parametrize("name", ["MOTCUA_PORT", "MOTCUA_RASA_PORT", "MOTCUA_ACTIONS_PORT"])
def test_a_port_in_use_is_told_before_anything_starts(data: Path, taken: str, name: str) -> None:
    line = one_line(refused([MOTCUA, "serve"], data, **{name: taken}))
    assert name in line
    assert taken in line


def test_the_bot_alone_on_a_port_in_use(data: Path, taken: str) -> None:
    output = refused(BOT, data, MOTCUA_PORT=taken)
    assert "Traceback" not in output, output[-3000:]
    assert taken in output


def cut(name: str) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        path = folder / name
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return harm


def garble(name: str) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        (folder / name).write_bytes(os.urandom(4096))

    return harm


def remove(name: str) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return harm


HARMS = {
    "vectors cut": cut("vectors.faiss"),
    "vectors garbled": garble("vectors.faiss"),
    "items cut": cut("items.jsonl"),
    "entries garbled": garble("entries.jsonl"),
    "manifest gone": remove("manifest.json"),
    "manifest garbled": garble("manifest.json"),
    "words gone": remove("lexical"),
    "accents cut": cut("accents.json"),
}


def current(data: Path) -> Path:
    """The folder of the index in use."""
    root = data / "knowledge" / "index"
    return root / (root / "current").read_text("utf-8").strip()


@pytest.mark.parametrize("harm", HARMS.values(), ids=[name.replace(" ", "-") for name in HARMS])
def test_a_corrupted_index_is_one_line_that_says_what_to_do(
    data: Path, harm: Callable[[Path], None]
) -> None:
    harm(current(data))
    line = one_line(refused(BOT, data))
    assert "motcua knowledge build" in line


def test_the_action_server_says_the_same_of_a_corrupted_index(data: Path) -> None:
    HARMS["items cut"](current(data))
    assert "motcua knowledge build" in one_line(refused(ACTIONS, data))


def test_no_index_at_all(data: Path) -> None:
    shutil.rmtree(data / "knowledge" / "index")
    assert "motcua knowledge build" in one_line(refused(BOT, data))


@pytest.mark.parametrize("name", ["vectors garbled", "items cut", "manifest gone", "words gone"])
def test_building_mends_a_corrupted_index(data: Path, name: str) -> None:
    HARMS[name](current(data))
    done = subprocess.run(
        [MOTCUA, "knowledge", "build"],
        cwd=data,
        env=clean_environment(ports(data)),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    index = load_index(
        data / "knowledge" / "index", load_encoder(DEFAULT_MODEL, data / "knowledge" / "model").name
    )
    assert index.find("1.004194") is not None


def test_a_data_folder_that_cannot_be_written(data: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "tep"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    line = one_line(refused([MOTCUA, "serve"], data, MOTCUA_DATA=str(blocked)))
    assert "MOTCUA_DATA" in line


def test_a_database_that_is_no_database(data: Path) -> None:
    (data / "motcua.db").write_bytes(os.urandom(8192))
    line = one_line(refused(BOT, data))
    assert "motcua.db" in line or "MOTCUA_DATABASE_URL" in line

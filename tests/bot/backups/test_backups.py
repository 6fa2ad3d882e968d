"""What is backed up comes back, on either database; what is damaged or newer changes nothing."""

import hashlib
import json
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.backups import BackupError, backup, restore
from bot.privacy.citizen_files import CitizenFiles
from bot.privacy.sealing import Seal
from bot.settings import Settings, load_settings
from bot.store import Case, Conversation, Message, open_store
from bot.store.models.zalo import ZaloGrant
from tests.bot.databases import own_database
from tests.bot.privacy.filled import LONG_AGO, WORDS, fill

Make = Callable[..., Settings]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Settings of an installation on free ports."""

    def settings(name: str, url: str | None = None) -> Settings:
        ports = [_free() for _ in range(3)]
        return load_settings(
            data=tmp_path / name,
            database_url=url,
            port=ports[0],
            rasa_port=ports[1],
            actions_port=ports[2],
        )

    return settings


@pytest.fixture
def here(make: Make) -> Settings:
    """An installation with a person, a Zalo grant, a library and a file."""
    settings = make("here")
    store = open_store(settings.database)
    fill(store, "lan")
    with store.session() as session:
        session.add(ZaloGrant(app_id="1", refresh_token="very-secret"))
    store.close()
    (settings.data / "files").mkdir()
    (settings.data / "files" / "anh.jpg").write_bytes(b"\xff\xd8photo")
    CitizenFiles(settings.data).write(1, b"a citizen's photo")
    (settings.data / "desk.secret").write_text("key")
    Seal(settings.data).close("makes the key")
    return settings


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def check(settings: Settings) -> None:
    """All of what ``here`` holds, and the next rows get free numbers."""
    store = open_store(settings.database)
    with store.session() as session:
        (who,) = session.scalars(select(Conversation))
        assert (who.address, who.last_seen_at) == ("lan", LONG_AGO)
        said = session.scalars(select(Message).order_by(Message.id)).all()
        assert [row.text for row in said] == [WORDS, "Dạ."]
        assert [row.trace for row in said] == [None, {"question": WORDS}]
        assert session.scalars(select(Case)).one().details["what"] == WORDS
    fill(store, "minh")
    store.close()
    assert (settings.data / "files" / "anh.jpg").read_bytes() == b"\xff\xd8photo"
    digest = hashlib.sha256(b"a citizen's photo").hexdigest()
    assert CitizenFiles(settings.data).read(1, digest) == b"a citizen's photo"


def test_it_comes_back_on_another_machine(here: Settings, make: Make, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    sealed = Seal(here.data).close(WORDS)
    written = backup(here, file)
    assert file.stat().st_mode & 0o777 == 0o600
    there = make("there")
    assert restore(there, file) == written
    check(there)
    assert Seal(there.data).open(sealed) == WORDS, "contacts left for a feedback can be read"
    assert (there.data / "contacts.key").stat().st_mode & 0o777 == 0o600
    assert not list(there.data.glob(".restore-*"))


def test_it_replaces_what_was_there(here: Settings, tmp_path: Path) -> None:
    backup(here, tmp_path / "b.zip")
    store = open_store(here.database)
    fill(store, "later")
    store.close()
    (here.data / "files" / "later.jpg").write_bytes(b"x")
    restore(here, tmp_path / "b.zip")
    assert not (here.data / "files" / "later.jpg").exists()
    check(here)


@pytest.mark.postgres
def test_it_goes_from_sqlite_to_postgres_and_back(
    here: Settings, make: Make, tmp_path: Path
) -> None:
    backup(here, tmp_path / "b.zip")
    with own_database() as url:
        server = make("server", url)
        restore(server, tmp_path / "b.zip")
        backup(server, tmp_path / "c.zip")
        check(server)
    restore(home := make("home"), tmp_path / "c.zip")
    check(home)


def test_secrets_go_along_only_when_asked(here: Settings, tmp_path: Path) -> None:
    def texts(name: str, *, secrets: bool) -> bytes:
        backup(here, tmp_path / name, secrets=secrets)
        with zipfile.ZipFile(tmp_path / name) as archive:
            return b"".join(archive.read(member) for member in archive.namelist())

    assert b"very-secret" not in texts("without.zip", secrets=False)
    assert b"very-secret" in texts("with.zip", secrets=True)


def test_a_running_product_is_not_restored(here: Settings, tmp_path: Path) -> None:
    backup(here, tmp_path / "b.zip")
    with (
        socket.create_server(("127.0.0.1", here.port)),
        pytest.raises(BackupError, match="stop the product"),
    ):
        restore(here, tmp_path / "b.zip")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda m: m.update(migration="9999"), "newer version"),
        (lambda m: m.update(format=2), "newer version"),
        (lambda m: m["sha256"].update({"store/message.jsonl": "0" * 64}), "damaged"),
        (lambda m: m["sha256"].update({"store/more.jsonl": "0" * 64}), "damaged"),
        (lambda m: m["rows"].update(message=7), "damaged"),
        (lambda m: m.pop("rows"), "not a back-up"),
    ],
)
def test_what_is_newer_or_damaged_changes_nothing(
    here: Settings, tmp_path: Path, harm: Callable[[dict[str, object]], object], told: str
) -> None:
    backup(here, good := tmp_path / "good.zip")
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            if member == "manifest.json":
                manifest = json.loads(content)
                harm(manifest)
                content = json.dumps(manifest).encode()
            new.writestr(member, content)
    with pytest.raises(BackupError, match=told) as error:
        restore(here, bad)
    assert "\n" not in str(error.value)
    check(here)


def test_half_an_archive_changes_nothing(here: Settings, tmp_path: Path) -> None:
    backup(here, file := tmp_path / "b.zip")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(BackupError, match="damaged"):
        restore(here, file)
    check(here)


def test_what_cannot_be_written_leaves_nothing(here: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupError):
        backup(here, tmp_path / "no" / "folder" / "b.zip")
    assert not list(tmp_path.glob("no*"))

"""What citizens send is kept while a case needs it: of known kinds, within bounds, fetched once."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from bot.channels.base import Refused, SlowDown
from bot.desk import keeping_files
from bot.desk.file_kinds import media_type_of
from bot.desk.keeping_files import FRESH, MOST_TRIES, KeepingFiles
from bot.privacy.citizen_files import CitizenFiles
from bot.privacy.erasure import PersonalData
from bot.store import Case, CaseState, CitizenFile, Conversation, FileState, Message, Store
from tests.bot import people
from tests.bot.people import FetchingChannel

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 64


@pytest.fixture
def channel() -> FetchingChannel:
    return FetchingChannel()


@pytest.fixture
def keeping(store: Store, channel: FetchingChannel, tmp_path: Path) -> KeepingFiles:
    return KeepingFiles(store, {channel.name: channel}, tmp_path)


def sent(store: Store, by: Conversation, reference: str = "a", size: int | None = 68) -> int:
    """One photo of a person, as a turn notes it; returns the message's number."""
    photo = {"kind": "photo", "reference": reference, "name": None, "size": size}
    with store.session() as session:
        message = Message(
            conversation_id=by.id,
            direction="citizen",
            text="[ảnh]",
            trace={"heard": {"kinds": ["photo"], "attachments": [photo]}},
        )
        session.add(message)
        session.flush()
        session.add(CitizenFile(message_id=message.id, number=0))
        return message.id


def row(store: Store, message_id: int) -> CitizenFile:
    with store.session() as session:
        return session.scalars(
            select(CitizenFile).where(CitizenFile.message_id == message_id)
        ).one()


async def test_a_photo_is_kept_once_its_case_is_open(
    store: Store, lan: Conversation, channel: FetchingChannel, keeping: KeepingFiles, tmp_path: Path
) -> None:
    """Sent before the words that open the case, as people do."""
    channel.files["a"] = JPEG
    message = sent(store, lan)
    assert await keeping.work() == 0
    people.case(store, lan)
    assert await keeping.work() == 1
    kept = row(store, message)
    assert (kept.state, kept.media_type, kept.size) == (FileState.KEPT, "image/jpeg", len(JPEG))
    assert CitizenFiles(tmp_path).read(message, kept.digest or "") == JPEG
    assert await keeping.work() == 0
    assert channel.fetched == ["a"]


async def test_a_closed_case_and_an_old_photo_keep_nothing(
    store: Store, lan: Conversation, channel: FetchingChannel, keeping: KeepingFiles
) -> None:
    channel.files["a"] = JPEG
    case = people.case(store, lan)
    with store.session() as session:
        session.get_one(Case, case.id).state = CaseState.CLOSED
    message = sent(store, lan)
    assert await keeping.work() == 0
    with time_machine.travel(dt.datetime.now(dt.UTC) + FRESH + dt.timedelta(hours=1)):
        people.case(store, lan, "Việc khác")
        assert await keeping.work() == 0
    assert row(store, message).state is FileState.LEFT
    assert channel.fetched == []


@pytest.mark.parametrize(
    "found", [b"MZ\x90\0", b"<html>", b"PK\x03\x04", Refused("gone")], ids=repr
)
async def test_what_runs_or_is_gone_is_not_kept(
    store: Store,
    lan: Conversation,
    channel: FetchingChannel,
    keeping: KeepingFiles,
    found: bytes | Exception,
) -> None:
    channel.files["a"] = found
    people.case(store, lan)
    message = sent(store, lan)
    assert await keeping.work() == 0
    assert row(store, message).state is FileState.LEFT


async def test_a_platform_that_is_away_is_asked_later_and_not_for_ever(
    store: Store, lan: Conversation, channel: FetchingChannel, keeping: KeepingFiles
) -> None:
    channel.files["a"] = SlowDown(3)
    people.case(store, lan)
    message = sent(store, lan)
    await keeping.work()
    await keeping.work()
    assert channel.fetched == ["a"], "asked again at once"
    for tries in range(1, MOST_TRIES):
        with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=2 * tries)):
            await keeping.work()
    assert row(store, message).state is FileState.LEFT


async def test_one_person_cannot_fill_the_disk(
    store: Store,
    lan: Conversation,
    channel: FetchingChannel,
    keeping: KeepingFiles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping_files, "MOST_FILES", 2)
    channel.files["a"] = JPEG
    people.case(store, lan)
    messages = [sent(store, lan) for _ in range(3)]
    large = sent(store, lan, size=10**9)
    assert await keeping.work() == 2
    states = [row(store, message).state for message in (*messages, large)]
    assert states == [FileState.KEPT, FileState.KEPT, FileState.LEFT, FileState.LEFT]


async def test_who_is_erased_while_a_file_is_fetched_leaves_none_behind(
    store: Store, lan: Conversation, channel: FetchingChannel, keeping: KeepingFiles, tmp_path: Path
) -> None:
    async def forget(_: str) -> bool:
        return True

    async def erase(_: str) -> None:
        await PersonalData(store, tmp_path, forget).erase("telegram", "lan")

    channel.files["a"] = JPEG
    channel.before_fetch = erase
    people.case(store, lan)
    sent(store, lan)
    assert await keeping.work() == 0
    assert not list((tmp_path / "files").rglob("*.*"))
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_a_kind_is_what_stands_in_a_file() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    kinds = {
        JPEG: "image/jpeg",
        b"%PDF-1.7": "application/pdf",
        b"OggS\0": "audio/ogg",
        b"#!AMR\n": "audio/amr",
        b"\0\0\0\x18ftypmp42": "video/mp4",
        b"RIFF\0\0\0\0WEBPVP8 ": "image/webp",
    }
    assert {content: media_type_of(content) for content in kinds} == kinds
    assert str(media_type_of(written.getvalue())).endswith("wordprocessingml.document")
    assert media_type_of(b"PK\x03\x04") is None
    assert media_type_of(b"") is None

"""A person's data is copied out whole and erased everywhere; others' stay."""

import io
import json
import zipfile
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select

from bot.privacy.citizen_files import CitizenFiles
from bot.privacy.erasure import LINK_LIFE, NobodyError, PersonalData
from bot.privacy.keepers import ERASED
from bot.store import (
    Case,
    CitizenFile,
    Conversation,
    Delivery,
    DeliveryState,
    DialogueErasure,
    FileState,
    Message,
    Store,
    open_store,
)
from bot.store.models import utc_now
from bot.store.models.zalo import ZaloPerson
from tests.bot.privacy.filled import WORDS, feedback, fill


class Told:
    """The dialogue as the eraser sees it."""

    def __init__(self, up: bool = True) -> None:
        self.up = up
        self.senders: list[str] = []

    async def forget(self, sender: str) -> bool:
        if self.up:
            self.senders.append(sender)
        return self.up


def left(store: Store, model: type) -> int:
    with store.session() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


async def test_one_is_erased_and_the_other_stays(store: Store, tmp_path: Path) -> None:
    fill(store, "lan")
    fill(store, "minh")
    told = Told()
    personal = PersonalData(store, tmp_path, told.forget)
    erased = await personal.erase("telegram", "lan")
    assert erased.dialogue
    assert erased.kept == ()
    assert told.senders == ["telegram:lan"]
    with pytest.raises(NobodyError):
        personal.export("telegram", "lan")
    other = personal.export("telegram", "minh")
    assert len(other["message"]) == 2
    assert other["case"][0]["question"] == WORDS
    assert left(store, Message) == 2
    assert left(store, DialogueErasure) == 0


async def test_files_are_copied_out_and_go_with_their_sender(store: Store, tmp_path: Path) -> None:
    """The same photo of two people is two files: one of them stays."""
    files = CitizenFiles(tmp_path)
    for name in ("lan", "minh"):
        conversation = fill(store, name)
        with store.session() as session:
            message = session.scalars(
                select(Message).where(Message.conversation_id == conversation)
            ).first()
            assert message is not None
            kept = files.write(message.id, b"\xff\xd8\xffphoto")
            row = CitizenFile(message_id=message.id, number=1, state=FileState.KEPT, digest=kept)
            row.media_type = "image/jpeg"
            session.add(row)
    personal = PersonalData(store, tmp_path, Told().forget)
    path = tmp_path / personal.export_file("telegram", "lan")
    with zipfile.ZipFile(path) as archive:
        (name,) = (name for name in archive.namelist() if name.startswith("tep/"))
        assert name.endswith(".jpg")
        assert archive.read(name).endswith(b"photo")
    await personal.erase("telegram", "lan")
    left_over = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert len(left_over) == 1
    assert left(store, CitizenFile) == 2


async def test_what_zalo_tells_of_a_person_goes_too(store: Store, tmp_path: Path) -> None:
    fill(store, "lan", channel="zalo")
    with store.session() as session:
        session.add_all([ZaloPerson(user_id="lan", follows=True), ZaloPerson(user_id="minh")])
    personal = PersonalData(store, tmp_path, Told().forget)
    assert personal.export("zalo", "lan")["zalo_person"][0]["follows"] is True
    await personal.erase("zalo", "lan")
    with store.session() as session:
        assert session.scalars(select(ZaloPerson.user_id)).all() == ["minh"]


async def test_counts_of_a_broadcast_stay_without_the_person(store: Store, tmp_path: Path) -> None:
    fill(store, "lan")
    await PersonalData(store, tmp_path, Told().forget).erase("telegram", "lan")
    with store.session() as session:
        delivery = session.scalars(select(Delivery)).one()
        who = session.get_one(Conversation, delivery.conversation_id)
    assert delivery.state is DeliveryState.SENT
    assert delivery.note is None
    assert who.address.startswith("erased-")
    assert not who.reachable


async def test_feedback_under_handling_stays_without_its_sender(
    store: Store, tmp_path: Path
) -> None:
    feedback(store, fill(store, "lan"), "PA-OPEN77")
    erased = await PersonalData(store, tmp_path, Told().forget).erase("telegram", "lan")
    assert erased.kept == ("PA-OPEN77",)
    with store.session() as session:
        cases = {case.code: case for case in session.scalars(select(Case))}
    assert cases["PA-OPEN77"].question == WORDS
    assert cases["PA-OPEN77"].details == {"what": WORDS}
    assert (cases["Dnal"].question, cases["Dnal"].details) == (ERASED, None)


async def test_a_dialogue_that_is_down_is_told_later(store: Store, tmp_path: Path) -> None:
    fill(store, "lan")
    told = Told(up=False)
    personal = PersonalData(store, tmp_path, told.forget)
    assert not (await personal.erase("telegram", "lan")).dialogue
    assert await personal.finish() == 0
    told.up = True
    assert await personal.finish() == 1
    assert told.senders == ["telegram:lan"]
    assert await personal.finish() == 0


async def test_nothing_stays_in_any_file(tmp_path: Path) -> None:
    """Neither in free pages nor in the write-ahead log nor in the processes' logs."""
    store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
    fill(store, "8812345670")
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "rasa.log").write_text("WARNING telegram:8812345670 was slow\n", "utf-8")
    personal = PersonalData(store, tmp_path, Told().forget)
    personal.export_file("telegram", "8812345670")
    assert any(found(tmp_path, "8812345670"))
    await personal.erase("telegram", "8812345670")
    assert not found(tmp_path, "8812345670")
    assert not found(tmp_path, WORDS)
    assert not list((tmp_path / "exports").iterdir())
    assert (logs / "rasa.log").read_text("utf-8").endswith(" was slow\n")
    store.close()


def found(folder: Path, text: str) -> list[str]:
    """Files that hold ``text``, also as JSON writes it."""
    forms = {text.encode(), json.dumps(text)[1:-1].encode()}
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


async def test_a_copy_is_fetched_once_and_in_time(store: Store, tmp_path: Path) -> None:
    fill(store, "lan")
    personal = PersonalData(store, tmp_path, Told().forget)
    token = Path(personal.export_file("telegram", "lan")).stem
    content = personal.fetch(token)
    assert content is not None
    copied = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("du-lieu-cua-toi.json"))
    assert copied["message"][0]["text"] == WORDS
    assert copied["conversation"][0]["address"] == "lan"
    assert personal.fetch(token) is None
    late = Path(personal.export_file("telegram", "lan")).stem
    with time_machine.travel(utc_now() + LINK_LIFE * 1.1):
        assert personal.fetch(late) is None
    assert personal.fetch("../../motcua") is None

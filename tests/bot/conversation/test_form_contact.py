"""A number left for a feedback: sealed, apart, for the holder of the case alone."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversation import Turns
from bot.desk import CaseError, Contacts
from bot.messages import Attachment, Outcome
from bot.messages.wire import Awaits, Request
from bot.privacy.contact import contact_in
from bot.privacy.sealing import FILE, Seal, SealError
from bot.store import Case, CaseState, ContactNote, Store
from tests.bot import people
from tests.bot.conversation.writing import inbound, say, text_of
from tests.bot.scripted_dialogue import Part, ScriptedDialogue, spoken

NUMBER = "0912345678"
FEEDBACK = {"what": "Đèn đường hỏng", "where": "Ngõ 5", "contact": "đã giữ", "kind": "other"}


def asked(awaits: Awaits) -> Part:
    part = spoken("Ông/bà để lại số nhé?", Outcome.FORM)
    part["custom"]["awaits"] = awaits
    return part


def _everything_on_disk(store: Store) -> bytes:
    path = store.engine.url.database
    assert path is not None
    return b"".join(file.read_bytes() for file in Path(path).parent.iterdir())


async def _feedback_with(turns: Turns, dialogue: ScriptedDialogue, words: str) -> None:
    dialogue.script = lambda *_: [asked(Awaits.FEEDBACK_CONTACT)]
    await say(turns, "ở ngõ 5")
    dialogue.script = lambda *_: [spoken("Xem lại giúp.", Outcome.FORM)]
    await say(turns, words)
    dialogue.script = lambda *_: [
        spoken("Đã ghi.", Outcome.FORM, request=Request.FEEDBACK, details=FEEDBACK)
    ]
    await say(turns, "đúng")


async def test_the_number_is_in_no_byte_and_rasa_never_sees_it(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    await _feedback_with(turns, dialogue, f"số của tôi {NUMBER}, gọi buổi tối")
    assert NUMBER.encode() not in _everything_on_disk(sqlite_store)
    assert dialogue.texts[1] == '/inform{"contact":"kept"}'


async def test_the_holder_of_the_case_reads_it_and_nobody_else(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue, tmp_path: Path
) -> None:
    await _feedback_with(turns, dialogue, f"số của tôi {NUMBER}, gọi buổi tối")
    contacts = Contacts(Seal(tmp_path))
    holder, other = people.staff(sqlite_store), people.staff(sqlite_store, "Bình")
    with sqlite_store.session() as session:
        case = session.scalars(select(Case)).one()
        case.state, case.holder_id = CaseState.HELD, holder.id
        session.flush()
        assert contacts.read(session, case.id, holder) == f"số của tôi {NUMBER}, gọi buổi tối"
        with pytest.raises(CaseError):
            contacts.read(session, case.id, other)


async def test_a_number_that_was_asked_for_is_not_scolded(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [asked(Awaits.FEEDBACK_CONTACT)]
    await say(turns, "ở ngõ 5")
    dialogue.script = lambda *_: [spoken("Xem lại giúp.", Outcome.FORM)]
    assert "che số" not in text_of(await say(turns, NUMBER))


async def test_a_number_that_nobody_asked_for_is_hidden_and_not_kept(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [asked(Awaits.FEEDBACK_WHERE)]
    await say(turns, "đèn hỏng")
    assert "che số" in text_of(await say(turns, f"ngõ 5, gọi {NUMBER}"))
    with sqlite_store.session() as session:
        assert session.scalar(select(ContactNote.id)) is None


async def test_what_was_left_for_a_feedback_not_sent_is_forgotten(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [asked(Awaits.FEEDBACK_CONTACT)]
    await say(turns, "ở ngõ 5")
    dialogue.script = lambda *_: [
        spoken("Tôi không gửi.", Outcome.FORM, request=Request.FORGET_FEEDBACK)
    ]
    await say(turns, NUMBER)
    with sqlite_store.session() as session:
        assert session.scalar(select(ContactNote.id)) is None


async def test_a_picture_and_a_place_belong_to_the_feedback(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [asked(Awaits.FEEDBACK_WHERE)]
    await say(turns, "đèn hỏng")
    for kind, reference in (("photo", "file-1"), ("location", "10.9,106.8")):
        sent = inbound().model_copy(
            update={"attachments": (Attachment(kind=kind, reference=reference),)}
        )
        reply = await turns.handle(sent)
        assert reply.outcome is Outcome.FORM
    assert dialogue.texts[-1] == '/inform{"place":"sent"}', "a place answers 'where'"
    dialogue.script = lambda *_: [
        spoken("Đã ghi.", Outcome.FORM, request=Request.FEEDBACK, details=FEEDBACK)
    ]
    await say(turns, "đúng")
    with sqlite_store.session() as session:
        details = session.scalars(select(Case)).one().details
    assert details is not None
    assert details["attachments"] == [
        {"kind": "photo", "reference": "file-1"},
        {"kind": "location", "reference": "10.9,106.8"},
    ]
    assert details["unit"] == "Văn phòng HĐND và UBND"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (NUMBER, NUMBER),
        ("+84 912 345 678 nhé", "+84 912 345 678 nhé"),
        ("an@example.com", "an@example.com"),
        ("nhắn ở đây là được", None),
        ("không", None),
    ],
)
def test_what_counts_as_a_contact(text: str, kept: str | None) -> None:
    assert contact_in(text) == kept


def test_an_identity_number_beside_it_is_hidden_all_the_same() -> None:
    kept = contact_in(f"căn cước 079123456789, gọi {NUMBER}")
    assert kept is not None
    assert "079123456789" not in kept
    assert NUMBER in kept


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    sealed = Seal(tmp_path / "one").close("bí mật")
    with pytest.raises(SealError, match=FILE):
        Seal(tmp_path / "two").open(sealed)


def test_the_key_is_readable_by_the_product_alone(tmp_path: Path) -> None:
    Seal(tmp_path).close("x")
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0

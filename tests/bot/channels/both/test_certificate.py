"""The quiz's certificate as a picture on the winner's telephone, on both channels."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from PIL import Image
from sqlalchemy import select

from bot.conversation import Hub, Turns
from bot.desk import Replies
from bot.messages.texts import sentence
from bot.privacy.erasure import PersonalData
from bot.quiz import Awards, Contest, settle
from bot.quiz.certificate import SIZE
from bot.store import Conversation, QuizRound, Store
from tests.bot.channels.both.phones import Phone
from tests.bot.conftest import MakeTurns

AFTER = dt.datetime(2026, 12, 1, 2, 0, tzinfo=dt.UTC)
CONTEST = Contest(
    id="cchc",
    name="Tìm hiểu cải cách",
    organiser="UBND phường Mẫu",
    opens=dt.date(2026, 11, 1),
    until=dt.date(2026, 11, 30),
    prizes=("Nhất",),
)


@pytest.fixture
def turns(turns_on: MakeTurns, sqlite_store: Store, tmp_path: Path) -> Turns:
    made = turns_on(sqlite_store)
    personal = PersonalData(sqlite_store, tmp_path, made.dialogue.erase)
    return replace(made, awards=Awards(sqlite_store, personal, CONTEST))


async def test_the_winner_gets_the_picture_with_the_name_or_without(
    phone: Phone, sqlite_store: Store
) -> None:
    await phone.say("chào")
    await phone.shown(1)
    with sqlite_store.session() as session:
        lan = session.scalars(select(Conversation)).one()
        session.add(
            QuizRound(
                conversation_id=lan.id,
                contest="cchc",
                progress={"questions": ["a"], "answers": []},
                score=1,
                seconds=60,
                finished_at=AFTER - dt.timedelta(days=5),
            )
        )
    with time_machine.travel(AFTER):
        assert settle(sqlite_store, CONTEST) == 1
    await Replies(sqlite_store, {phone.channel.name: phone.channel}, Hub()).deliver()
    won = (await phone.shown(2))[1]
    assert "giải Nhất" in won.text
    await phone.press("Không ghi tên")
    unnamed = await _picture(phone, 1)
    await phone.say("Ghi tên: Nguyễn Thị Lan")
    named = await _picture(phone, 2)
    assert named.size == unnamed.size == SIZE
    assert named.tobytes() != unnamed.tobytes(), "the name stands on the second only"


async def _picture(phone: Phone, number: int) -> Image.Image:
    """The ``number``-th picture; Telegram puts the words under it, Zalo behind it."""
    here = sentence("certificate_here")
    shown = await phone.shown(2 + number * (1 if phone.edits else 2))
    pictures = [one.picture for one in shown if one.picture]
    assert len(pictures) == number
    assert [one.text for one in shown].count(here) == number
    return Image.open(io.BytesIO(pictures[-1]))

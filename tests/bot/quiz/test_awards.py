"""The end of a contest: winners told once, a certificate with the name that its owner says."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from PIL import Image
from sqlalchemy import select

from bot.conversation import Turns
from bot.messages import FileKind, Reply
from bot.messages.texts import sentence
from bot.privacy.erasure import PersonalData, erase_rows, person
from bot.quiz import Awards, Contest, ContestError, settle
from bot.store import (
    ContestAward,
    Conversation,
    DeliveryState,
    Message,
    QuizRound,
    Store,
)
from tests.bot.conftest import MakeTurns
from tests.bot.conversation.writing import inbound, say, text_of

AFTER = dt.datetime(2026, 12, 1, 2, 0, tzinfo=dt.UTC)
CONTEST = Contest(
    id="cchc",
    name="Tìm hiểu cải cách",
    organiser="UBND phường Mẫu",
    opens=dt.date(2026, 11, 1),
    until=dt.date(2026, 11, 30),
    prizes=("Nhất", "Nhì"),
)


@pytest.fixture
def played(store: Store) -> Store:
    """Lan was best, then Minh, then Hoa."""
    with store.session() as session:
        for who, score in (("hoa", 2), ("lan", 5), ("minh", 4)):
            conversation = Conversation(channel="telegram", address=who)
            session.add(conversation)
            session.flush()
            session.add(
                QuizRound(
                    conversation_id=conversation.id,
                    contest="cchc",
                    progress={"questions": ["a"] * 5, "answers": []},
                    score=score,
                    seconds=60,
                    finished_at=AFTER - dt.timedelta(days=5),
                )
            )
    return store


@pytest.fixture
def winning(played: Store, turns_on: MakeTurns, tmp_path: Path) -> Turns:
    turns = turns_on(played)
    personal = PersonalData(played, tmp_path, turns.dialogue.erase)
    with time_machine.travel(AFTER):
        assert settle(played, CONTEST) == 2
    return replace(turns, awards=Awards(played, personal, CONTEST))


def _told(store: Store) -> list[tuple[str, str]]:
    with store.session() as session:
        rows = session.execute(
            select(Conversation.address, Message.text)
            .join(Message, Message.conversation_id == Conversation.id)
            .where(Message.delivery == DeliveryState.PENDING)
            .order_by(Message.id)
        )
        return [(address, text) for address, text in rows]


def _picture(reply: Reply, folder: Path) -> Path:
    (file,) = reply.messages[-1].files
    assert file.kind is FileKind.IMAGE
    return folder / file.path


def test_as_long_as_it_runs_nobody_is_told(played: Store) -> None:
    with time_machine.travel(AFTER - dt.timedelta(days=1)), pytest.raises(ContestError):
        settle(played, CONTEST)
    assert _told(played) == []


def test_each_winner_is_told_once(played: Store) -> None:
    with time_machine.travel(AFTER):
        assert [settle(played, CONTEST), settle(played, CONTEST)] == [2, 0]
    told = _told(played)
    assert [who for who, _ in told] == ["lan", "minh"]
    assert "giải Nhất" in told[0][1]
    assert "giải Nhì" in told[1][1]


async def test_the_name_is_what_the_winner_says(winning: Turns, tmp_path: Path) -> None:
    reply = await say(winning, "Ghi tên: Nguyễn Thị  Lan.")
    assert text_of(reply) == sentence("certificate_here")
    with Image.open(_picture(reply, tmp_path)) as named:
        without = await winning.handle(inbound("Không ghi tên", payload="/certificate_unnamed"))
        with Image.open(_picture(without, tmp_path)) as unnamed:
            assert named.size == unnamed.size
            assert named.tobytes() != unnamed.tobytes(), "the name stands on the first only"


async def test_a_name_of_figures_is_asked_for_again(winning: Turns) -> None:
    reply = await say(winning, "ghi tên http://x.vn")
    assert text_of(reply) == sentence("certificate_odd_name")


@pytest.mark.parametrize("who", ["hoa", "stranger"])
async def test_who_did_not_win_goes_on_to_the_dialogue(winning: Turns, who: str) -> None:
    reply = await say(winning, "ghi tên Trần Thị Hoa", who)
    assert text_of(reply).startswith("Nghe:")


async def test_the_link_gives_it_once(winning: Turns, tmp_path: Path) -> None:
    reply = await say(winning, "ghi tên Lan")
    assert winning.awards is not None
    path = _picture(reply, tmp_path)
    content = path.read_bytes()
    assert winning.awards.personal.fetch(path.stem, "zip") is None
    assert winning.awards.personal.fetch(path.stem, "png") == content
    assert winning.awards.personal.fetch(path.stem, "png") is None


def test_who_was_erased_leaves_the_place_empty(played: Store) -> None:
    with time_machine.travel(AFTER):
        settle(played, CONTEST)
        with played.session() as session:
            erase_rows(session, person(session, "telegram", "lan"))
        assert settle(played, CONTEST) == 0
    with played.session() as session:
        places = session.execute(select(ContestAward.place, ContestAward.conversation_id))
        owners = {one.place: one.conversation_id for one in places}
    assert owners[1] is None
    assert owners[2] is not None

"""One message on several ways: composed from a source or by hand, approved by somebody else."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine

from bot.broadcasts import BroadcastError
from bot.broadcasts.together import approve, compose, plan
from bot.broadcasts.voices import Office
from bot.broadcasts.voicing import WAYS, from_officer, from_record
from bot.store import Broadcast, Medium, Todo, TodoState
from tests.bot import people
from tests.bot.broadcasts.conftest import MORNING, Sending
from tests.bot.records import ABOLISHED, BIRTH

NOTICE = ("Làm việc sáng thứ Bảy", "Từ 01/12, một cửa nhận hồ sơ.", "Thông báo 12/TB-UBND", None)


def test_a_record_is_told_on_every_way_without_a_changed_fact(sending: Sending) -> None:
    composed = from_record(sending.answerer, BIRTH)
    assert [voice.way for voice in composed.voices] == list(WAYS)
    assert all(voice.problems == () for voice in composed.voices)
    by_way = {voice.way: voice.text for voice in composed.voices}
    assert "Nguồn:" in by_way[Medium.NOTICE]


@pytest.mark.parametrize("source", ["9.999999", ABOLISHED, ""])
def test_what_must_not_be_stated_is_not_composed(sending: Sending, source: str) -> None:
    with pytest.raises(BroadcastError, match="không có nguồn"):
        from_record(sending.answerer, source)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("", "Nội dung", "Nguồn", None), "chưa có tiêu đề"),
        (("Tiêu đề", "  ", "Nguồn", None), "chưa có nội dung"),
        (("Tiêu đề", "Nội dung", "", None), "chưa có nguồn"),
        (("Tiêu đề", "Nội dung", "Nguồn", "javascript:alert(1)"), "https://"),
        (("Tiêu đề", "a" * 2001, "Nguồn", None), "nhiều nhất là 2000"),
    ],
)
def test_a_text_by_hand_needs_title_text_and_source(
    given: tuple[str, str, str, str | None], told: str
) -> None:
    with pytest.raises(BroadcastError, match=told):
        from_officer(*given)


def test_broadcasts_and_tasks_are_approved_together_by_somebody_else(sending: Sending) -> None:
    people.subscriber(sending.store, "lan")
    made = compose(
        sending.store, from_officer(*NOTICE), ("telegram", "web", "loudspeaker"), "all", "Lan"
    )
    assert (len(made.broadcasts), len(made.todos)) == (2, 1)
    with pytest.raises(BroadcastError, match="không tự duyệt"):
        approve(sending.store, made.campaign, "Lan")
    with sending.store.session() as session:
        assert session.get_one(Todo, made.todos[0]).state is TodoState.DRAFT
    assert approve(sending.store, made.campaign, "Hoa") == 3
    with pytest.raises(BroadcastError, match="không còn phần nào"):
        approve(sending.store, made.campaign, "Hoa")
    with sending.store.session() as session:
        assert session.get_one(Todo, made.todos[0]).state is TodoState.OPEN
        row = session.get_one(Broadcast, made.broadcasts[0])
        assert (row.created_by, row.approved_by, row.title) == ("Lan", "Hoa", NOTICE[0])


def test_all_broadcasts_of_a_campaign_are_planned_for_one_time(sending: Sending) -> None:
    people.subscriber(sending.store, "lan")
    made = compose(sending.store, from_officer(*NOTICE), ("telegram", "web"), "all", "Lan")
    at = MORNING + dt.timedelta(hours=3)
    with pytest.raises(BroadcastError, match="chưa có tin nào đã duyệt"):
        plan(sending.store, made.campaign, at)
    approve(sending.store, made.campaign, "Hoa")
    assert plan(sending.store, made.campaign, at) == 2
    with time_machine.travel(at + dt.timedelta(seconds=1)):
        # Nobody reads the web chat's news: that part stays approved and says so.
        assert sending.campaigns.start_planned() == [made.broadcasts[0]]


def test_without_a_way_nothing_is_kept(sending: Sending) -> None:
    with pytest.raises(BroadcastError, match="ít nhất một kênh"):
        compose(sending.store, from_officer(*NOTICE), (), "all", "Lan")


@pytest.fixture(scope="module")
def office() -> Office:
    return Office("UBND phường Mẫu")


def test_what_people_carry_out_has_its_own_voice_and_file(
    sending: Sending, office: Office, tmp_path: Path
) -> None:
    ways = ("telegram", "loudspeaker", "notice", "sms")
    composed = from_record(sending.answerer, BIRTH, ways, office)
    by_way = {voice.way: voice for voice in composed.voices}
    assert all(voice.problems == () for voice in composed.voices)
    assert len({voice.text for voice in composed.voices}) == len(ways)
    assert "tin tính phí" in by_way["sms"].figures
    made = compose(sending.store, composed, ways, "all", "Lan", tmp_path)
    with sending.store.session() as session:
        files = {one.medium: one.file for one in session.query(Todo)}
        assert len(made.todos) == len(files)
    assert (tmp_path / str(files[Medium.NOTICE])).read_bytes().startswith(b"%PDF")
    assert str(files[Medium.LOUDSPEAKER]).endswith(".docx")


def test_an_officer_s_text_is_told_by_the_voices_too(office: Office) -> None:
    composed = from_officer(*NOTICE, ("loudspeaker", "facebook"), office)
    assert all("thứ Bảy" in voice.text for voice in composed.voices)

"""Marks, wrong answers and contests of the quiz in the report, each number with its records."""

import datetime as dt
from pathlib import Path

from docx import Document
from sqlalchemy import select

from bot.desk.calendar import ZONE, load_calendar
from bot.plans.registers import save_entry
from bot.plans.report import ReportData, collect, write_docx
from bot.store import Message, QuizRound, Rating, RegisterKind, Store
from tests.bot import people
from tests.bot.plans.quarter import NOW, QUARTER, UNIT, fill

IN = dt.datetime(2026, 11, 2, 9, tzinfo=ZONE)


def _data(store: Store) -> ReportData:
    with store.session() as session:
        return collect(session, QUARTER, UNIT, NOW, load_calendar().is_working_day)


def test_marks_of_the_period_only(store: Store, tmp_path: Path) -> None:
    talk = people.conversation(store)
    before = dt.datetime(2026, 9, 30, 23, 59, tzinfo=ZONE)
    with store.session() as session:
        for score, at in ((5, IN), (4, IN), (2, IN), (1, before)):
            session.add(Rating(conversation_id=talk.id, score=score, rated_at=at))
    data = _data(store)
    assert data.satisfaction is not None
    assert data.satisfaction.marks.value == 3
    assert data.satisfaction.content.ids == (1, 2)
    assert round(data.satisfaction.average or 0, 2) == 3.67
    write_docx(data, tmp_path / "report.docx")
    told = [one.text for one in Document(str(tmp_path / "report.docx")).paragraphs]
    assert "3 lượt đánh giá, trung bình 3,7/5; 2 lượt từ 4 điểm trở lên." in told


def test_without_marks_there_is_no_average(store: Store) -> None:
    satisfaction = _data(store).satisfaction
    assert satisfaction is not None
    assert satisfaction.average is None


def test_wrong_answers_are_counted_and_named(store: Store, tmp_path: Path) -> None:
    fill(store, tmp_path)
    with store.session() as session:
        rows = select(Message).where(Message.outcome == "answered").order_by(Message.id).limit(2)
        marked = []
        for message in session.scalars(rows):
            message.wrong = "Phí đã đổi"
            marked.append(message.id)
    wrong = _data(store).wrong
    assert wrong is not None
    assert wrong.ids == tuple(marked)


def test_a_contest_of_the_quiz_counts_people_not_rounds(store: Store, tmp_path: Path) -> None:
    lan, minh = people.conversation(store), people.conversation(store, "minh")
    with store.session() as session:
        fields: dict[str, object] = {"quiz": "cchc-2026"}
        save_entry(session, RegisterKind.CONTEST, "Tìm hiểu CCHC", IN.date(), fields, "lan")
        for talk, score, done in ((lan, 7, IN), (lan, 9, IN), (minh, 8, IN), (minh, 10, None)):
            session.add(
                QuizRound(
                    conversation_id=talk.id,
                    contest="cchc-2026",
                    progress={},
                    score=score,
                    seconds=60,
                    finished_at=done,
                )
            )
    (line,) = _data(store).contests
    assert (line.people.value, line.best) == (2, 9)
    write_docx(_data(store), tmp_path / "report.docx")
    told = [one.text for one in Document(str(tmp_path / "report.docx")).paragraphs]
    assert any("Tìm hiểu CCHC" in one and ": 2; lượt cao nhất đúng 9 câu" in one for one in told)

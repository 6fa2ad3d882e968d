"""Contests of the register that the assistant itself runs: who took part, counted and not typed."""

from sqlalchemy.orm import Session

from bot.plans.report.figures import ContestLine, Figure, RecordName, ReportData
from bot.quiz.ranking import standing
from bot.store import RegisterKind


def add_contests(session: Session, data: ReportData) -> None:
    """A line for each contest in the register that names one of the quiz.

    A person counts once, by their best finished round; rounds left half-way do not count.
    """
    for entry in data.registers:
        quiz = str(entry.fields.get("quiz") or "").strip()
        if entry.kind is not RegisterKind.CONTEST or not quiz:
            continue
        rounds = standing(session, quiz)
        label = f"Cuộc thi '{entry.title}': số người có lượt thi"
        people = Figure(label, RecordName.ROUND, tuple(sorted(one.id for one in rounds)))
        best = rounds[0].score if rounds else None
        data.contests.append(ContestLine(entry, people, best))

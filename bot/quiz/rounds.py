"""Rounds of the quiz: begun, answered question by question, stopped, counted."""

import random

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.messages import Button, OutboundMessage
from bot.messages.texts import message, sentence
from bot.quiz.bank import Question, bank
from bot.quiz.contest import DEFAULT_QUESTIONS, Contest
from bot.quiz.ranking import place_of, standing
from bot.quiz.sources import source_title
from bot.store import Conversation, QuizRound
from bot.store.models import utc_now


class Quiz:
    """Each method works inside the caller's transaction and returns what the citizen is told."""

    def __init__(self, contest: Contest | None = None) -> None:
        self.contest = contest

    def start(self, session: Session, conversation: Conversation) -> OutboundMessage:
        """Begin a round; one that was open is stopped and does not count."""
        self.stop(session, conversation)
        contest = self.contest if self.contest and self.contest.runs(utc_now()) else None
        count = contest.questions if contest else DEFAULT_QUESTIONS
        chosen = random.SystemRandom().sample(sorted(bank()), count)
        begun = QuizRound(
            conversation_id=conversation.id,
            contest=contest.id if contest else None,
            progress={"questions": chosen, "answers": []},
        )
        session.add(begun)
        about = (
            sentence("quiz_contest", name=contest.name, until=f"{contest.until:%d/%m/%Y}")
            if contest
            else sentence("quiz_practice")
        )
        return _ask(begun, sentence("quiz_invitation", about=about, count=count))

    def answer(
        self, session: Session, conversation: Conversation, option: str, question: str | None
    ) -> OutboundMessage:
        """Judge one answer and ask the next question, or tell the result.

        A button of an earlier question, or an option that is none, changes nothing.
        """
        running = _open(session, conversation)
        if running is None:
            return OutboundMessage(text=sentence("quiz_no_question"))
        asked = _current(running)
        if question not in (None, asked.id):
            return _ask(running, sentence("quiz_stale"))
        if not option.isdigit() or not 1 <= int(option) <= len(asked.options):
            return _ask(running, None)
        right = int(option) == asked.right
        # A new dict, so that the change is seen; JSON columns are compared by identity.
        answers = [*running.progress["answers"], int(option)]
        running.progress = {**running.progress, "answers": answers}
        running.score += right
        verdict = sentence(
            "quiz_right" if right else "quiz_wrong",
            right=asked.options[asked.right - 1],
            explanation=asked.explanation,
        )
        verdict += " " + sentence("quiz_source", source=source_title(asked.source))
        if len(answers) < len(running.progress["questions"]):
            return _ask(running, verdict)
        return self._finish(session, conversation, running, verdict)

    def stop(self, session: Session, conversation: Conversation) -> OutboundMessage | None:
        """End the open round without counting it; None when none is open."""
        running = _open(session, conversation)
        if running is None:
            return None
        running.finished_at, running.stopped = utc_now(), True
        return message("quiz_stop")[0]

    def result(self, session: Session, conversation: Conversation) -> OutboundMessage:
        """The person's last score, and their place in the contest."""
        last = session.scalar(
            select(QuizRound)
            .where(
                QuizRound.conversation_id == conversation.id,
                QuizRound.finished_at.is_not(None),
                QuizRound.stopped.is_(False),
            )
            .order_by(QuizRound.id.desc())
            .limit(1)
        )
        again = (Button(title="Thi trắc nghiệm", payload="/start_quiz"),)
        if last is None:
            return OutboundMessage(text=sentence("quiz_no_round"), buttons=again)
        count = len(last.progress["questions"])
        lines = [sentence("quiz_last_score", score=last.score, count=count)]
        lines += self._place(session, conversation)
        return OutboundMessage(text="\n".join(lines), buttons=again)

    def _finish(
        self, session: Session, conversation: Conversation, running: QuizRound, verdict: str
    ) -> OutboundMessage:
        running.finished_at = utc_now()
        running.seconds = round((running.finished_at - running.started_at).total_seconds())
        session.flush()
        count = len(running.progress["questions"])
        lines = [verdict, sentence("quiz_done", count=count, score=running.score)]
        if running.contest:
            lines += self._place(session, conversation)
        again = (Button(title="Chơi lại", payload="/start_quiz"),)
        return OutboundMessage(text="\n".join(lines), buttons=again)

    def _place(self, session: Session, conversation: Conversation) -> list[str]:
        if self.contest is None:
            return []
        ranked = standing(session, self.contest.id)
        place = place_of(ranked, conversation.id)
        if place is None:
            return []
        told = {"name": self.contest.name, "place": place, "people": len(ranked)}
        return [sentence("quiz_rank", **told)]


def _open(session: Session, conversation: Conversation) -> QuizRound | None:
    return session.scalar(
        select(QuizRound)
        .where(QuizRound.conversation_id == conversation.id, QuizRound.finished_at.is_(None))
        .order_by(QuizRound.id.desc())
        .limit(1)
    )


def _current(running: QuizRound) -> Question:
    return bank()[running.progress["questions"][len(running.progress["answers"])]]


def _ask(running: QuizRound, before: str | None) -> OutboundMessage:
    """The open question as a poll, and as buttons for channels without polls."""
    asked = _current(running)
    number, count = len(running.progress["answers"]) + 1, len(running.progress["questions"])
    text = sentence("quiz_question", number=number, count=count, question=asked.question)
    buttons = tuple(
        Button(
            title=option,
            payload=f'/quiz_answer{{"option":"{position}","question":"{asked.id}"}}',
        )
        for position, option in enumerate(asked.options, start=1)
    )
    return OutboundMessage(
        text=f"{before}\n{text}" if before else text, buttons=buttons, quiz=asked.poll()
    )

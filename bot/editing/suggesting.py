"""What people ask in vain and what staff answer again and again: beginnings of new FAQs."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.messages import Outcome
from bot.store import Direction, Message
from bot.store.models import utc_now
from knowledge.index import Encoder
from knowledge.text import tokens

UNANSWERED = (Outcome.NO_SOURCE, Outcome.CLARIFY, Outcome.OUT_OF_SCOPE)


class Limits(BaseModel):
    """See ``suggesting.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unanswered_days: int
    most_questions: int
    cluster_distance: float
    replies_days: int
    most_replies: int
    alike: float
    least_words: int


@dataclass(frozen=True)
class Reply:
    """What an officer said to a question."""

    conversation: int
    question: str
    text: str


@dataclass(frozen=True)
class Suggestion:
    """Questions that belong together, of how many people; ``answer`` is empty without one."""

    questions: tuple[str, ...]
    people: int
    answer: str = ""


@cache
def limits() -> Limits:
    """The limits of the file."""
    text = Path(__file__).with_name("suggesting.yaml").read_text(encoding="utf-8")
    return Limits.model_validate(yaml.safe_load(text))


def unanswered(session: Session) -> list[tuple[int, str]]:
    """Conversation and words of the week's questions that got no answer, the newest first."""
    since = utc_now() - dt.timedelta(days=limits().unanswered_days)
    rows = session.execute(
        select(Message.conversation_id, Message.trace)
        .where(Message.direction == Direction.BOT, Message.said_at >= since)
        .where(Message.outcome.in_(UNANSWERED))
        .order_by(Message.id.desc())
        .limit(limits().most_questions)
    )
    asked = ((number, str((trace or {}).get("question") or "")) for number, trace in rows)
    return [(number, text) for number, text in asked if tokens(text)]


def clusters(asked: Sequence[tuple[int, str]], encoder: Encoder) -> list[Suggestion]:
    """Questions of at least two people that mean much the same, the most asked first."""
    texts = list(dict.fromkeys(text for _, text in asked))
    if len(texts) <= 1:
        groups = [texts]
    else:
        # Half a second to import, and needed by nobody else of this process.
        from sklearn.cluster import (  # type: ignore[import-untyped]
            AgglomerativeClustering,
        )

        labels = AgglomerativeClustering(
            n_clusters=None,
            metric="cosine",
            linkage="average",
            distance_threshold=limits().cluster_distance,
        ).fit_predict(encoder.queries(texts))
        groups = [
            [text for text, label in zip(texts, labels, strict=True) if label == one]
            for one in sorted(set(labels))
        ]
    found = [
        Suggestion(tuple(group), len({number for number, text in asked if text in group}))
        for group in groups
    ]
    return sorted((one for one in found if one.people > 1), key=lambda one: -one.people)


def replies(session: Session) -> list[Reply]:
    """What officers answered lately, each with what the citizen had said just before."""
    since = utc_now() - dt.timedelta(days=limits().replies_days)
    talks = select(Message.conversation_id).where(
        Message.direction == Direction.STAFF, Message.said_at >= since
    )
    said = session.scalars(
        select(Message)
        .where(Message.conversation_id.in_(talks), Message.said_at >= since)
        .where(Message.direction != Direction.BOT)
        .order_by(Message.conversation_id, Message.id)
    )
    found = [
        Reply(after.conversation_id, before.text, after.text)
        for before, after in pairwise(said)
        if before.conversation_id == after.conversation_id
        and before.direction is Direction.CITIZEN
        and after.direction is Direction.STAFF
        and len(tokens(after.text)) >= limits().least_words
    ]
    return found[-limits().most_replies :]


def repeated(said: Iterable[Reply]) -> list[Suggestion]:
    """Replies that at least two people got alike; the longest wording stands for all."""
    groups: list[list[Reply]] = []
    for reply in said:
        group = next((one for one in groups if _alike(one[0].text, reply.text)), None)
        if group is None:
            groups.append([reply])
        else:
            group.append(reply)
    found = [
        Suggestion(
            tuple(dict.fromkeys(reply.question for reply in group)),
            len({reply.conversation for reply in group}),
            max((reply.text for reply in group), key=len),
        )
        for group in groups
    ]
    return sorted((one for one in found if one.people > 1), key=lambda one: -one.people)


def _alike(one: str, other: str) -> bool:
    first, second = set(tokens(one)), set(tokens(other))
    return len(first & second) >= limits().alike * len(first | second)

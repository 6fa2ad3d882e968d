"""Batches of lessons: what is alike comes together, so that telling it apart is what is learned."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.text import AccentRestorer
from knowledge.training.lessons import Curriculum, Subject
from knowledge.training.variants import Restore, unaccented, varied

PAIRS = 64
# Sentences of prose in a batch; of the seeds, the share of any names and of FAQs and the like.
SENTENCES = 5
NAME_SEED = 0.15
OTHER_SEED = 0.14
# How many siblings come with each seed.
COMPANY = 2
# A lesson's answer is the record's name this often, else another of its texts or phrasings.
ANSWERED_BY_NAME = 0.6
ASKED_BY_NAME = 0.12
_FRAME = 0.5
_FRAMES = (
    "{} cần giấy tờ gì", "thủ tục {}", "{} ở đâu", "lệ phí {} bao nhiêu", "{} mất bao lâu",
    "em muốn {} thì làm sao ạ", "cho hỏi {}", "hồ sơ {} gồm những gì", "{} nộp online được không",
    "muốn {} phải làm thế nào", "điều kiện {} là gì", "ai được {}",
)  # fmt: skip
_PREFIX = re.compile(r"^(thủ tục|hồ sơ)( hành chính)?:?\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class Lesson:
    """A question, a text that answers it, and the group within which nothing is told apart."""

    question: str
    answer: str
    group: str


def batches(lessons: Curriculum, seed: int) -> Iterator[list[Lesson]]:
    """Endless batches of ``PAIRS`` lessons; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311  (nothing secret is drawn)
    restore = _restorer(lessons)
    spoken = [at for at, subject in enumerate(lessons.subjects) if subject.asked]
    others = [at for at in spoken if ":" in lessons.subjects[at].key]
    procedures = [at for at in spoken if ":" not in lessons.subjects[at].key]
    while True:
        chosen: dict[int, None] = {}
        while len(chosen) < PAIRS - SENTENCES:
            drawn = rng.random()
            if drawn < NAME_SEED:
                seat = rng.randrange(len(lessons.subjects))
            else:
                seat = rng.choice(
                    (others if drawn < NAME_SEED + OTHER_SEED else None) or procedures
                )
            company = rng.sample(lessons.siblings[seat], COMPANY)
            chosen.update(dict.fromkeys([seat, *company]))
        places = list(chosen)[: PAIRS - SENTENCES]
        made = [_lesson(lessons.subjects[at], restore, rng) for at in places]
        made += [
            Lesson(_garbled(sentence, restore, rng), sentence, sentence)
            for sentence in rng.sample(lessons.sentences, SENTENCES)
        ]
        yield made


def _lesson(subject: Subject, restore: Restore, rng: random.Random) -> Lesson:
    if subject.asked and rng.random() >= ASKED_BY_NAME:
        question = rng.choice(subject.asked)
        others = [text for text in (*subject.texts[1:], *subject.asked) if text != question]
        by_name = not others or rng.random() < ANSWERED_BY_NAME
        answer = subject.texts[0] if by_name else rng.choice(others)
        return Lesson(varied(question, restore, rng), answer, subject.name)
    question = _shortened(subject.name, rng)
    return Lesson(_garbled(question, restore, rng), subject.texts[0], subject.name)


def _garbled(text: str, restore: Restore, rng: random.Random) -> str:
    """A variant of official text; what stayed as written would teach nothing."""
    said = varied(text, restore, rng)
    return unaccented(text) if said == text and rng.random() < 0.5 else said  # noqa: PLR2004


def _shortened(name: str, rng: random.Random) -> str:
    """An official name as it is said aloud: without brackets, in a question's frame."""
    short = _PREFIX.sub("", name)
    # Brackets often hold the level, which tells siblings apart; they go less often than not.
    if rng.random() < 0.3:  # noqa: PLR2004
        short = _BRACKETS.sub("", short) or short
    if rng.random() < _FRAME:
        short = rng.choice(_FRAMES).format(short[:1].lower() + short[1:])
    return short


def _restorer(lessons: Curriculum) -> Restore:
    """Taught on official text only, so that it errs on people's words as it will on unseen ones."""
    texts = [subject.texts[0] for subject in lessons.subjects] + list(lessons.sentences)
    return AccentRestorer.train((text, 1) for text in texts).restore

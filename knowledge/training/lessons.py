"""What is to be learned: which words lead to which procedure, and which procedures are alike.

Sources are the project's own phrases, aliases, life events and questions, and the names and texts
of an imported catalogue. Nothing of an evaluation set comes near.
"""

import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.content import Content
from knowledge.text import clean, tokens

# Share of the phrases, chosen by hash, that no training sees.
HELD_OUT_PERCENT = 15
SIBLINGS = 6
SENTENCE_LENGTHS = 40, 220
_SENTENCE_END = re.compile(r"[.;:!?]\s|\n")


@dataclass(frozen=True)
class Subject:
    """A thing asked about.

    ``texts`` are what an index finds it by, its name first; ``asked`` is how people ask.
    Subjects of one ``name`` are never told apart.
    """

    key: str
    name: str
    texts: tuple[str, ...]
    asked: tuple[str, ...]
    held_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Curriculum:
    """All subjects, the nearest siblings of each by position, and sentences of plain prose."""

    subjects: tuple[Subject, ...]
    siblings: tuple[tuple[int, ...], ...]
    sentences: tuple[str, ...]


def curriculum(content: Content, catalogue: Path) -> Curriculum:
    """Gather the lessons from own content and a ``procedures.jsonl`` (8 s)."""
    with catalogue.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    subjects = (*_procedures(content, rows), *_others(content))
    return Curriculum(subjects, _siblings(subjects), _sentences(rows))


def is_held_out(phrase: str) -> bool:
    """Whether a phrase belongs to the development set; the same on every machine."""
    digest = hashlib.sha256(phrase.encode()).digest()
    return int.from_bytes(digest[:4]) % 100 < HELD_OUT_PERCENT


def _procedures(content: Content, rows: list[dict[str, str]]) -> list[Subject]:
    own = {record.code: record for record in content.procedures if record.code}
    subjects = []
    for row in rows:
        record = own.pop(row["code"], None)
        said = content.phrases.get(row["code"], ())
        texts = [clean(f"{row['name']}. {row['field']}")]
        asked = [phrase for phrase in said if not is_held_out(phrase)]
        if record:
            texts += [f"{record.name}. {record.field}", *record.aliases]
            asked += record.life_events
        held = tuple(phrase for phrase in said if is_held_out(phrase))
        subjects.append(
            Subject(
                row["code"], clean(row["name"]), tuple(dict.fromkeys(texts)), tuple(asked), held
            )
        )
    loose = [record for record in content.procedures if not record.code]
    for record in [*own.values(), *loose]:
        texts = [f"{record.name}. {record.field}", *record.aliases]
        said = content.phrases.get(record.code or "", ())
        asked = [*record.life_events, *(phrase for phrase in said if not is_held_out(phrase))]
        subjects.append(Subject(str(record.id), record.name, tuple(texts), tuple(asked)))
    return subjects


def _others(content: Content) -> list[Subject]:
    subjects = [
        Subject(f"faq:{faq.id}", faq.question, (faq.question,), tuple(faq.variants))
        for faq in content.faqs
    ]
    subjects += [
        Subject(f"contact:{at.id}", at.name, (f"{at.name}. {at.serves}",), tuple(at.aliases))
        for at in content.contacts
    ]
    # A jest in official words stands beside the procedure it mocks: the two are told apart here.
    subjects += [
        Subject(f"refusal:{no.id}", no.questions[0], (no.questions[0],), tuple(no.questions[1:]))
        for no in content.refusals
    ]
    for plan in content.plans:
        for number, fact in enumerate(plan.facts):
            text = f"{fact.question} {plan.title}"
            key = f"plan:{plan.id}:{number}"
            subjects.append(Subject(key, text, (text,), tuple(fact.variants)))
    return subjects


def _siblings(subjects: tuple[Subject, ...]) -> tuple[tuple[int, ...], ...]:
    """The ``SIBLINGS`` nearest other names of each subject by shared rare words."""
    words = [set(tokens(subject.name)) for subject in subjects]
    seen = Counter(word for some in words for word in some)
    columns = {word: at for at, word in enumerate(sorted(seen))}
    matrix = np.zeros((len(subjects), len(columns)), dtype=np.float32)
    for row, some in enumerate(words):
        for word in some:
            matrix[row, columns[word]] = math.log(len(subjects) / seen[word])
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9
    near = matrix @ matrix.T
    same: defaultdict[str, list[int]] = defaultdict(list)
    for row, subject in enumerate(subjects):
        same[subject.name].append(row)
    for rows in same.values():
        near[np.ix_(rows, rows)] = -1
    best = np.argsort(-near, axis=1)[:, :SIBLINGS]
    return tuple(tuple(int(at) for at in row) for row in best)


def _sentences(rows: list[dict[str, str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    shortest, longest = SENTENCE_LENGTHS
    for row in rows:
        for part in _SENTENCE_END.split(row.get("steps") or ""):
            sentence = clean(part)
            if shortest <= len(sentence) <= longest:
                found[sentence] = None
    return tuple(found)

"""What a message most likely means where the index alone would ask back."""

import re
from dataclasses import replace

from rasa_sdk import Tracker

from actions.bands import unsure
from actions.pending import Pending
from actions.speaking import intent_of, text_of
from bot.messages.texts import sentence
from knowledge.answers import Answer, Answerer, State
from knowledge.answers.titles import choices_of
from knowledge.records import RecordKind, Topic
from knowledge.search import Hit
from knowledge.text import Aspect, AspectReader, fold, load_terms, without_courtesies

_CONTACTS = frozenset({RecordKind.HOTLINE, RecordKind.OFFICE})
_FAQS = frozenset({RecordKind.FAQ})
_PROCEDURES = frozenset({RecordKind.PROCEDURE})
# What kind of record an intent asks for, where it asks for one kind only.
_KINDS = {
    "ask_hotline": _CONTACTS,
    "report_scam": _FAQS,
    "help_portal": _FAQS,
    "help_vneid": _FAQS,
    "help_payment": _FAQS,
    "ask_terms": _FAQS,
}
# Only a procedure has a price and a term of its own.
_OF_PROCEDURES = frozenset({Aspect.FEE, Aspect.TIME_LIMIT})
# Of which subject of questions an intent is; the first that was found counts.
_TOPICS = {
    "report_scam": (Topic.SAFETY, Topic.PAYMENT),
    "help_vneid": (Topic.IDENTITY,),
    "help_payment": (Topic.PAYMENT,),
    "help_portal": (Topic.PORTAL,),
}
# Where a warning that misses the point by a little does less harm than none.
_WARNED_ANYHOW = "report_scam"
# How often a citizen is asked which matter is meant.
MOST_QUESTIONS = 2
_IF_NEEDED = re.compile(r"\bco (?:can|phai)\b.*\bkhong\b")


def of_the_kind_meant(answerer: Answerer, tracker: Tracker, answer: Answer) -> Answer | None:
    """'Báo lừa đảo số nào' lies between a question and a number: who asks for a number means it."""
    intent = intent_of(tracker)
    if answer.state is not State.CLARIFY or unsure(tracker):
        return None
    offered = {choice.reference for choice in answer.choices}
    near = [hit for hit in answer.hits if hit.item.reference in offered]
    kinds = _KINDS.get(intent, frozenset())
    if not kinds and _OF_PROCEDURES.intersection(answer.aspects):
        kinds, near = _PROCEDURES, near[:2]
    found = _of_topic(intent, answer.hits, near[:2]) or _of_kind(kinds, near)
    return None if found is None else answerer.about(found.item.reference, answer.aspects)


def _of_kind(kinds: frozenset[RecordKind], near: list[Hit]) -> Hit | None:
    meant = [hit for hit in near if hit.item.kind in kinds]
    return meant[0] if len(meant) == 1 and meant[0] in near[:2] else None


def _of_topic(intent: str, hits: tuple[Hit, ...], nearest: list[Hit]) -> Hit | None:
    topics = _TOPICS.get(intent, ())
    of_topics = (hit for topic in topics for hit in hits if hit.item.payload.get("topic") == topic)
    best = next(of_topics, None)
    return best if best in nearest or intent == _WARNED_ANYHOW else None


def first_of_choices(
    answerer: Answerer,
    tracker: Tracker,
    pending: Pending,
    aspects: tuple[Aspect, ...],
    names: int = 0,
) -> Answer | None:
    """'Cần giấy gì' after we asked twice which matter it is: the likeliest one, with a way out.

    ``names``: at most so many words may name something; more would be another matter.
    """
    if pending.asked < MOST_QUESTIONS or unsure(tracker):
        return None
    reader = AspectReader.default()
    reading = reader.read(without_courtesies(load_terms().expand(text_of(tracker))))
    aspects = reading.aspects or aspects
    named = [word for word in reading.subject if reader.names_something((word,))]
    if not aspects or len(named) > names:
        return None
    offered = answerer.held(pending.choices)
    first = next((item for item in offered if item.kind is RecordKind.PROCEDURE), None)
    if first is None:
        return None
    told = answerer.about(first.reference, aspects)
    others = choices_of([item for item in offered if item != first])
    text = f"{told.text}\n{sentence('taken_for')}"
    return replace(told, text=text, choices=others)


def still_the_subject(answerer: Answerer, tracker: Tracker, answer: Answer) -> Answer | None:
    """'Có cần sổ hộ khẩu không' after a procedure: its papers, whatever else the words name."""
    subject = tracker.get_slot("procedure")
    asked_back = answer.state in (State.CLARIFY, State.NO_SOURCE, State.OUT_OF_SCOPE)
    if not asked_back or subject is None or unsure(tracker):
        return None
    asked = fold(load_terms().expand(text_of(tracker)))
    if intent_of(tracker) != "ask_documents" or not _IF_NEEDED.search(asked):
        return None
    return answerer.about(subject, (Aspect.DOCUMENTS,))

"""Schemas of everything the assistant knows."""

from knowledge.records.base import Record, RecordKind, Slug, Source, Text, Validity
from knowledge.records.directory import Contact, ContactKind, Scope
from knowledge.records.faq import Faq, Topic
from knowledge.records.plan import PlanFact, PlanReading, PlanRecord
from knowledge.records.procedure import Level, OnlineService, Paper, Phrases, Procedure, Where
from knowledge.records.refusal import Refusal, RefusalReason

__all__ = [
    "Contact",
    "ContactKind",
    "Faq",
    "Level",
    "OnlineService",
    "Paper",
    "Phrases",
    "PlanFact",
    "PlanReading",
    "PlanRecord",
    "Procedure",
    "Record",
    "RecordKind",
    "Refusal",
    "RefusalReason",
    "Scope",
    "Slug",
    "Source",
    "Text",
    "Topic",
    "Validity",
    "Where",
]

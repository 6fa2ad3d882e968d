"""Read the YAML records; every mistake is reported with its file and entry, all at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from knowledge.errors import ContentError
from knowledge.records import Contact, Faq, Phrases, PlanRecord, Procedure, Refusal
from knowledge.records.base import Record

CONTENT_ROOT = Path(__file__).parent

R = TypeVar("R", bound=Record)
WithId = Procedure | Faq | Contact | PlanRecord | Refusal

_FOLDERS: dict[str, type[WithId]] = {
    "procedures": Procedure,
    "faqs": Faq,
    "directory": Contact,
    "plans": PlanRecord,
    "refusals": Refusal,
}


@dataclass(frozen=True)
class Content:
    """All records of the project by kind, in file order."""

    procedures: tuple[Procedure, ...]
    faqs: tuple[Faq, ...]
    contacts: tuple[Contact, ...]
    plans: tuple[PlanRecord, ...]
    refusals: tuple[Refusal, ...] = ()
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of a procedure → how people ask for it."""


def load_content(root: Path = CONTENT_ROOT) -> Content:
    """Load and validate every ``root/<kind>/*.yaml``; each file is a list of records.

    Raises:
        ContentError: naming each file, entry and field that is wrong.
    """
    problems: list[str] = []
    loaded: dict[str, list[WithId]] = {}
    for folder, schema in _FOLDERS.items():
        loaded[folder] = list(_records(root / folder, schema, problems))
    phrases: dict[str, tuple[str, ...]] = {}
    for asked in _records(root / "phrases", Phrases, problems):
        phrases[asked.code] = (*phrases.get(asked.code, ()), *asked.phrases)
    problems += _repeated_ids(loaded)
    problems += _dangling_links(loaded)
    if problems:
        raise ContentError("\n".join(problems))
    return Content(
        procedures=_only(Procedure, loaded["procedures"]),
        faqs=_only(Faq, loaded["faqs"]),
        contacts=_only(Contact, loaded["directory"]),
        plans=_only(PlanRecord, loaded["plans"]),
        refusals=_only(Refusal, loaded["refusals"]),
        phrases=phrases,
    )


def _records(folder: Path, schema: type[R], problems: list[str]) -> Iterator[R]:
    for path in sorted(folder.glob("*.yaml")):
        name = f"{path.parent.name}/{path.name}"
        try:
            entries = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, ValueError) as error:  # ValueError: not UTF-8, or no such day
            problems.append(f"{name}: not valid YAML: {' '.join(str(error).split())}")
            continue
        if not isinstance(entries, list):
            problems.append(f"{name}: must be a list of records")
            continue
        for position, entry in enumerate(entries, start=1):
            label = entry.get("id", position) if isinstance(entry, dict) else position
            try:
                yield schema.model_validate(entry)
            except ValidationError as error:
                for fault in error.errors():
                    field = ".".join(str(part) for part in fault["loc"])
                    problems.append(f"{name}: {label}: {field}: {fault['msg']}")


def _repeated_ids(loaded: dict[str, list[WithId]]) -> list[str]:
    seen: dict[str, str] = {}
    problems = []
    for folder, records in loaded.items():
        for record in records:
            key = record.id
            if key in seen:
                problems.append(f"{folder}: {key}: this id is already used in {seen[key]}")
            seen[key] = folder
    return problems


def _dangling_links(loaded: dict[str, list[WithId]]) -> list[str]:
    known = {record.id for records in loaded.values() for record in records}
    return [
        f"faqs: {faq.id}: related: there is no record '{link}'"
        for faq in _only(Faq, loaded["faqs"])
        for link in faq.related
        if link not in known
    ]


def _only(schema: type[R], records: list[WithId]) -> tuple[R, ...]:
    return tuple(record for record in records if isinstance(record, schema))

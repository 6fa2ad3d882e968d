"""Repair models, each trained once for all tests."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.plans import RepairModel, train

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def own_model() -> RepairModel:
    """Taught by nothing but the plan language of the project."""
    return train([])


@pytest.fixture(scope="session")
def office_model(shared: Path) -> RepairModel:
    """Taught by the catalogue and the law texts too, as an office's model would be."""
    return train(_office_texts(shared))


def _office_texts(shared: Path) -> Iterator[str]:
    yield (shared / "corpus" / "law-texts.txt").read_text(encoding="utf-8")
    catalogue = shared / "catalogue" / "procedures.jsonl"
    for line in catalogue.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield "\n".join(value for value in record.values() if isinstance(value, str))


@pytest.fixture(scope="session")
def held_out() -> list[tuple[str, str]]:
    """Lines as read and as written, of texts that no model was taught."""
    text = (HERE / "held_out.tsv").read_text(encoding="utf-8")
    return [(line.split("\t")[0], line.split("\t")[1]) for line in text.splitlines()]

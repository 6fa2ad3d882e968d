"""What every test of the Rasa project reads: its files, as plain data (Rasa is not needed)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

NLU = Path(__file__).resolve().parents[2] / "nlu"


def _yaml(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def domain() -> dict[str, Any]:
    return _yaml(NLU / "domain.yml")


@pytest.fixture(scope="session")
def examples() -> dict[str, list[str]]:
    """Training lines by intent."""
    lines: dict[str, list[str]] = {}
    for path in sorted((NLU / "data" / "nlu").glob("*.yml")):
        for block in _yaml(path)["nlu"]:
            assert block["intent"] not in lines, f"{block['intent']} stands in two places"
            lines[block["intent"]] = [
                line.removeprefix("- ") for line in block["examples"].strip().splitlines()
            ]
    return lines


@pytest.fixture(scope="session")
def rules() -> list[dict[str, Any]]:
    return [
        rule for path in sorted((NLU / "data").glob("rules*.yml")) for rule in _yaml(path)["rules"]
    ]


@pytest.fixture(scope="session")
def heldout() -> dict[str, list[str]]:
    sentences: dict[str, list[str]] = {}
    for path in sorted(Path(__file__).parent.glob("heldout*.yml")):
        for intent, texts in _yaml(path).items():
            sentences.setdefault(intent, []).extend(texts)
    return sentences

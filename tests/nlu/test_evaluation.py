"""The evaluation's own parts: figures, variants, copies; and its targets, with a trained model."""

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from tests.nlu.conftest import NLU

Load = Callable[[str], ModuleType]
TARGETS = {"accented": 0.95, "unaccented": 0.93, "teencode": 0.93}


@pytest.fixture(scope="module")
def load() -> Load:
    if str(NLU) not in sys.path:
        sys.path.append(str(NLU))
    return importlib.import_module


def _case(measures: ModuleType, intent: str, said: str, best: str | None = None) -> object:
    return measures.Case("accented", "câu", intent, said, best or said, 0.5)


def test_figures(load: Load) -> None:
    measures = load("measures")
    cases = [
        _case(measures, "ask_fee", "ask_fee"),
        _case(measures, "ask_fee", "nlu_fallback", best="ask_fee"),
        _case(measures, "thanks", "ask_fee"),
    ]
    table = measures.by_intent(cases)
    assert table["ask_fee"] == {"p": 0.5, "r": 0.5, "f": 0.5, "n": 2}
    # Never said, so its precision is unknown; it is not 0.
    assert table["thanks"] == {"p": None, "r": 0.0, "f": None, "n": 1}
    summary = measures.summary(cases)
    assert (summary["accuracy"], summary["best_guess"]) == (0.3333, 0.6667)
    assert summary["fallback"] == 1


def test_nothing_asked_is_unknown(load: Load) -> None:
    assert load("measures").summary([])["accuracy"] is None


def test_variants_are_the_same_each_time(load: Load) -> None:
    variants = load("variants").VARIANTS
    text = "đăng ký tạm trú có mất tiền không"
    assert variants["unaccented"](text) == "dang ky tam tru co mat tien khong"
    assert variants["teencode"](text) == variants["teencode"](text) != text


def test_copies_never_meet_in_two_intents(load: Load) -> None:
    """'dung' is 'đúng' (yes) or 'dừng' (stop): unsubscribing on a yes would be wrong."""
    lines = [
        ("đúng", "affirm"),
        ("dừng", "unsubscribe"),
        ("dừng tin", "unsubscribe"),
        ("ok", "affirm"),
    ]
    assert load("components.copies").unaccented_copies(lines) == [("dung tin", "unsubscribe")]


@pytest.mark.rasa
def test_accuracy_on_held_out_sentences(tmp_path: Path) -> None:
    """The model that `make run` trained; skipped where none is trained yet."""
    model = NLU.parent / "var" / "nlu" / "model.tar.gz"
    python = NLU.parent / ".venv-nlu" / "bin" / "python"
    if not model.exists() or not python.exists():
        pytest.skip("no trained model in var/nlu")
    command = [str(python), str(NLU / "evaluate.py"), "--model", str(model), "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    variants = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["variants"]
    assert {"confusion.png", "wrong.tsv", "config.json"} <= {one.name for one in tmp_path.iterdir()}
    for name, least in TARGETS.items():
        assert variants[name]["accuracy"] >= least, (name, variants[name])


def test_the_picture_shows_only_what_was_confused(load: Load, tmp_path: Path) -> None:
    measures, confusion = load("measures"), load("confusion")
    cases = [
        _case(measures, "ask_fee", "ask_fee"),
        _case(measures, "ask_fee", "ask_online"),
        _case(measures, "thanks", "thanks"),
    ]
    names, counts = confusion.confused(cases)
    assert names == ["ask_fee", "ask_online"]
    assert counts.tolist() == [[1, 1], [0, 0]]
    confusion.draw(cases, tmp_path / "confusion.png")
    with Image.open(tmp_path / "confusion.png") as picture:
        assert min(picture.size) > 300


def test_nothing_confused_is_drawn_too(load: Load, tmp_path: Path) -> None:
    measures = load("measures")
    load("confusion").draw([_case(measures, "thanks", "thanks")], tmp_path / "none.png")
    assert (tmp_path / "none.png").stat().st_size > 0


def test_entities_are_measured_by_name(load: Load) -> None:
    mentions = load("mentions")
    pairs = [
        ({("place", "tổ 5"), ("date", "hôm qua")}, {("place", "tổ 5")}),
        ({("place", "ấp 3")}, {("place", "ấp"), ("place", "ấp 3")}),
    ]
    table = mentions.by_entity(pairs)
    assert table["place"] == {"p": 0.6667, "r": 1.0, "f": 0.8, "n": 2}
    # Never found, so its precision is unknown; it is not 0.
    assert table["date"] == {"p": None, "r": 0.0, "f": 0.0, "n": 1}
    assert table["tracking_code"] == {"p": None, "r": None, "f": None, "n": 0}

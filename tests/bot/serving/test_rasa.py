"""Whether the trained model still fits the folder it was made from."""

import shutil
from pathlib import Path

import pytest

from bot.serving import rasa


@pytest.fixture
def nlu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what training reads, so that it can be changed."""
    folder = tmp_path / "nlu"
    folder.mkdir()
    for name in ("config.yml", "domain.yml"):
        shutil.copy(rasa.NLU / name, folder)
    for name in ("data", "components"):
        shutil.copytree(
            rasa.NLU / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    monkeypatch.setattr(rasa, "NLU", folder)
    return folder


@pytest.fixture
def trained(nlu: Path, tmp_path: Path) -> Path:
    data = tmp_path / "var"
    (data / "nlu").mkdir(parents=True)
    (data / "nlu" / "model.tar.gz").write_bytes(b"model")
    rasa.note_trained(data)
    return data


def test_a_model_made_from_what_is_there_is_current(trained: Path) -> None:
    assert rasa.model_is_current(trained)


def test_no_model_is_not_current(nlu: Path, tmp_path: Path) -> None:
    assert not rasa.model_is_current(tmp_path / "var")


def test_a_mark_without_its_model_is_not_current(trained: Path) -> None:
    (trained / "nlu" / "model.tar.gz").unlink()
    assert not rasa.model_is_current(trained)


@pytest.mark.parametrize(
    "name",
    ["config.yml", "domain.yml", "data/rules.yml", "data/nlu/feedback.yml", "components/text.py"],
)
def test_a_change_of_anything_that_training_reads_makes_it_stale(
    nlu: Path, trained: Path, name: str
) -> None:
    path = nlu / name
    path.write_text(path.read_text(encoding="utf-8") + "\n# đổi\n", encoding="utf-8")
    assert not rasa.model_is_current(trained)
    rasa.note_trained(trained)
    assert rasa.model_is_current(trained)


def test_a_file_more_makes_it_stale(nlu: Path, trained: Path) -> None:
    (nlu / "data" / "more.yml").write_text("version: '3.1'\n", encoding="utf-8")
    assert not rasa.model_is_current(trained)


def test_caches_and_other_files_do_not_make_it_stale(nlu: Path, trained: Path) -> None:
    (nlu / "components" / "__pycache__").mkdir()
    (nlu / "components" / "__pycache__" / "text.pyc").write_bytes(b"x")
    (nlu / "README.md").write_text("x", encoding="utf-8")
    assert rasa.model_is_current(trained)


def test_a_missing_environment_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(rasa, "PYTHON", tmp_path / "python")
    with pytest.raises(rasa.RasaError, match="make setup"):
        rasa.rasa_python()

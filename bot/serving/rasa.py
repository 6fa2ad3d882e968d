"""Where Rasa lives: the nlu folder, its own environment, its trained model."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NLU = ROOT / "nlu"
PYTHON = ROOT / ".venv-nlu" / "bin" / "python"


class RasaError(Exception):
    """Rasa's environment is missing or training failed."""


def rasa_python() -> Path:
    """The interpreter of Rasa's environment.

    Raises:
        RasaError: it was not set up.
    """
    if not PYTHON.is_file():
        raise RasaError(f"{PYTHON}: Rasa's environment is missing; run 'make setup'")
    return PYTHON


def model_is_current(data: Path) -> bool:
    """Whether the trained model in ``data`` was made from the nlu folder as it is now."""
    mark = data / "nlu" / "trained-from"
    model = data / "nlu" / "model.tar.gz"
    return model.is_file() and mark.is_file() and mark.read_text("ascii") == fingerprint()


def note_trained(data: Path) -> None:
    """Remember what the model was trained from."""
    (data / "nlu" / "trained-from").write_text(fingerprint(), encoding="ascii")


def fingerprint() -> str:
    """SHA-256 over everything that training reads."""
    digest = hashlib.sha256()
    wanted = [NLU / "config.yml", NLU / "domain.yml"]
    wanted += sorted((NLU / "data").rglob("*.yml")) + sorted((NLU / "components").glob("*.*"))
    for path in wanted:
        if path.is_file() and path.suffix in (".yml", ".py"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()

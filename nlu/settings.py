"""Environment for Rasa's processes: quiet, offline, importable, with defaults for endpoints.yml."""

from __future__ import annotations

import os
from pathlib import Path

NLU = Path(__file__).resolve().parent
ROOT = NLU.parent
DEFAULT_DATA = ROOT / "var"


def model_path(data: Path = DEFAULT_DATA) -> Path:
    """Where the trained model stands, under a name that does not change."""
    return data / "nlu" / "model.tar.gz"


def training_path(model: Path) -> Path:
    """Where it is written down how long the training of ``model`` took."""
    return model.with_name("training.json")


def environment(data: Path = DEFAULT_DATA) -> dict[str, str]:
    """The caller's environment with what Rasa needs added; what the caller set stays."""
    defaults = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
        "MOTCUA_ACTION_URL": "http://127.0.0.1:5055/webhook",
        "MOTCUA_TRACKER_DB": str(data / "nlu" / "tracker.db"),
    }
    paths = [str(NLU), *filter(None, [os.environ.get("PYTHONPATH")])]
    return defaults | dict(os.environ) | {"PYTHONPATH": os.pathsep.join(paths)}

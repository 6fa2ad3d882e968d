"""A data folder with the index of the project's own content and a trained language model."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.serving.rasa import NLU, PYTHON, model_is_current, note_trained
from tests.conftest import PROJECT_ROOT
from tests.e2e.processes import clean_environment

# Where what was built before is looked for; another checkout's or data folder's serves as well.
SEED = Path(os.environ.get("MOTCUA_E2E_SEED", PROJECT_ROOT / "var"))
MOTCUA = str(Path(sys.executable).with_name("motcua"))
TRAIN_SECONDS = 900
BUILD_SECONDS = 900

Say = Callable[[str], None]


class PrepareError(Exception):
    """Building or training failed; the message holds the end of the output."""


def prepare(data: Path, say: Say) -> None:
    """Fill ``data``; what SEED holds and is current is copied, the rest is made."""
    _model(data, say)
    _index(data, say)


def _model(data: Path, say: Say) -> None:
    if model_is_current(data):
        return
    (data / "nlu").mkdir(parents=True, exist_ok=True)
    if model_is_current(SEED):
        say(f"language model: copied from {SEED}")
        for name in ("model.tar.gz", "trained-from"):
            shutil.copy2(SEED / "nlu" / name, data / "nlu" / name)
        return
    say("language model: training, one to three minutes …")
    _run([str(PYTHON), str(NLU / "train.py"), "--data", str(data)], TRAIN_SECONDS)
    note_trained(data)


def _index(data: Path, say: Say) -> None:
    (data / "knowledge").mkdir(parents=True, exist_ok=True)
    cache, known = data / "knowledge" / "vectors.db", SEED / "knowledge" / "vectors.db"
    if not cache.exists() and known.is_file():
        say(f"index: vectors from {known}")
        shutil.copy2(known, cache)
    say("index: building, two to four minutes without a cache …")
    _run([MOTCUA, "knowledge", "build", "--data", str(data)], BUILD_SECONDS)


def _run(command: list[str], seconds: float) -> None:
    # Not in the project's folder: a developer's .env lies there.
    done = subprocess.run(
        command,
        cwd=tempfile.gettempdir(),
        env=clean_environment({}),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    if done.returncode:
        raise PrepareError(f"{' '.join(command)}\n{(done.stdout + done.stderr)[-4000:]}")

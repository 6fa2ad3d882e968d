"""Trains the model: ``.venv-nlu/bin/python nlu/train.py [--data var]`` → var/nlu/model.tar.gz.

Deterministic: fixed seeds in config.yml, PYTHONHASHSEED=0. Prints one line, which `nlu/evaluate.py`
repeats: how long it took, by the clock and of one core; Rasa's own output is shown only when it
fails.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from settings import DEFAULT_DATA, NLU, environment, model_path, training_path


def train(data: Path) -> Path:
    """Train from nlu/ into ``data``/nlu/model.tar.gz and return that path.

    Raises:
        RuntimeError: Rasa failed; the message holds the end of its output.
    """
    model = model_path(data.resolve())
    model.parent.mkdir(parents=True, exist_ok=True)
    # A name of its own until it is whole: a server that starts meanwhile loads the old model.
    fresh = model.with_name("model-new.tar.gz")
    command = [
        str(Path(sys.executable).with_name("rasa")),
        # The data's own tests (tests/nlu) check more than Rasa's validation, which takes 8 s.
        *("train", "--force", "--quiet", "--skip-validation"),
        *("--config", "config.yml", "--domain", "domain.yml", "--data", "data"),
        *("--out", str(model.parent), "--fixed-model-name", "model-new"),
    ]
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        cwd=NLU,
        env=environment(data.resolve()),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 or not fresh.exists():
        raise RuntimeError(f"rasa train failed\n{(done.stdout + done.stderr)[-4000:]}")
    return fresh.replace(model)


def _took(started: float) -> dict[str, float]:
    """Seconds by the clock since ``started``, and of one core: a busy machine tells the first."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": round(time.perf_counter() - started, 1),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 1),
    }


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="data folder")
    started = time.perf_counter()
    try:
        model = train(parser.parse_args().data)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        # Whoever started us was told to end as well, and says so.
        return 130
    took = _took(started)
    training_path(model).write_text(json.dumps(took), encoding="utf-8")
    print(
        f"{model} ({model.stat().st_size / 1e6:.1f} MB, {took['seconds']:.0f} s, "
        f"{took['processor_seconds']:.0f} s of one core)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

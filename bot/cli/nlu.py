"""``motcua nlu``: train and measure the language understanding, in Rasa's own environment."""

import subprocess
import sys
from pathlib import Path

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, plain_errors, settings_for
from bot.serving.rasa import NLU, RasaError, rasa_python

app = typer.Typer(no_args_is_help=True, help=tr("Language understanding.", "Hiểu câu hỏi."))


@app.command(help=tr("Train the model.", "Huấn luyện."))
def train(data: DataOption = None) -> None:
    """Train from nlu/ into the data folder."""
    _run("train.py", data)


@app.command(help=tr("Measure the trained model.", "Đo chất lượng."))
def evaluate(data: DataOption = None) -> None:
    """Measure on the held-out sentences."""
    _run("evaluate.py", data)


def _run(script: str, data: Path | None) -> None:
    with plain_errors(RasaError):
        folder = settings_for(data).data.resolve()
        command = [str(rasa_python()), str(NLU / script), "--data", str(folder)]
    done = subprocess.run(command, check=False)  # noqa: S603
    sys.exit(done.returncode)

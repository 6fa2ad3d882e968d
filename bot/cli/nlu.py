"""``motcua nlu``: train and measure the language understanding, in Rasa's own environment."""

import subprocess
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, plain_errors, settings_for
from bot.serving.rasa import NLU, RasaError, note_trained, rasa_python

OutOption = Annotated[
    Path | None,
    typer.Option(help=tr("Folder for report, wrong cases, picture", "Thư mục ghi kết quả")),
]
app = typer.Typer(no_args_is_help=True, help=tr("Language understanding.", "Hiểu câu hỏi."))


@app.command(help=tr("Train the model.", "Huấn luyện."))
def train(data: DataOption = None) -> None:
    """Train from nlu/ into the data folder."""
    folder = _run("train.py", data)
    # Otherwise the next 'serve' would train the same again.
    note_trained(folder)


@app.command(help=tr("Measure the trained model.", "Đo chất lượng."))
def evaluate(out: OutOption = None, data: DataOption = None) -> None:
    """Measure on the held-out sentences; ``--out`` also draws the confusion matrix."""
    _run("evaluate.py", data, *(("--out", str(out.resolve())) if out else ()))


def _run(script: str, data: Path | None, *options: str) -> Path:
    """Run one of Rasa's scripts; a failure ends the command with the script's own exit code."""
    with plain_errors(RasaError):
        folder = settings_for(data).data.resolve()
        command = [str(rasa_python()), str(NLU / script), "--data", str(folder), *options]
    done = subprocess.run(command, check=False)  # noqa: S603
    if done.returncode:
        raise typer.Exit(done.returncode)
    return folder

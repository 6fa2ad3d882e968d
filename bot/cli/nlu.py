"""``motcua nlu``: train and measure the language understanding, in Rasa's own environment."""

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for
from bot.serving.rasa import NLU, RasaError, note_trained, rasa_python
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from knowledge.evaluating.mentions import Figures

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
    """Measure on the held-out sentences; ``--out`` also draws the confusion matrix.

    The procedure and its aspects are read off by the index, so they are measured here.
    """
    folder = _run("evaluate.py", data, *(("--out", str(out.resolve())) if out else ()))
    with plain_errors(KnowledgeError):
        found = _read_off(folder)
    for name, figures in found.items():
        shares = (figures.precision, figures.recall, figures.f1)
        told = " ".join("   n/a" if share is None else f"{share:6.3f}" for share in shares)
        echo(f"{name:26} {told} {figures.n:5}")


def _read_off(folder: Path) -> "dict[str, Figures]":
    """The figures of the index in ``folder``; loaded only here, for training needs none."""
    from knowledge.evaluating.mentions import own_mentions, read_off
    from knowledge.live import LiveKnowledge

    settings = settings_for(folder)
    knowledge = LiveKnowledge(settings.knowledge, settings.embedding_model)
    return read_off(knowledge.answerer, own_mentions())


def _run(script: str, data: Path | None, *options: str) -> Path:
    """Run one of Rasa's scripts; a failure ends the command with the script's own exit code."""
    with plain_errors(RasaError):
        folder = settings_for(data).data.resolve()
        command = [str(rasa_python()), str(NLU / script), "--data", str(folder), *options]
    done = subprocess.run(command, check=False)  # noqa: S603
    if done.returncode:
        raise typer.Exit(done.returncode)
    return folder

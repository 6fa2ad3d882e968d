"""``motcua serve``: build what is stale, train what is stale, then start everything."""

import os
import subprocess
import time

import httpx

from bot.cli.building import build
from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for
from bot.desk import load_calendar, load_service
from bot.serving.preflight import StartError, check
from bot.serving.rasa import NLU, RasaError, model_is_current, note_trained, rasa_python
from bot.serving.supervising import run_forever
from bot.settings import Settings
from bot.store import open_store
from knowledge.errors import KnowledgeError


def serve(data: DataOption = None) -> None:
    """Start the bot, the action server and Rasa; one Ctrl-C ends them all."""
    with plain_errors(StartError, RasaError, KnowledgeError):
        settings = settings_for(data)
        check(settings)
        # The bot would fail at these again and again under its watcher.
        load_service(load_calendar(settings.calendar), settings.service)
        open_store(settings.database).close()
        build(settings)
        train_if_stale(settings)
        announce(settings)
        run_forever(settings)


def train_if_stale(settings: Settings) -> None:
    """Train Rasa's model unless it was made from what is there now.

    Raises:
        RasaError: training failed.
    """
    data = settings.data.resolve()
    if model_is_current(data):
        return
    echo(
        tr(
            "Training the language model (about a minute) …",
            "Huấn luyện hiểu câu hỏi (khoảng một phút) …",
        )
    )
    command = [str(rasa_python()), str(NLU / "train.py"), "--data", str(data)]
    done = subprocess.run(command, check=False)  # noqa: S603
    if done.returncode:
        raise RasaError(tr("training failed, see above", "huấn luyện không xong, xem phía trên"))
    note_trained(data)


def announce(settings: Settings) -> None:
    """Say when the chat answers and when the dialogue is there, from a child that then ends."""
    if os.fork():
        return
    url = f"http://{settings.host}:{settings.port}"
    started = time.monotonic()
    _wait_for(f"{url}/healthz", 120)
    echo(
        tr(
            f"Chat and desk: {url}/chat and {url}/staff",
            f"Trò chuyện: {url}/chat · Bàn làm việc: {url}/staff",
        )
    )
    _wait_for(f"{url}/readyz", 180)
    seconds = time.monotonic() - started
    echo(
        tr(
            f"All parts ready after {seconds:.0f} s. Ctrl-C ends.",
            f"Sẵn sàng sau {seconds:.0f} giây. Nhấn Ctrl-C để dừng.",
        )
    )
    os._exit(0)


def _wait_for(url: str, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if httpx.get(url, timeout=3).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    os._exit(0)

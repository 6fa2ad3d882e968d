"""Write supervisor's configuration and hand this process over to it."""

import getpass
import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Template

from bot.serving.rasa import NLU, rasa_python
from bot.settings import Settings

_TEMPLATE = Path(__file__).with_name("supervisord.ini")
# Default thread pools made one-to-two-second stalls on two cores; each process works on one thread.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "SANIC_HOST": "127.0.0.1",
    "PYTHONUNBUFFERED": "1",
}


@dataclass(frozen=True)
class Program:
    """One process to watch; ``shown`` ones write to the terminal, the others to a log."""

    name: str
    command: str
    shown: bool = False


def programs(settings: Settings) -> list[Program]:
    """The three processes. Rasa and the action server are bound to loopback by their starters."""
    rasa = [str(rasa_python()), str(NLU / "serve.py")]
    rasa += ["--data", str(settings.data.resolve()), "--port", str(settings.rasa_port)]
    return [
        Program("actions", _quoted([sys.executable, "-m", "actions"])),
        Program("rasa", _quoted(rasa)),
        Program("bot", _quoted([sys.executable, "-m", "bot"]), shown=True),
    ]


def run_forever(settings: Settings) -> None:
    """Become the process manager; returns only by an error."""
    data = settings.data.resolve()
    logs = data / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    config = data / "supervisord.ini"
    text = Template(_TEMPLATE.read_text(encoding="utf-8"), trim_blocks=True).render(
        data=_escaped(data),
        logs=_escaped(logs),
        # Where 'serve' was called: the same .env and the same relative paths hold for its children.
        folder=_escaped(Path.cwd()),
        user=getpass.getuser() if os.getuid() == 0 else None,
        programs=programs(settings),
    )
    config.write_text(text, encoding="utf-8")
    environment = (
        os.environ
        | ENVIRONMENT
        | {
            "MOTCUA_DATA": str(data),
            "MOTCUA_ACTION_URL": f"{settings.actions_url}/webhook",
            "MOTCUA_TRACKER_DB": str(data / "nlu" / "tracker.db"),
        }
    )
    command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(config)]
    os.execve(sys.executable, command, environment)


def _quoted(parts: list[str]) -> str:
    return _escaped(shlex.join(parts))


def _escaped(value: str | Path) -> str:
    """``value`` as supervisor reads it back: '%' starts an expansion in its configuration."""
    return str(value).replace("%", "%%")

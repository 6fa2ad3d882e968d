"""Everything that 'motcua serve' runs, without its process manager: each part can be killed."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from bot.serving.rasa import NLU, PYTHON
from bot.store import Store, open_store
from tests.e2e.prepared import MOTCUA, Say
from tests.e2e.processes import Server, clean_environment, free_port, tail, wait_until
from tests.loopback.telegram import LoopbackTelegram
from tests.loopback.zalo import APP_ID, APP_SECRET, OA_ID, OA_SECRET, LoopbackZalo

READY_SECONDS = 300.0
COMMAND_SECONDS = 180.0
UNIT = "UBND phường Trấn Biên"


class StackError(Exception):
    """A server did not come up; the message holds the ends of all logs."""


class Stack:
    """Rasa, the action server and the bot on free ports, with web, Telegram and Zalo on."""

    def __init__(
        self, data: Path, telegram: LoopbackTelegram, zalo: LoopbackZalo, say: Say
    ) -> None:
        self.data = data
        self.telegram = telegram
        self.zalo = zalo
        self._say = say
        logs = data / "logs"
        logs.mkdir(exist_ok=True)
        port, rasa_port, actions_port = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.settings = {
            "MOTCUA_DATA": str(data),
            "MOTCUA_PORT": str(port),
            "MOTCUA_RASA_PORT": str(rasa_port),
            "MOTCUA_ACTIONS_PORT": str(actions_port),
            "MOTCUA_ACTION_URL": f"http://127.0.0.1:{actions_port}/webhook",
            "MOTCUA_TRACKER_DB": str(data / "nlu" / "tracker.db"),
            "MOTCUA_UNIT": UNIT,
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_BASE_URL": telegram.base_url,
            "ZALO_APP_ID": APP_ID,
            "ZALO_APP_SECRET": APP_SECRET,
            "ZALO_OA_ID": OA_ID,
            "ZALO_OA_SECRET_KEY": OA_SECRET,
            "ZALO_REFRESH_TOKEN": zalo.first_refresh_token(),
            "ZALO_API_BASE_URL": zalo.base_url,
            "ZALO_OAUTH_BASE_URL": zalo.base_url,
        }
        environment = clean_environment(self.settings)
        serve = [str(PYTHON), str(NLU / "serve.py"), "--data", str(data), "--port", str(rasa_port)]
        self.rasa = Server("rasa", serve, environment, logs)
        self.actions = Server("actions", [sys.executable, "-m", "actions"], environment, logs)
        self.bot = Server("bot", [sys.executable, "-m", "bot"], environment, logs)
        self.servers = (self.rasa, self.actions, self.bot)
        self.http = httpx.Client(base_url=self.url, timeout=30, trust_env=False)
        self.store: Store = open_store(f"sqlite:///{data / 'motcua.db'}")

    def start(self) -> None:
        """Start what does not run, and wait until all is ready.

        Raises:
            StackError: a server ended or took too long.
        """
        started = time.monotonic()
        for server in self.servers:
            if not server.running:
                server.start()
        self._say("stack: waiting for Rasa, the action server and the bot …")
        if not wait_until(lambda: self._ready() or self._broken(), READY_SECONDS, 0.5):
            raise StackError(
                f"not ready after {READY_SECONDS:.0f} s: {self.states()}\n{self.logs()}"
            )
        if self._broken():
            raise StackError(f"a server ended by itself\n{self.logs()}")
        self._say(f"stack: ready after {time.monotonic() - started:.0f} s at {self.url}")

    def stop(self) -> None:
        for server in reversed(self.servers):
            server.stop()

    def close(self) -> None:
        self.stop()
        self.http.close()
        self.store.close()

    def states(self) -> dict[str, Any]:
        """What /readyz says of each part; empty while the bot is away."""
        try:
            found: dict[str, Any] = self.http.get("/readyz").json()
        except (httpx.HTTPError, ValueError):
            return {}
        return found

    def logs(self) -> str:
        """The ends of all logs."""
        return "\n".join(f"--- {s.name} ---\n{tail(s.log)}" for s in self.servers)

    def motcua(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run one command of the command line beside the running servers."""
        return subprocess.run(
            [MOTCUA, *words],
            cwd=self.data,
            env=clean_environment(self.settings | more),
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )

    def _ready(self) -> bool:
        states = self.states()
        return bool(states) and all(states.values())

    def _broken(self) -> bool:
        return not all(server.running for server in self.servers)

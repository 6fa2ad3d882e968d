"""``motcua serve`` as a person runs it: in a terminal of its own, ended by Ctrl-C."""

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import httpx

from tests.e2e.prepared import MOTCUA
from tests.e2e.processes import clean_environment, free_port, wait_until

END_SECONDS = 40.0


class Terminal:
    """A session of its own, so that every process begun in it can be found again."""

    def __init__(self, data: Path, command: list[str], settings: Mapping[str, str]) -> None:
        self.log = data.parent / f"{data.name}-terminal.log"
        self._command = command
        self._environment = clean_environment(settings)
        self._folder = data
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def serve(cls, data: Path, **settings: str) -> "Terminal":
        """``motcua serve`` on free ports, unless ``settings`` name others."""
        return cls(data, [MOTCUA, "serve"], ports(data) | settings)

    def start(self) -> None:
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    @property
    def code(self) -> int | None:
        assert self._process is not None
        return self._process.poll()

    @property
    def members(self) -> dict[int, str]:
        """Living processes of the session, by pid; zombies do not count."""
        assert self._process is not None
        found = {}
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                name, _, rest = (folder / "stat").read_text().rpartition(") ")
                state, _, _, session, *_ = rest.split()
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (OSError, ValueError):
                continue
            if int(session) == self._process.pid and state != "Z":
                found[int(folder.name)] = line or name
        return found

    def ctrl_c(self) -> None:
        """What the terminal does: SIGINT to the process group in the foreground."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGINT)

    def ended(self, seconds: float = END_SECONDS) -> bool:
        """Whether nothing of the session is left within ``seconds``."""

        def gone() -> bool:
            return self.code is not None and not self.members

        return wait_until(gone, seconds)

    def sweep(self) -> None:
        """End what a failing test left."""
        for pid in self.members:
            os.kill(pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait(10)


def ports(data: Path) -> dict[str, str]:
    """Settings for a data folder on free ports."""
    return {
        "MOTCUA_DATA": str(data),
        "MOTCUA_PORT": str(free_port()),
        "MOTCUA_RASA_PORT": str(free_port()),
        "MOTCUA_ACTIONS_PORT": str(free_port()),
    }


def ready(port: str) -> bool:
    """Whether every part says so."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=3, trust_env=False).is_success
    except httpx.HTTPError:
        return False

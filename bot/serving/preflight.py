"""What has to be true before anything is started; each fault is one line that says what to do."""

import shutil
import socket
from contextlib import closing

from bot.settings import Settings

# Two environments are in place by then; what is still written is index, model and logs.
NEEDED_BYTES = 500 * 1024 * 1024


class StartError(Exception):
    """The product cannot start; the message is one line."""


def check(settings: Settings) -> None:
    """Look at ports and disk.

    Raises:
        StartError: a port is taken or there is no space.
    """
    for name, host, port in (
        ("MOTCUA_PORT", settings.host, settings.port),
        ("MOTCUA_RASA_PORT", "127.0.0.1", settings.rasa_port),
        ("MOTCUA_ACTIONS_PORT", "127.0.0.1", settings.actions_port),
    ):
        if not _is_free(host, port):
            raise StartError(f"{name}: port {port} is in use; stop what uses it or set {name}")
    settings.data.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data).free
    if free < NEEDED_BYTES:
        raise StartError(
            f"MOTCUA_DATA: only {free // 2**20} MB free at {settings.data}; "
            f"{NEEDED_BYTES // 2**20} MB are needed"
        )


def _is_free(host: str, port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True

"""What has to be true before anything is started; each fault is one line that says what to do."""

import errno
import os
import shutil
import socket
from contextlib import closing
from pathlib import Path

from bot.settings import Settings

# Two environments are in place by then; what is still written is index, model and logs.
NEEDED_BYTES = 500 * 1024 * 1024


class StartError(Exception):
    """The product cannot start; the message is one line."""


def check(settings: Settings) -> None:
    """Look at ports, the data folder and its disk.

    Raises:
        StartError: a port cannot be had, or data cannot be written.
    """
    ports: dict[int, str] = {}
    for name, host, port in (
        ("MOTCUA_PORT", settings.host, settings.port),
        ("MOTCUA_RASA_PORT", "127.0.0.1", settings.rasa_port),
        ("MOTCUA_ACTIONS_PORT", "127.0.0.1", settings.actions_port),
    ):
        if port in ports:
            raise StartError(f"{name}: port {port} is that of {ports[port]} too; set another")
        ports[port] = name
        _probe(name, host, port)
    _look_at_folder(settings.data)


def _probe(name: str, host: str, port: int) -> None:
    """Take the port for a moment.

    Raises:
        StartError: it is in use, or there is no such address on this machine.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, kind)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (socket.gaierror, UnicodeError):
        raise StartError(f"MOTCUA_HOST: there is no address '{host}'") from None
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise StartError(f"MOTCUA_HOST: '{host}' is not an address of this machine") from None
        if error.errno == errno.EACCES:
            raise StartError(f"{name}: this user may not open port {port}; set {name}") from None
        raise StartError(
            f"{name}: port {port} is in use; stop what uses it or set {name}"
        ) from None


def _look_at_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(data).free
    except OSError as error:
        raise StartError(f"MOTCUA_DATA: {data} cannot be made: {error.strerror}") from None
    if not os.access(data, os.W_OK | os.X_OK):
        raise StartError(f"MOTCUA_DATA: {data} cannot be written to by this user")
    if free < NEEDED_BYTES:
        raise StartError(
            f"MOTCUA_DATA: only {free // 2**20} MB free at {data}; "
            f"{NEEDED_BYTES // 2**20} MB are needed"
        )

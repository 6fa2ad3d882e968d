"""Starts the Rasa server on loopback: ``.venv-nlu/bin/python nlu/serve.py [--port 5005]``.

Replaces this process by Rasa's, so that a process manager's signals reach Rasa itself.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from settings import DEFAULT_DATA, NLU, environment, model_path


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="data folder")
    parser.add_argument("--port", type=int, default=5005)
    options = parser.parse_args()
    data = options.data.resolve()
    rasa = str(Path(sys.executable).with_name("rasa"))
    command = [
        rasa,
        *("run", "--enable-api", "--interface", "127.0.0.1", "--port", str(options.port)),
        *("--model", str(model_path(data)), "--endpoints", "endpoints.yml"),
        *("--credentials", "credentials.yml"),
    ]
    os.chdir(NLU)
    os.execve(rasa, command, environment(data))


if __name__ == "__main__":
    main()

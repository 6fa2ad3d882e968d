"""Build the index in a process of its own: the encoder's work must not slow the answers down."""

import asyncio
import shutil
import sys
from pathlib import Path

MOST_WORDS = 500


class RebuildError(Exception):
    """The build ended badly; the message is the end of what it said."""


async def rebuild(data: Path) -> None:
    """Run 'motcua knowledge build'; whoever answers swaps to the new index by itself.

    Raises:
        RebuildError: it failed; the old index goes on serving.
    """
    nice = shutil.which("nice")
    command = [sys.executable, "-m", "bot.cli", "knowledge", "build", "--data", str(data)]
    running = await asyncio.create_subprocess_exec(
        *([nice, "-n", "10"] if nice else []),
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        said, _ = await running.communicate()
    except asyncio.CancelledError:
        running.terminate()
        await running.wait()
        raise
    if running.returncode:
        raise RebuildError(said.decode(errors="replace").strip()[-MOST_WORDS:])

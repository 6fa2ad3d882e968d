"""A person's address in the logs of the processes."""

from pathlib import Path


def blot_out(logs: Path, address: str) -> int:
    """Write 'x' over ``address`` in every log, in place; returns how often it was there.

    In place and of the same length, because the processes hold the files open and append.
    """
    wanted = address.encode()
    found = 0
    for path in sorted(logs.glob("*.log*")):
        content = path.read_bytes()
        with path.open("r+b") as file:
            position = content.find(wanted)
            while position >= 0:
                file.seek(position)
                file.write(b"x" * len(wanted))
                found += 1
                position = content.find(wanted, position + len(wanted))
    return found

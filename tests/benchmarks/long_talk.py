"""A talk of two hundred messages through the running product.

``python -m tests.benchmarks.long_talk`` prints the median turn early and late in the talk, as the
bot itself counts it, and their ratio; ``--write`` renews the section 'long-talk' of
docs/benchmarks.md. MOTCUA_E2E_DATA keeps the data folder between runs.
"""

import argparse
import os
import statistics
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

from tests.benchmarks.page import write_section
from tests.e2e.prepared import prepare
from tests.e2e.stack import Stack
from tests.e2e.talk import Talk
from tests.loopback.telegram import LoopbackTelegram
from tests.loopback.zalo import LoopbackZalo

# Of what a talk is made; five, so that any five turns running hold each of them once.
SAID = (
    "làm khai sinh cần gì",
    "bao lâu có",
    "cảm ơn nhé",
    "đăng ký tạm trú cần gì",
    "quay lại",
)
EARLY = slice(2, 7)  # turns 3 to 7
LATE = slice(195, 205)  # turns 196 to 205
TURNS = 205
MOST = 1.5


def measure(stack: Stack) -> list[int]:
    """Milliseconds of each turn of one talk, in order."""
    Talk(stack.http).say("xin chào")  # whatever is loaded with the first message is loaded
    talk = Talk(stack.http)
    return [int(talk.say(said).reply["ms"]) for said in islice(cycle(SAID), TURNS)]


def main() -> int:
    """Hold the talk, print the figures; 1 when it has grown slower than promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew docs/benchmarks.md")
    chosen = parser.parse_args()
    data = Path(os.environ.get("MOTCUA_E2E_DATA") or tempfile.mkdtemp(prefix="motcua-talk-"))
    data.mkdir(parents=True, exist_ok=True)
    for name in ("motcua.db", "motcua.db-wal", "motcua.db-shm"):
        (data / name).unlink(missing_ok=True)
    prepare(data, print)
    with LoopbackTelegram() as telegram, LoopbackZalo() as zalo:
        stack = Stack(data, telegram, zalo, print)
        try:
            stack.start()
            took = measure(stack)
        finally:
            stack.close()
    early, late = statistics.median(took[EARLY]), statistics.median(took[LATE])
    line = (
        f"One talk of {TURNS} messages: turns 3–7 take {early:.0f} ms (median), turns 196–205 "
        f"{late:.0f} ms: {late / early:.2f} times."
    )
    sys.stdout.write(line + "\n")
    if chosen.write:
        write_section("long-talk", [f"- {line}"])
    return 0 if late <= MOST * early else 1


if __name__ == "__main__":
    sys.exit(main())

"""The transcript gallery: ``python -m tests.e2e.gallery`` plays the journeys, writes them down.

It starts the whole product, holds the conversations of ``12-journeys.yaml`` through the real Rasa
and action server, and writes docs/transcripts.md. A conversation that is not as it should be stops
it, and the file stays as it was.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

from tests.conftest import PROJECT_ROOT
from tests.e2e.prepared import prepare
from tests.e2e.script import Conversation, conversations, play
from tests.e2e.stack import Stack
from tests.e2e.talk import Talk
from tests.loopback.telegram import LoopbackTelegram
from tests.loopback.zalo import LoopbackZalo

OUT = PROJECT_ROOT / "docs" / "transcripts.md"
PREFIX = "hanh-trinh-"
# Told anew with every run; in the gallery they stand still.
_CODE = re.compile(r"\bPA-[A-Z0-9]{6}\b")
_DUE = re.compile(r"\d{1,2} giờ(?: \d{2})? (?:thứ \w+|Chủ nhật) \d{2}/\d{2}(?:/\d{4})?")
HEAD = """# Conversations, as they were held

Made by `python -m tests.e2e.gallery`, which plays
[the journeys](../tests/e2e/conversations/12-journeys.yaml) through the running product; do not edit
by hand. Codes and times are replaced by `PA-…` and `…`.
ND is the citizen, MC the assistant, [ ] a button.
"""


def main() -> int:
    """Hold all talks and write the file; 1 when one of them is not as it should be."""
    data = Path(os.environ.get("MOTCUA_E2E_DATA") or tempfile.mkdtemp(prefix="motcua-gallery-"))
    data.mkdir(parents=True, exist_ok=True)
    for name in ("motcua.db", "motcua.db-wal", "motcua.db-shm"):
        (data / name).unlink(missing_ok=True)
    prepare(data, print)
    parts, faults = [HEAD], []
    with LoopbackTelegram() as telegram, LoopbackZalo() as zalo:
        stack = Stack(data, telegram, zalo, print)
        try:
            stack.start()
            for conversation in conversations():
                if not conversation.id.startswith(PREFIX):
                    continue
                talk = Talk(stack.http)
                faults += [f"{conversation.id}: {fault}" for fault in play(conversation, talk)]
                parts.append(_written(conversation, talk))
        finally:
            stack.close()
    if faults:
        sys.stderr.write("\n".join(faults) + "\n")
        return 1
    OUT.write_text("\n".join(parts), encoding="utf-8")
    sys.stdout.write(f"{OUT}: {len(parts) - 1} conversations\n")
    return 0


def _written(conversation: Conversation, talk: Talk) -> str:
    lines = [f"## {conversation.about}", ""]
    for turn in talk.turns:
        lines.append(f"> **ND** {turn.said}")
        lines.append(">")
        for message in turn.messages:
            told = message["text"].replace("\n", "  \n> ")
            lines.append(f"> **MC** {told}")
        if turn.titles:
            lines.append(">\n> " + " ".join(f"`[{title}]`" for title in turn.titles))
        if turn.sources:
            named = "; ".join(
                source["title"] + (f" ({source['code']})" if source["code"] else "")
                for source in turn.sources
            )
            lines.append(f">\n> *Nguồn: {named}*")
        lines.append("")
    return _DUE.sub("…", _CODE.sub("PA-…", "\n".join(lines)))


if __name__ == "__main__":
    sys.exit(main())

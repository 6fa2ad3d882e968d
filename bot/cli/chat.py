"""``motcua chat``: the terminal as a channel, for trying things out and for the counter."""

import asyncio
import uuid

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for
from bot.messages import InboundMessage, OutboundMessage
from knowledge.errors import KnowledgeError


def chat(data: DataOption = None) -> None:
    """Talk to the assistant here; an empty line or Ctrl-D ends it."""
    from bot.services import assemble
    from bot.store import open_store

    with plain_errors(KnowledgeError):
        settings = settings_for(data)
        services = assemble(settings, open_store(settings.database))
    conversation = uuid.uuid4().hex[:12]
    echo(tr("Ask in Vietnamese; an empty line ends.", "Ông/bà cứ hỏi; để trống rồi Enter để thôi."))

    async def talk() -> None:
        shown: list[str] = []
        while line := await asyncio.to_thread(_line):
            # A number chooses one of the buttons that were shown last.
            chosen = line.isdigit() and 0 < int(line) <= len(shown)
            payload = shown[int(line) - 1] if chosen else None
            reply = await services.turns.handle(
                InboundMessage(
                    channel="terminal",
                    conversation=conversation,
                    update_id=uuid.uuid4().hex,
                    text=line,
                    payload=payload,
                )
            )
            shown = [b.payload for message in reply.messages for b in message.buttons]
            for message in reply.messages:
                echo(_rendered(message))

    asyncio.run(talk())


def _line() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""


def _rendered(message: OutboundMessage) -> str:
    lines = [message.text]
    for source in message.sources:
        checked = f", {source.checked_on:%d/%m/%Y}" if source.checked_on else ""
        lines.append(f"[{source.title} {source.code or ''}{checked}] {source.url or ''}".rstrip())
    lines += [f"  {n}. {button.title}" for n, button in enumerate(message.buttons, start=1)]
    return "\n".join(lines)

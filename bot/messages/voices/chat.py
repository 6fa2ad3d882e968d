"""Telegram and Zalo chat: a screen on a phone, buttons for what comes next."""

from bot.messages.brief import Brief, Label, Origin
from bot.messages.briefing.clauses import upper_first
from bot.messages.facts import Required
from bot.messages.neutral import Button, OutboundMessage, SourceLine, is_payload
from bot.messages.presenting import NEXT_STEPS
from bot.messages.voices.base import ChannelName, Options, Rendered, text_file
from bot.messages.voices.composing import (
    action,
    blocks,
    ended,
    fact_lines,
    lead_required,
    part_lines,
    source_line,
)
from bot.messages.voices.splitting import split_at_sentences
from knowledge.text import Aspect

# Bot API: 4096 characters after entities; sources and their links need room of their own.
TELEGRAM_MAX = 4096
# Zalo OA consultation message.
ZALO_MAX = 2000
_MOST_PAPERS = 8
_ASK_NEXT = (Aspect.STEPS, Aspect.ONLINE, Aspect.POST)
_KEPT = (Label.WHERE, Label.FEE, Label.TIME_LIMIT, Label.DATE, Label.PLACE, Label.DEADLINE,
         Label.CONTACT)  # fmt: skip


def render_telegram(brief: Brief, _: Options) -> Rendered:
    """Papers and key facts; the steps wait behind a button."""
    text = blocks(
        [brief.title, ended(upper_first(brief.lead))],
        part_lines(brief, "body"),
        part_lines(brief, "papers", _MOST_PAPERS),
        part_lines(brief, "bring"),
        part_lines(brief, "steps") if brief.origin is not Origin.PROCEDURE else [],
        fact_lines(brief),
        [action(brief)],
    )
    return _chat(ChannelName.TELEGRAM, brief, text, TELEGRAM_MAX)


def render_zalo(brief: Brief, _: Options) -> Rendered:
    """Shorter than Telegram: 2,000 characters, no markup, no editing afterwards."""
    text = blocks(
        [brief.title, ended(upper_first(brief.lead))],
        part_lines(brief, "body"),
        part_lines(brief, "bring"),
        part_lines(brief, "steps") if brief.origin is not Origin.PROCEDURE else [],
        fact_lines(brief, without=(Label.RESULT, Label.POST, Label.LEGAL)),
        [action(brief)],
    )
    return _chat(ChannelName.ZALO, brief, text, ZALO_MAX)


def _chat(channel: ChannelName, brief: Brief, text: str, most: int) -> Rendered:
    source = brief.sources[0]
    line = SourceLine(
        title=source.title,
        code=brief.code or source.reference,
        url=source.url,
        checked_on=brief.checked_on,
    )
    footer = "\n".join(part for part in (source_line(brief), source.url) if part)
    parts = split_at_sentences(text, most - len(footer) - 2)
    last = len(parts) - 1
    buttons = _buttons(brief)
    messages = tuple(
        OutboundMessage(
            text=part,
            buttons=buttons if index == last else (),
            sources=(line,) if index == last else (),
        )
        for index, part in enumerate(parts)
    )
    shown = [*parts[:-1], f"{parts[-1]}\n\n{footer}"]
    titles = [f"[{button.title}]" for button in buttons]
    whole = "\n\n— — —\n\n".join(shown) + ("\n\n" + " ".join(titles) if titles else "")
    return Rendered(
        channel=channel,
        text=whole,
        files=(text_file(whole),),
        required=(*brief.required(*_KEPT, short=False), *lead_required(brief), *_link(brief)),
        figures={"ký tự": len("".join(shown)), "tin": len(parts)},
        problems=tuple(f"dài {len(part)} ký tự, quá {most}" for part in shown if len(part) > most),
        messages=messages,
    )


def _link(brief: Brief) -> tuple[Required, ...]:
    url = brief.sources[0].url
    return (Required("đường dẫn nguồn", url),) if url else ()


def _buttons(brief: Brief) -> tuple[Button, ...]:
    buttons = []
    if brief.origin is Origin.PROCEDURE and brief.code:
        for aspect in _ASK_NEXT:
            intent, title = NEXT_STEPS[aspect]
            payload = f'/{intent}{{"procedure":"{brief.code}"}}'
            if is_payload(payload):
                buttons.append(Button(title=title, payload=payload))
    return (*buttons, Button(title="Gặp cán bộ", payload="/talk_to_human"))

"""Before anything goes out: the approved text beside its record as the record stands now."""

from dataclasses import replace

from bot.broadcasts.voices import Office, speak
from bot.messages import OutboundMessage, SourceLine
from bot.messages.brief import NotInForceError
from bot.messages.facts import check_facts


def differences(
    office: Office, source: str, channel: str, message: OutboundMessage
) -> tuple[str, ...]:
    """What ``message`` says otherwise than the record ``source``, one Vietnamese line each.

    An officer's own text, and a record of a kind without voices, have nothing to be compared with
    any more: they were compared when they were composed.
    """
    make = office.record(source)
    if make is None:
        return ()
    try:
        now = speak(make, channel)
    except NotInForceError as error:
        return (str(error),)
    stated = tuple(_shown(one) for one in message.sources)
    # When it was checked is true of the message, also after the record was checked once more.
    facts = replace(now.facts, context=(*now.facts.context, *_checked_on(message)))
    text = "\n\n".join((message.text, *stated))
    return tuple(str(one) for one in check_facts(facts, text, now.required))


def _shown(source: SourceLine) -> str:
    return "\n".join(part for part in (source.title, source.code, source.url) if part)


def _checked_on(message: OutboundMessage) -> tuple[str, ...]:
    return tuple(f"{one.checked_on:%d/%m/%Y}" for one in message.sources if one.checked_on)

"""What another system says of a dossier, put before the way to look it up oneself."""

import logging

from bot.conversation.status_connector import StatusConnector, StatusUnavailableError
from bot.desk.calendar import ZONE
from bot.messages import SourceLine
from bot.messages.texts import sentence
from bot.messages.wire import Request, Spoken

log = logging.getLogger(__name__)


async def with_status(spoken: Spoken, connector: StatusConnector) -> Spoken:
    """``spoken`` with the state of the dossier it asks about; unchanged when nothing is known."""
    if spoken.request is not Request.DOSSIER_STATUS:
        return spoken
    try:
        found = await connector.look_up(spoken.details["code"])
    except StatusUnavailableError as error:
        log.warning("the state of a dossier could not be asked for: %s", error)
        return spoken
    if found is None:
        return spoken
    moment = found.as_of.astimezone(ZONE)
    line = sentence(
        "dossier_known",
        code=found.code,
        status=found.status,
        source=found.source,
        moment=f"{moment:%H:%M ngày %d/%m/%Y}",
    )
    source = SourceLine(
        title=found.source, code=found.code, url=found.url, checked_on=moment.date()
    )
    _, _, how = spoken.message.text.partition("\n")
    told = {"text": f"{line}\n{how}".strip(), "sources": (source, *spoken.message.sources)}
    return spoken.model_copy(update={"message": spoken.message.model_copy(update=told)})

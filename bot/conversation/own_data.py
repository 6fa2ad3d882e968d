"""'Dữ liệu của tôi', 'xóa dữ liệu của tôi': what a person may ask of what is stored of them."""

import asyncio
import datetime as dt
import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation.incoming import Incoming
from bot.messages import (
    FileKind,
    InboundMessage,
    OutboundFile,
    OutboundMessage,
    Outcome,
    Reply,
)
from bot.messages.texts import message, sentence
from bot.messages.wire import Spoken
from bot.privacy.erasure import NobodyError, PersonalData, counts, person
from bot.privacy.notice import due
from bot.store import Conversation, Direction, Message, Store
from bot.store.models import utc_now
from knowledge.text import fold

EXPORT = "/export_my_data"
ERASE = "/erase_my_data"
# Only with its accents is 'đúng, xóa' not 'đừng xóa'.
_SURE = re.compile(
    r"(?:(?:đúng|có|ừ|vâng|dạ|ok|đồng ý|dong y|chắc chắn|xác nhận|xac nhan)[ ,]*)*"
    r"(?:xóa|xoá|xoa)(?: (?:hết|het|sạch|sach|đi|di|luôn|luon|giúp|giup|nhé|nhe|ạ))*"
)
_COPY = re.compile(r"\b(?:ban sao|mot ban|1 ban|ban copy)\b")
# A question asked longer ago is not answered by a press that may be a slip of the finger.
SURE_WITHIN = dt.timedelta(hours=1)


@dataclass(frozen=True)
class OwnData:
    """Carries out what the dialogue must not see; ``days`` is how long a talk is kept."""

    store: Store
    personal: PersonalData
    days: int

    async def erased(self, inbound: InboundMessage, incoming: Incoming) -> Reply | None:
        """Erase, when this message confirms that it is wanted; else None.

        Nothing of this turn is written down: it would be the first thing stored anew.
        """
        said = incoming.text.casefold().strip(" .!")
        sure = incoming.payload == ERASE or _SURE.fullmatch(said) is not None
        if not sure or not await asyncio.to_thread(self._said_last, inbound, "delete_my_data"):
            return None
        erased = await self.personal.erase(inbound.channel, inbound.conversation)
        kept = [sentence("data_kept", codes=", ".join(erased.kept))] if erased.kept else []
        text = "\n".join([sentence("data_erased"), *kept])
        return Reply(messages=(OutboundMessage(text=text),), outcome=Outcome.FORM)

    async def pressed(self, inbound: InboundMessage, incoming: Incoming) -> Spoken | None:
        """The copy that a button asks for; the question anew when 'erase' was pressed too late."""
        if incoming.payload == ERASE:
            return _spoken("delete_my_data")
        if incoming.payload != EXPORT and not await self._wants_copy(inbound, incoming):
            return None
        path = await asyncio.to_thread(
            self.personal.export_file, inbound.channel, inbound.conversation
        )
        file = OutboundFile(kind=FileKind.DOCUMENT, path=path, name="du-lieu-cua-toi.zip")
        spoken = _spoken("data_copy")
        filed = spoken.message.model_copy(update={"files": (file,)})
        return spoken.model_copy(update={"message": filed})

    async def _wants_copy(self, inbound: InboundMessage, incoming: Incoming) -> bool:
        """'Cho tôi một bản', right after we told what is stored."""
        asked = incoming.payload is None and _COPY.search(fold(incoming.text))
        return bool(asked) and await asyncio.to_thread(self._said_last, inbound, "my_data")

    def _said_last(self, inbound: InboundMessage, entry: str) -> bool:
        """Whether the last thing we said, a short while ago, is the text of ``entry``."""
        with self.store.session() as session:
            try:
                found = person(session, inbound.channel, inbound.conversation)
            except NobodyError:
                return False
            last = session.scalar(
                select(Message)
                .where(Message.conversation_id == found.id, Message.direction == Direction.BOT)
                .order_by(Message.id.desc())
                .limit(1)
            )
        return (
            last is not None
            and last.text.startswith(sentence(entry))
            and last.said_at > utc_now() - SURE_WITHIN
        )

    def notices(self, session: Session, conversation: Conversation, again: bool) -> list[str]:
        """The notice of the law, once a person; ``again``: at '/start' whenever it is given."""
        first = due(session, conversation)
        return [sentence("data_notice", days=self.days)] if first or again else []


def summary(session: Session, conversation: Conversation) -> str:
    """What is stored of this person, in one sentence."""
    found = counts(session, conversation.id)
    return sentence(
        "data_summary",
        messages=found.messages,
        cases=found.cases,
        subscriptions=found.subscriptions,
    )


def _spoken(name: str) -> Spoken:
    text, outcome = message(name)
    return Spoken(message=text, outcome=outcome)

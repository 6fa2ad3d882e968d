"""What officers write in the group: replies to people, and the two commands."""

import asyncio
import re
from collections.abc import Callable

from telegram import Message

from bot.channels import DeliveryError
from bot.channels.telegram.staff_group import wording
from bot.channels.telegram.staff_group.ledger import Ledger
from bot.channels.telegram.staff_group.links import ANSWERING, StaffLinks
from bot.channels.telegram.staff_group.room import Room
from bot.channels.telegram.wire_text import clean
from bot.desk import CaseError, Cases, Replies
from bot.store import Case, Staff, Store

_COMMAND = re.compile(r"/(?P<name>nhan|xong|link)(?:@\w+)?(?:\s.*)?", re.DOTALL)


class Officers:
    """Turns one message of the group into what the desk does; says so when it does nothing."""

    def __init__(
        self, store: Store, room: Room, ledger: Ledger, links: StaffLinks, replies: Replies
    ) -> None:
        self._store = store
        self._room = room
        self._ledger = ledger
        self._links = links
        self._replies = replies

    async def take(self, message: Message) -> None:
        """Handle one message; officers' talk among themselves is left alone."""
        if message.from_user is None or message.from_user.is_bot or not _has_content(message):
            return
        text = clean(message.text or "")
        command = _COMMAND.fullmatch(text)
        if command is not None and command["name"] == "link":
            await self._answer(message, wording.LINK_IN_PRIVATE)
            return
        case = await asyncio.to_thread(self._ledger.case_of, _thread(message), _answered(message))
        if case is None:
            if command is not None:
                await self._answer(message, wording.NO_CASE)
            return
        if await asyncio.to_thread(self._ledger.first_time, message.message_id, case.id):
            said = await self._done(message, case, text, command)
            if said is not None:
                await self._answer(message, said)

    async def _done(
        self, message: Message, case: Case, text: str, command: re.Match[str] | None
    ) -> str | None:
        """Do what the message asks for; what is to be said about it, if anything."""
        assert message.from_user is not None  # noqa: S101  (``take`` has looked)
        staff = await asyncio.to_thread(self._links.staff_of, message.from_user.id)
        if staff is None:
            return wording.NOT_LINKED
        if staff.role not in ANSWERING:
            return wording.NOT_ALLOWED
        if not text:
            return wording.WORDS_ONLY
        if command is None:
            return await self._tried(self._reply, message, case, staff, text)
        if command["name"] == "nhan":
            return await self._tried(self._claim, case, staff)
        return await self._tried(self._close, case, staff)

    @staticmethod
    async def _tried(act: Callable[..., str | None], *given: object) -> str | None:
        try:
            return await asyncio.to_thread(act, *given)
        except CaseError as error:
            return wording.REFUSED.format(why=error)

    def _reply(self, message: Message, case: Case, staff: Staff, text: str) -> None:
        self._claim(case, staff)
        self._replies.write(case.id, staff, text)
        self._ledger.became(message.message_id, case, staff)

    def _claim(self, case: Case, staff: Staff) -> str:
        with self._store.session() as session:
            Cases.claim(session, case.id, staff)
        return wording.CLAIMED.format(name=staff.name, code=case.code)

    def _close(self, case: Case, staff: Staff) -> None:
        self._claim(case, staff)
        self._replies.close(case.id, staff)

    async def _answer(self, message: Message, text: str) -> None:
        try:
            await self._room.say(text, _thread(message), message.message_id)
        except DeliveryError:
            # The officer sees no nod under the message either: nothing claims that it was sent.
            return


def _thread(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


def _answered(message: Message) -> int | None:
    return message.reply_to_message.message_id if message.reply_to_message else None


def _has_content(message: Message) -> bool:
    """Whether somebody wrote or sent something: not a topic opened, a member joined."""
    return bool(message.text or message.effective_attachment)

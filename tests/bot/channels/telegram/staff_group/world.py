"""A citizen's case, an officer's telephone and the officers' group on the loopback Telegram."""

from sqlalchemy import select

from bot.channels import Channel
from bot.channels.telegram.staff_group import StaffGroup, StaffLinks
from bot.conversation import Hub
from bot.desk import Replies
from bot.store import (
    Case,
    CaseState,
    Conversation,
    Direction,
    Message,
    Staff,
    StaffTopic,
    Store,
)
from tests.bot import people
from tests.bot.channels.telegram.helpers import until
from tests.loopback.telegram import FakeHandle, LoopbackTelegram, Sent, shapes

OFFICE = -1_009_000_000_777

LAN = 501

HOA = 9001


class World:
    """A citizen's case, an officer's telephone, the group; ``look`` is a second that passes."""

    def __init__(self, store: Store, telegram: LoopbackTelegram) -> None:
        self.store = store
        self.telegram = telegram
        self.channels: dict[str, Channel] = {}
        self.replies = Replies(store, self.channels, Hub())
        self.group = StaffGroup(store, self.replies, OFFICE)
        self.handle = FakeHandle()
        self.lan: Conversation = people.conversation(store, str(LAN))
        self.hoa: Staff = people.staff(store, "Hoa")
        self.say(Direction.CITIZEN, "Đèn đường ngõ 5 hỏng")
        self.case: Case = people.case(store, self.lan)

    def say(self, direction: Direction, text: str) -> None:
        with self.store.session() as session:
            session.add(Message(conversation_id=self.lan.id, direction=direction, text=text))

    async def look(self) -> None:
        await self.group.work()
        await self.replies.deliver()
        await self.group.work()

    def link(self, user: int = HOA) -> None:
        assert StaffLinks(self.store).redeem(user, StaffLinks(self.store).issue("Hoa"))

    @property
    def thread(self) -> int:
        with self.store.session() as session:
            found = session.scalar(select(StaffTopic.thread_id))
        assert found is not None
        return found

    def write(self, text: str, user: int = HOA, **fields: object) -> None:
        """An officer writes into the case's topic."""
        where = {"message_thread_id": self.thread, "is_topic_message": True} | fields
        self.telegram.push_text(OFFICE, text, sender=shapes.person(user), **where)

    @property
    def shown(self) -> list[Sent]:
        return [sent for sent in self.telegram.sent if sent.chat_id == OFFICE]

    @property
    def citizen_got(self) -> list[str]:
        return [sent.text for sent in self.telegram.sent if sent.chat_id == LAN]

    async def group_said(self, words: str) -> None:
        await until(lambda: any(words in sent.text for sent in self.shown))

    def state(self) -> CaseState:
        with self.store.session() as session:
            return session.get_one(Case, self.case.id).state

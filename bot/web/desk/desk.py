"""What officers do at the desk, each action with its permission; pages call these in a thread."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.broadcasts import Campaigns
from bot.desk import Cases, Replies
from bot.services import Services
from bot.store import CloseReason, Staff, Store
from bot.web.desk.roles import Permission, require


@dataclass(frozen=True)
class Desk:
    """The services behind the pages. ``drafts`` keeps unsent replies by officer and case."""

    services: Services
    replies: Replies
    campaigns: Campaigns
    drafts: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        """The store of the services."""
        return self.services.store

    def claim(self, staff: Staff, case_id: int) -> str:
        """Take a case; returns the conversation's name for the hub.

        Raises:
            NotAllowedError, CaseError: not this role, or somebody was faster.
        """
        require(staff, Permission.ANSWER)
        with self.store.session() as session:
            spoken = Cases.claim(session, case_id, staff).conversation
            return f"{spoken.channel}:{spoken.address}"

    def reply(self, staff: Staff, case_id: int, text: str) -> None:
        """Put a reply on its way.

        Raises:
            NotAllowedError, CaseError: not this role, or not the holder.
        """
        require(staff, Permission.ANSWER)
        self.replies.write(case_id, staff, text)
        self.drafts.pop((staff.id, case_id), None)

    def close(
        self,
        staff: Staff,
        case_id: int,
        reason: CloseReason = CloseReason.ANSWERED,
        answer: str | None = None,
        version: int | None = None,
    ) -> None:
        """Give the conversation back to the assistant.

        Raises:
            NotAllowedError, CaseError: not this role, not the holder, no answer, or a stale page.
        """
        require(staff, Permission.ANSWER)
        self.replies.close(case_id, staff, reason, answer, version)
        self.drafts.pop((staff.id, case_id), None)

    def work(self, staff: Staff, act: Callable[[Session], object]) -> None:
        """Do one thing with a case, in one transaction.

        Raises:
            NotAllowedError, CaseError: not this role, or what ``act`` refuses.
        """
        require(staff, Permission.ANSWER)
        with self.store.session() as session:
            act(session)

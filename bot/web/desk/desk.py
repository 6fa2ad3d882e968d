"""What officers do at the desk, each action with its permission; pages call these in a thread."""

from dataclasses import dataclass, field

from bot.broadcasts import Campaigns
from bot.desk import Cases, Replies
from bot.services import Services
from bot.store import Staff, Store
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

    def close(self, staff: Staff, case_id: int) -> None:
        """Give the conversation back to the assistant.

        Raises:
            NotAllowedError, CaseError: not this role, or not the holder.
        """
        require(staff, Permission.ANSWER)
        self.replies.close(case_id, staff)
        self.drafts.pop((staff.id, case_id), None)

    def draft(self, staff: Staff, source: str, channel: str, audience: str) -> int:
        """Make a broadcast's draft; returns its number.

        Raises:
            NotAllowedError, BroadcastError: not this role, or no such record or channel.
        """
        require(staff, Permission.DRAFT)
        answerer = self.services.knowledge.answerer
        return self.campaigns.create(answerer, source, channel, audience)

    def approve(self, staff: Staff, broadcast_id: int) -> None:
        """Approve a draft.

        Raises:
            NotAllowedError, BroadcastError: not this role, or no draft.
        """
        require(staff, Permission.APPROVE)
        self.campaigns.approve(broadcast_id, staff.name)

    def start(self, staff: Staff, broadcast_id: int) -> int:
        """Begin or go on sending; returns how many people it goes to.

        Raises:
            NotAllowedError, BroadcastError: not this role, not approved, or nobody to send to.
        """
        require(staff, Permission.SEND)
        return self.campaigns.start(broadcast_id)

    def stop(self, broadcast_id: int) -> None:
        """Stop sending; anyone at the desk may.

        Raises:
            BroadcastError: it is not being sent.
        """
        self.campaigns.stop(broadcast_id)

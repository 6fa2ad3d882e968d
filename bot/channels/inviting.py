"""Channels that can invite a person by an approved, paid message when their window is shut."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Prices:
    """What the platform asks for one invitation, in đồng; None where it does not say."""

    by_id: int | None = None
    by_phone: int | None = None


@runtime_checkable
class Inviting(Protocol):
    """Sends the ward's approved invitation to write again; each one costs money."""

    name: str

    @property
    def may_invite(self) -> bool:
        """Whether the ward has set an invitation; off by default."""
        ...

    async def prices(self) -> Prices:
        """What one costs now; raises a DeliveryError when the platform cannot be asked."""
        ...

    async def invite(self, conversation: str, code: str) -> None:
        """Invite somebody known by their id here, naming the case ``code``; as Channel.send."""
        ...

    async def invite_phone(self, phone: str, code: str) -> None:
        """Invite the owner of a mobile number that the citizen left; as Channel.send."""
        ...

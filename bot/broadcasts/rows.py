"""What passes between the ledger and a run."""

from dataclasses import dataclass
from enum import Enum

from bot.messages import OutboundMessage
from bot.store import DeliveryState

OPTED_OUT = "đã dừng nhận tin"
INTERRUPTED = "máy dừng khi tin đang trên đường đi"
GONE = "đã chặn hoặc rời kênh trước khi gửi"


@dataclass(frozen=True)
class Job:
    """A broadcast that is being sent."""

    id: int
    channel: str
    audience: str
    message: OutboundMessage
    source: str


@dataclass(frozen=True)
class Row:
    """One recipient, claimed."""

    id: int
    conversation: int
    address: str


@dataclass(frozen=True)
class Settled:
    """What became of a row."""

    row: Row
    state: DeliveryState
    note: str | None = None
    # Whether it says something about the list of recipients: a window that shut does not.
    telling: bool = True


class Leave(Enum):
    """Whether a claimed row may be handed to the network now."""

    GO = "go"
    DROPPED = "dropped"
    HELD = "held"


@dataclass(frozen=True)
class Recovered:
    """What a sender that died left behind: rows surely not sent, and rows nobody can tell of."""

    pending: int
    unknown: int

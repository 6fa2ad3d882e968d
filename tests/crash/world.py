"""A broadcast whose sender is killed again and again, and the books balanced afterwards."""

import contextlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.broadcasts import Campaigns
from bot.messages import OutboundMessage, SourceLine
from bot.store import Delivery, DeliveryState, Store, Subscription
from tests.crash.platforms import Platform

ROOT = Path(__file__).parents[2]
# Longest life of a sender before it is killed, in seconds: about 45 messages at Telegram's pace.
LONGEST_LIFE = 1.6
WHOLE_SECONDS = 300
MESSAGE = OutboundMessage(
    text="Từ ngày 01/12, bộ phận một cửa nhận hồ sơ cả sáng thứ Bảy.",
    sources=(SourceLine(title="Thông báo 12/TB-UBND"),),
)


@dataclass(frozen=True)
class Balance:
    """What the ledger says beside what the platform received."""

    recipients: int
    sent: int
    unknown: int
    unknown_arrived: int
    lost: int
    doubled: int
    open: int
    kills: int

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.recipients} recipients: {self.sent} sent, "
            f"{self.unknown} unknown ({self.unknown_arrived} of them arrived), "
            f"{self.lost} lost, {self.doubled} doubled, {self.open} open"
        )


def begun(store: Store, platform: Platform, people: int) -> int:
    """A broadcast to ``people`` subscribers, being sent; returns its id."""
    known = platform.know(store, people)
    with store.session() as session:
        session.add_all(Subscription(conversation_id=one, topic="all") for one in known)
    campaigns = Campaigns(store)
    made = campaigns.draft(MESSAGE, "thu-bay", platform.channel, "all", by="Lan")
    campaigns.approve(made, "Hoa")
    # Tests run at any hour.
    assert campaigns.start(made, urgent=True) == people
    return made


@contextlib.contextmanager
def sender(store: Store, platform: Platform) -> Iterator[subprocess.Popen[str]]:
    """The sender's process, once it has recovered; killed at the end if it still lives."""
    url = store.engine.url.render_as_string(hide_password=False)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.sending", url, platform.channel, *platform.arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("recovered"), "the sender did not start"
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def killed(store: Store, platform: Platform, times: int, chance: random.Random) -> int:
    """Start the sender and kill it, ``times`` times at random points; how often it was alive."""
    alive = 0
    for _ in range(times):
        with sender(store, platform) as process:
            try:
                process.wait(chance.uniform(0.0, LONGEST_LIFE))
            except subprocess.TimeoutExpired:
                alive += 1
    return alive


def finished(store: Store, platform: Platform) -> None:
    """Start it once more and let it come to its end by itself."""
    with sender(store, platform) as process:
        assert process.wait(WHOLE_SECONDS) == 0


def balance(store: Store, platform: Platform, broadcast: int, kills: int) -> Balance:
    """Compare the ledger with what the platform received."""
    received = platform.received()
    with store.session() as session:
        rows = session.query(Delivery).filter_by(broadcast_id=broadcast).all()
        states = {row.conversation.address: row.state for row in rows}
    sent = {address for address, state in states.items() if state is DeliveryState.SENT}
    unknown = {address for address, state in states.items() if state is DeliveryState.UNKNOWN}
    return Balance(
        recipients=len(states),
        sent=len(sent),
        unknown=len(unknown),
        unknown_arrived=sum(address in received for address in unknown),
        # Said to be sent and not received, or nowhere: neither sent nor known to be open.
        lost=sum(address not in received for address in sent),
        doubled=sum(number > 1 for number in received.values()),
        open=len(states) - len(sent) - len(unknown),
        kills=kills,
    )

"""Results in people's numbers, and what an officer decides about the unknown ones."""

import pytest

from bot.broadcasts import BroadcastError
from bot.broadcasts.results import Results, results, send_unknown_again, unknown_rows
from bot.channels import Refused, UnknownDelivery, Unreachable
from bot.store import Activity, Subscription
from bot.store.models import utc_now
from tests.bot.broadcasts.conftest import Sending


async def test_everyone_is_counted_where_they_belong(sending: Sending) -> None:
    made = sending.begun(6)
    sending.channel.errors["dân 0"].append(Unreachable("blocked"))
    sending.channel.errors["dân 1"].append(Refused("bad"))
    sending.channel.errors["dân 2"].append(UnknownDelivery("time-out"))
    with sending.store.session() as session:
        row = session.query(Subscription).order_by(Subscription.id.desc()).first()
        assert row is not None
        row.ended_at = utc_now()
    await sending.sender.work()
    assert results(sending.store, made) == Results(
        total=6, pending=0, delivered=2, unreachable=1, refused=1, opted_out=1, unknown=1
    )
    with sending.store.session() as session:
        (activity,) = session.query(Activity).all()
        assert (activity.source, activity.reached) == (f"broadcast:{made}", 2)


async def test_the_unknown_ones_are_sent_again_only_by_a_person(sending: Sending) -> None:
    made = sending.begun(3)
    sending.channel.errors["dân 1"].append(UnknownDelivery("time-out"))
    with pytest.raises(BroadcastError, match="đang gửi"):
        send_unknown_again(sending.store, made)
    await sending.sender.work()
    (row,) = unknown_rows(sending.store, made)
    assert (row.address, row.why) == ("dân 1", "time-out")
    assert send_unknown_again(sending.store, made) == 1
    await sending.sender.work()
    assert results(sending.store, made).delivered == 3
    with pytest.raises(BroadcastError, match="không còn tin nào chưa rõ"):
        send_unknown_again(sending.store, made)
    with sending.store.session() as session:
        (activity,) = session.query(Activity).all()
        assert activity.reached == 3

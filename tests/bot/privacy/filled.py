"""A person with a row in every room, to be copied out or erased."""

import datetime as dt

from sqlalchemy import select

from bot.store import (
    Broadcast,
    Case,
    CaseKind,
    CaseState,
    CitizenFile,
    Consent,
    Conversation,
    Delivery,
    DeliveryState,
    Direction,
    FileState,
    Message,
    Store,
    Subscription,
)

WORDS = "giếng nhà tôi bị ô nhiễm quá lâu rồi"
LONG_AGO = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def fill(
    store: Store, address: str, channel: str = "telegram", seen: dt.datetime = LONG_AGO
) -> int:
    """Fill every table with ``address``; returns the conversation's number."""
    with store.session() as session:
        who = Conversation(channel=channel, address=address, started_at=seen, last_seen_at=seen)
        news = Broadcast(source="faq", channel=channel, audience="all", message={"text": "tin"})
        session.add_all([who, news])
        session.flush()
        trace = {"question": WORDS}
        session.add_all(
            [
                Message(conversation_id=who.id, direction=Direction.CITIZEN, text=WORDS),
                Message(conversation_id=who.id, direction=Direction.BOT, text="Dạ.", trace=trace),
                Subscription(conversation_id=who.id, topic="all", ended_at=seen),
                Consent(conversation_id=who.id, version=1),
                Delivery(
                    broadcast_id=news.id,
                    conversation_id=who.id,
                    state=DeliveryState.SENT,
                    note=f"sent to {address}",
                ),
                _case(who.id, f"D{address[::-1]}", CaseKind.QUESTION, CaseState.CLOSED),
            ]
        )
        session.flush()
        photo = session.scalars(select(Message.id).where(Message.conversation_id == who.id)).first()
        session.add(CitizenFile(message_id=photo, number=0, state=FileState.LEFT))
    return who.id


def feedback(store: Store, conversation: int, code: str) -> None:
    """Add a feedback that the office still handles."""
    with store.session() as session:
        session.add(_case(conversation, code, CaseKind.FEEDBACK, CaseState.NEW))


def _case(conversation: int, code: str, kind: CaseKind, state: CaseState) -> Case:
    return Case(
        code=code[:12],
        conversation_id=conversation,
        kind=kind,
        state=state,
        question=WORDS,
        reason="form",
        details={"what": WORDS, "contact": "nhà ông Tư đầu hẻm"},
    )

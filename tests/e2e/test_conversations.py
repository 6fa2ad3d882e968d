"""Conversations through the real dialogue, one test each."""

import pytest

from tests.e2e.script import Conversation, conversations, play
from tests.e2e.talk import Talk

ALL = conversations()
LEAST = 60


@pytest.mark.parametrize("conversation", ALL, ids=lambda conversation: conversation.id)
def test_conversation(
    conversation: Conversation, talk: Talk, request: pytest.FixtureRequest
) -> None:
    if conversation.falls_short:
        request.applymarker(pytest.mark.xfail(reason=conversation.falls_short, strict=True))
    faults = play(conversation, talk)
    shown = "\n".join(f"  {fault}" for fault in faults)
    assert not faults, f"{conversation.about}\n{shown}\n{talk.transcript()}"


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= LEAST

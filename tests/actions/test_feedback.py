"""The feedback form: checked, read back, handed to the bot which stores it."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.feedback import (
    FEEDBACK_SLOTS,
    MAX_SHOWN,
    ActionFeedbackReview,
    ActionFeedbackSubmit,
    ValidateFeedbackForm,
)
from bot.messages import Outcome
from bot.messages.wire import Request
from tests.actions.acting import DOMAIN, Talk

WHAT = "Đèn đường ngõ 5 hỏng ba hôm nay"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (WHAT, WHAT),
        (f"  {WHAT}  ", WHAT),
        ("hỏng", None),
        ("", None),
        (None, None),
        ("       a", None),
    ],
)
def test_a_few_words_at_least_are_wanted(said: str | None, kept: str | None) -> None:
    tracker = Tracker("a", {}, {}, [], False, None, {}, "")
    found = ValidateFeedbackForm().validate_feedback_what(
        said, CollectingDispatcher(), tracker, DOMAIN
    )
    assert found == {"feedback_what": kept}


async def test_it_is_read_back_before_anything_is_sent(talk: Talk) -> None:
    talk.slots |= {"feedback_what": WHAT, "feedback_where": "Ngõ 5"}
    spoken = await talk.hear(ActionFeedbackReview(), "inform", "Ngõ 5")
    assert spoken.outcome is Outcome.FORM
    assert spoken.request is None
    for part in (WHAT, "Ngõ 5", "không"):
        assert part in spoken.message.text
    assert [button.payload for button in spoken.message.buttons] == ["/affirm", "/cancel"]
    assert talk.slots["feedback_ready"] is True


async def test_a_long_story_is_read_back_short_and_sent_whole(talk: Talk) -> None:
    story = "kể rất dài " * 200
    talk.slots |= {"feedback_what": story}
    read_back = await talk.hear(ActionFeedbackReview(), "inform", "x")
    assert len(read_back.message.text) < MAX_SHOWN + 300
    sent = await talk.hear(ActionFeedbackSubmit(), "affirm", "đúng")
    assert sent.details["what"] == story


async def test_braces_in_it_are_only_text(talk: Talk) -> None:
    talk.slots |= {"feedback_what": "{unit} {0} <b>đèn</b> hỏng"}
    spoken = await talk.hear(ActionFeedbackReview(), "inform", "x")
    assert "{unit} {0} <b>đèn</b> hỏng" in spoken.message.text


async def test_confirmed_it_goes_to_the_bot_and_the_form_is_empty(talk: Talk) -> None:
    talk.slots |= {"feedback_what": WHAT, "feedback_where": "Ngõ 5", "feedback_ready": True}
    spoken = await talk.hear(ActionFeedbackSubmit(), "affirm", "đúng, gửi đi")
    assert spoken.request is Request.FEEDBACK
    assert spoken.details == {"what": WHAT, "where": "Ngõ 5", "contact": ""}
    assert [talk.slots[slot] for slot in FEEDBACK_SLOTS] == [None] * 4

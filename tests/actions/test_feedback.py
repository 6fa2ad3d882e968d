"""The feedback form: checked, read back, handed to the bot which stores it."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.feedback import (
    FEEDBACK_SLOTS,
    MAX_SHOWN,
    ActionAskFeedbackContact,
    ActionFeedbackKind,
    ActionFeedbackReview,
    ActionFeedbackSubmit,
    ValidateFeedbackForm,
)
from bot.desk.routing import FeedbackKind
from bot.messages import Outcome
from bot.messages.wire import Awaits, Request
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
    assert [button.payload for button in spoken.message.buttons] == [
        "/affirm",
        "/go_back",
        "/feedback_kind",
        "/cancel",
    ]
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
    assert spoken.details == {
        "what": WHAT,
        "where": "Ngõ 5",
        "contact": "",
        "kind": "infrastructure",
    }
    assert {talk.slots[slot] for slot in FEEDBACK_SLOTS} == {None}


ALL = ["feedback_what", "feedback_where", "feedback_who", "feedback_contact"]


async def _wanted(slots: dict[str, str]) -> list[str]:
    tracker = Tracker("a", slots, {}, [], False, None, {}, "")
    return await ValidateFeedbackForm().required_slots(ALL, CollectingDispatcher(), tracker, DOMAIN)


@pytest.mark.parametrize(
    ("what", "asks"),
    [
        (WHAT, False),
        ("cán bộ quầy số 3 nói năng khó nghe", False),
        ("cán bộ thái độ hách dịch", True),
        ("can bo thai do hach dich", True),
    ],
)
async def test_about_whom_is_asked_only_where_somebody_is_complained_of_and_not_named(
    what: str, asks: bool
) -> None:
    assert ("feedback_who" in await _wanted({"feedback_what": what})) is asks


async def test_who_is_complained_of_travels_with_it_for_the_desk_alone(talk: Talk) -> None:
    talk.slots |= {"feedback_what": "chị Lan quầy số 3 quát tôi", "feedback_ready": True}
    spoken = await talk.hear(ActionFeedbackSubmit(), "affirm", "đúng")
    assert spoken.details["about_staff"] == "chị Lan quầy số 3"
    assert "Lan" not in spoken.message.text


async def test_a_number_left_as_contact_is_never_in_the_tracker(talk: Talk) -> None:
    """The bot keeps it sealed and sends a mark in its place."""
    tracker = Tracker("a", {}, {}, [], False, None, {}, "")
    found = ValidateFeedbackForm().validate_feedback_contact(
        '/inform{"contact":"kept"}', CollectingDispatcher(), tracker, DOMAIN
    )
    assert found == {"feedback_contact": "số ông/bà vừa gửi, đã cất riêng"}


async def test_the_bot_is_told_what_is_asked_for(talk: Talk) -> None:
    spoken = await talk.hear(ActionAskFeedbackContact(), "inform", "Ngõ 5")
    assert spoken.awaits is Awaits.FEEDBACK_CONTACT


async def test_the_kind_may_be_changed_when_it_is_read_back(talk: Talk) -> None:
    talk.slots |= {"feedback_what": WHAT, "feedback_ready": True}
    offered = await talk.hear(ActionFeedbackKind(), "feedback_kind", "/feedback_kind")
    assert len(offered.message.buttons) == len(FeedbackKind)
    read_back = await talk.press(ActionFeedbackKind(), offered.message.buttons[5].payload)
    assert "Vệ sinh môi trường" in read_back.message.text
    sent = await talk.hear(ActionFeedbackSubmit(), "affirm", "đúng")
    assert sent.details["kind"] == "environment"


async def test_there_is_no_kind_to_change_without_a_feedback(talk: Talk) -> None:
    spoken = await talk.hear(ActionFeedbackKind(), "feedback_kind", "/feedback_kind")
    assert spoken.outcome is Outcome.SMALLTALK


async def test_a_denunciation_is_not_swallowed_by_the_form(talk: Talk) -> None:
    talk.slots |= {"feedback_what": "tôi tố cáo ông Bình nhận tiền"}
    await talk.hear(ActionFeedbackReview(), "inform", "x")
    assert "thủ tục riêng theo luật" in talk.said[0].message.text

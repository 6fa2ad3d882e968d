"""The desk's page of messages: who may prepare them, and what is shown."""

import datetime as dt

import pytest

from bot.messages.briefing import Sources, UnknownSourceError
from bot.messages.voices import ChannelName, Options
from bot.settings import Settings
from bot.store import Role, Staff
from bot.web.desk.messages.panel import NAMES
from bot.web.desk.messages.rendering import shown
from bot.web.desk.roles import NotAllowedError

OPTIONS = Options(today=dt.date(2026, 11, 22), audio=False)


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources.shipped()


def _staff(role: Role) -> Staff:
    return Staff(name="lan", role=role)


def test_paper_is_shown_as_pictures_and_the_rest_as_text(sources: Sources) -> None:
    channels = (ChannelName.SMS, ChannelName.NOTICE)
    sms, notice = shown(
        _staff(Role.EDITOR), Settings(), sources, "1.001193", channels, None, OPTIONS
    )
    assert sms.pictures == ()
    assert sms.checked.passed
    assert notice.pictures[0].startswith("data:image/png;base64,")


def test_a_role_that_drafts_nothing_prepares_nothing(sources: Sources) -> None:
    with pytest.raises(NotAllowedError):
        shown(
            _staff(Role.APPROVER),
            Settings(),
            sources,
            "1.001193",
            (ChannelName.SMS,),
            None,
            OPTIONS,
        )


def test_an_unknown_source_is_told(sources: Sources) -> None:
    with pytest.raises(UnknownSourceError):
        shown(_staff(Role.ADMIN), Settings(), sources, "x", (ChannelName.SMS,), None, OPTIONS)


def test_every_channel_has_a_name() -> None:
    assert set(NAMES) == set(ChannelName)

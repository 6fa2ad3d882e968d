"""Topics of news and hamlets: by name in a sentence, by button, by id."""

import pytest

from bot.messages.neutral import is_payload
from bot.messages.topics import (
    MOST_BUTTONS,
    hamlet_topic,
    topic_buttons,
    topic_in,
    topic_name,
)

HAMLETS = ("Khu phố 1", "Khu phố 12", "Thôn Đông Hạ")


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("cho tôi nhận tin về lừa đảo", "an-toan"),
        ("dang ky nhan tin vneid", "vneid"),
        ("tin của khu phố 12 thôi", "noi-khu-pho-12"),
        ("tin khu pho 1", "noi-khu-pho-1"),
        ("nhà tôi ở thôn đông hạ", "noi-thon-dong-ha"),
        ("nhận tin bộ phận một cửa", "mot-cua"),
        ("đăng ký nhận tin", None),
        ("khu phố 13", None),
        ("", None),
    ],
)
def test_what_a_sentence_names(said: str, topic: str | None) -> None:
    assert topic_in(said, HAMLETS) == topic


def test_hamlets_come_first_and_every_button_can_be_pressed() -> None:
    buttons = topic_buttons(HAMLETS)
    assert [button.title for button in buttons[:3]] == [f"Chỉ nhận: {name}" for name in HAMLETS]
    assert len(buttons) == MOST_BUTTONS
    assert all(is_payload(button.payload) for button in buttons)
    assert buttons[1].payload == '/subscribe{"topic":"noi-khu-pho-12"}'


def test_names_are_told_as_people_say_them() -> None:
    assert topic_name(hamlet_topic("Khu phố 1"), HAMLETS) == "Khu phố 1"
    assert topic_name("an-toan") == "Cảnh báo lừa đảo"
    assert topic_name("tin-rieng") == "tin-rieng"

"""Long steps are read one by one, in one place on the screen."""

from bot.messages import OutboundMessage
from bot.messages.presenting import present
from knowledge.live import LiveKnowledge
from knowledge.text import Aspect
from tests.bot.records import BIRTH, LONG_STEPS, MARRIAGE


def titles(message: OutboundMessage) -> list[str]:
    return [button.title for button in message.buttons]


def pressed(knowledge: LiveKnowledge, message: OutboundMessage, title: str) -> OutboundMessage:
    payload = next(button.payload for button in message.buttons if button.title == title)
    number = int(payload.rpartition('":"')[2].rstrip('"}'))
    return present(knowledge.answerer.step(MARRIAGE, number)).message


def test_from_the_list_through_every_step_and_back(knowledge: LiveKnowledge) -> None:
    shown = present(knowledge.answerer.about(MARRIAGE, (Aspect.STEPS,))).message
    assert "Xem từng bước" in titles(shown)
    assert not shown.replaces, "a new answer is a new message"
    shown = pressed(knowledge, shown, "Xem từng bước")
    assert titles(shown) == ["Bước sau ▶", "Xem gọn các bước"]
    assert "Bước 1/3:" in shown.text
    assert LONG_STEPS[0].strip() in shown.text, "the step is not told whole"
    assert shown.replaces
    assert shown.sources
    shown = pressed(knowledge, pressed(knowledge, shown, "Bước sau ▶"), "Bước sau ▶")
    assert titles(shown) == ["◀ Bước trước", "Xem gọn các bước"]
    assert "Bước 3/3: Hai bên nhận" in shown.text
    shown = pressed(knowledge, shown, "Xem gọn các bước")
    assert shown.replaces
    assert "1. Hai bên nam" in shown.text
    assert "Xem từng bước" in titles(shown)


def test_a_step_that_is_not_there_gives_the_list(knowledge: LiveKnowledge) -> None:
    listed = present(knowledge.answerer.about(MARRIAGE, (Aspect.STEPS,))).message
    for number in (-1, 0, 4, 999):
        assert present(knowledge.answerer.step(MARRIAGE, number)).message.text == listed.text


def test_without_long_steps_nothing_is_paged(knowledge: LiveKnowledge) -> None:
    shown = present(knowledge.answerer.step(BIRTH, 1)).message
    assert not shown.replaces
    assert "Xem từng bước" not in titles(shown)
    assert knowledge.answerer.step("0.000000", 1).page is None

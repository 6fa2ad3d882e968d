"""News by subscription: everything, a topic or a hamlet; ended by one word."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.bands import unsure, which_of_two
from actions.services import services
from actions.speaking import entity, speak, text_of
from bot.messages.texts import message
from bot.messages.topics import topic_buttons, topic_in, topic_name
from bot.messages.wire import Request, Spoken


class ActionSubscribe(Action):  # type: ignore[misc]
    """'Đăng ký nhận tin' of everything at once; a topic or hamlet that is named narrows it."""

    def name(self) -> str:
        return "action_subscribe"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if asked := unsure(tracker) and which_of_two(tracker):
            speak(dispatcher, asked)
            return []
        hamlets = services().hamlets
        pressed = text_of(tracker).startswith("/")
        topic = entity(tracker, "topic") if pressed else topic_in(text_of(tracker), hamlets)
        if topic:
            text, outcome = message("subscribed_topic", topic=topic_name(topic, hamlets))
            details = {"topic": topic}
        else:
            text, outcome = message("subscribed", unit=services().unit)
            text = text.model_copy(update={"buttons": topic_buttons(hamlets)})
            details = {}
        spoken = Spoken(message=text, outcome=outcome, request=Request.SUBSCRIBE, details=details)
        speak(dispatcher, spoken)
        return []


class ActionUnsubscribe(Action):  # type: ignore[misc]
    """'Dừng nhận tin': of one topic when it is named, else of everything."""

    def name(self) -> str:
        return "action_unsubscribe"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        hamlets = services().hamlets
        pressed = text_of(tracker).startswith("/")
        topic = entity(tracker, "topic") if pressed else topic_in(text_of(tracker), hamlets)
        if topic:
            text, outcome = message("unsubscribed_topic", topic=topic_name(topic, hamlets))
        else:
            text, outcome = message("unsubscribed")
        details = {"topic": topic} if topic else {}
        spoken = Spoken(message=text, outcome=outcome, request=Request.UNSUBSCRIBE, details=details)
        speak(dispatcher, spoken)
        return []

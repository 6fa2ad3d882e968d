"""The quiz: the bot holds the round, so an action only says what is wanted."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking import entity, intent_of, say
from bot.messages.wire import Request

_REQUESTS = {
    "start_quiz": Request.QUIZ_START,
    "quiz_answer": Request.QUIZ_ANSWER,
    "quiz_result": Request.QUIZ_RESULT,
}


class ActionQuiz(Action):  # type: ignore[misc]
    """A round begins, a question is answered, a result is wanted."""

    def name(self) -> str:
        return "action_quiz"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        intent = intent_of(tracker)
        named = {name: entity(tracker, name) for name in ("option", "question")}
        details = {name: value for name, value in named.items() if value}
        say(dispatcher, intent, _REQUESTS[intent], details)
        return []

"""A stored answer again: its question put to the knowledge of now, beside what was found then."""

from dataclasses import dataclass
from typing import Any

from bot.messages.presenting import trace_of
from knowledge.live import LiveKnowledge


class NoTraceError(Exception):
    """The message is no answer of the knowledge, so there is nothing to replay."""


@dataclass(frozen=True)
class Replay:
    """Both traces have the shape of ``trace_of``; ``then`` may lack what was not kept yet."""

    question: str
    then: dict[str, Any]
    now: dict[str, Any]

    @property
    def same(self) -> bool:
        """Whether the state and the first candidate are as they were."""
        return self._gist(self.then) == self._gist(self.now)

    @staticmethod
    def _gist(trace: dict[str, Any]) -> tuple[Any, Any]:
        hits = trace.get("hits") or [{}]
        return trace.get("state"), hits[0].get("key")


def replay(knowledge: LiveKnowledge, trace: dict[str, Any] | None) -> Replay:
    """Ask the question of ``trace`` again, without what the conversation was about before it.

    Raises:
        NoTraceError: there is no question in ``trace``.
    """
    question = (trace or {}).get("question")
    if trace is None or not isinstance(question, str) or not question:
        raise NoTraceError("this message holds no question and candidates; give a bot's answer")
    # The answerer first: the versions are those of the index that answered.
    answer = knowledge.answerer.answer(question)
    return Replay(question, trace, trace_of(answer, question, knowledge.versions))

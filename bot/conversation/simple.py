"""Simple mode: without the dialogue, straight from the index, and saying so."""

import re

from bot.messages import OutboundMessage, Outcome
from bot.messages.presenting import LISTS, NEXT_STEPS, present, trace_of
from bot.messages.texts import message, sentence
from bot.messages.wire import Request, Spoken
from knowledge.answers import FIRST, State, Topic
from knowledge.live import LiveKnowledge
from knowledge.text import fold

# What must work in every state of the system, told by their own words alone.
_COMMANDS = {
    "dung": Request.UNSUBSCRIBE,
    "dung nhan tin": Request.UNSUBSCRIBE,
    "huy nhan tin": Request.UNSUBSCRIBE,
    "dang ky nhan tin": Request.SUBSCRIBE,
}
_PERSON = ("gap can bo", "gap nguoi", "noi chuyen voi can bo", "/talk_to_human")
_FIXED = {
    "chao": "greet",
    "xin chao": "greet",
    "alo": "greet",
    "cam on": "thanks",
    "cam on nhe": "thanks",
    "tam biet": "goodbye",
    "du lieu cua toi": "my_data",
    "xoa du lieu cua toi": "delete_my_data",
}
_BUTTON = re.compile(
    r'/(?P<intent>\w+)\{"procedure":"(?P<procedure>[^"]+)"'
    r'(?:,"option":"(?P<step>\d{1,3})"|,"page":"(?P<part>\d{1,3})")?\}'
)
_ASPECTS = {intent: aspect for aspect, (intent, _) in NEXT_STEPS.items()} | {
    intent: aspect for aspect, intent in LISTS.items()
}


class SimpleMode:
    """Answers one message; follow-ups by what was last told about, no forms."""

    def __init__(self, knowledge: LiveKnowledge, unit: str) -> None:
        self._knowledge = knowledge
        self._unit = unit

    def answer(self, text: str, subject: str | None = None, *, in_form: bool = False) -> Spoken:
        """The best that can be said about ``text``.

        ``subject`` is what was last told about. ``in_form``: a form or a quiz waits for an answer,
        which cannot be taken now; a question in between is answered all the same.
        """
        folded = fold(text).strip(" .!?")
        if request := _COMMANDS.get(folded):
            name = "subscribed" if request is Request.SUBSCRIBE else "unsubscribed"
            said = OutboundMessage(text=sentence(name, unit=self._unit))
            return Spoken(message=said, outcome=Outcome.FORM, request=request)
        if any(words in folded for words in _PERSON):
            said, outcome = message("talk_to_human")
            return Spoken(message=said, outcome=outcome)
        if text.startswith("/"):
            return self._pressed(text)
        if fixed := _FIXED.get(folded):
            said, outcome = message(fixed, unit=self._unit)
            request = Request.MY_DATA if fixed == "my_data" else None
            return Spoken(message=said, outcome=outcome, request=request)
        answer = self._knowledge.answerer.answer(text, Topic(subject))
        if in_form and answer.state is not State.ANSWERED:
            return _paused()
        spoken = present(answer, trace_of(answer, text, self._knowledge.versions))
        note = f"{spoken.message.text}\n{sentence('simple_mode')}"
        return spoken.model_copy(
            update={"message": spoken.message.model_copy(update={"text": note})}
        )

    def _pressed(self, payload: str) -> Spoken:
        button = _BUTTON.fullmatch(payload)
        name = payload.removeprefix("/")
        if name in ("cancel", "delete_my_data"):
            said, outcome = message(name)
            return Spoken(message=said, outcome=outcome)
        if name in ("affirm", "deny", "go_back", "give_feedback", "start_quiz"):
            return _paused()
        if button is None:
            said, outcome = message("greet", unit=self._unit)
            return Spoken(message=said, outcome=outcome)
        aspect = _ASPECTS.get(button["intent"])
        answerer = self._knowledge.answerer
        if button["step"] is not None:
            answer = answerer.step(button["procedure"], int(button["step"]))
        else:
            aspects = (aspect,) if aspect else ()
            answer = answerer.about(button["procedure"], aspects, int(button["part"] or FIRST))
        return present(answer, trace_of(answer, payload, self._knowledge.versions))


def _paused() -> Spoken:
    """What waits for an answer goes on when the dialogue is back."""
    return Spoken(message=OutboundMessage(text=sentence("form_paused")), outcome=Outcome.FORM)

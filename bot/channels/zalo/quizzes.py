"""A quiz answered by letter: right or wrong is told at once, by the quiz that was sent."""

from bot.channels.zalo.choices import QuizAnswer
from bot.channels.zalo.constants import CHANNEL
from bot.channels.zalo.plain import LETTERS
from bot.conversation.journal import Journal
from bot.messages import InboundMessage, OutboundMessage
from bot.store import Direction, Message, Store


class QuizReplies:
    """Writes the answer and what was said to it into the journal."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def answer(self, inbound: InboundMessage, given: QuizAnswer) -> OutboundMessage | None:
        """What to say; None for a delivery that was answered before."""
        reply = OutboundMessage(text=verdict(given))
        with self._store.session() as session:
            if not Journal.first_time(session, CHANNEL, inbound.update_id):
                return None
            conversation = Journal.conversation(session, CHANNEL, inbound.conversation)
            chosen = f"{LETTERS[given.chosen]}. {given.quiz.options[given.chosen]}"
            session.add(
                Message(conversation_id=conversation.id, direction=Direction.CITIZEN, text=chosen)
            )
            session.flush()
            session.add(
                Message(
                    conversation_id=conversation.id,
                    direction=Direction.BOT,
                    text=reply.text,
                    trace={"message": reply.model_dump(mode="json")},
                )
            )
        return reply


def verdict(given: QuizAnswer) -> str:
    """Right or wrong, the right option, and the explanation that came with the question."""
    right = given.quiz.correct
    option = f"{LETTERS[right]}. {given.quiz.options[right]}"
    first = "Đúng rồi ạ." if given.chosen == right else "Chưa đúng ạ."
    return f"{first} Đáp án: {option}\n{given.quiz.explanation}".strip()

"""Which quiz was sent where: Telegram tells of an answer only who gave it, not in which chat."""

from telegram import PollAnswer

from bot.channels.telegram.constants import POLLS_REMEMBERED
from bot.messages import InboundMessage

ANSWER = '/quiz_answer{{"option":"{option}"}}'
"""``option`` counts from 1, as numbered choices do on channels without polls."""


class Polls:
    """Remembers the latest quizzes; one from before a restart counts as sent in private."""

    def __init__(self) -> None:
        self._chats: dict[str, int | str] = {}

    def sent(self, poll_id: str, chat: int | str) -> None:
        """Note that a quiz stands in ``chat``."""
        self._chats[poll_id] = chat
        if len(self._chats) > POLLS_REMEMBERED:
            del self._chats[next(iter(self._chats))]

    def answered(self, channel: str, update_id: int, answer: PollAnswer) -> InboundMessage | None:
        """Return the answer as a message of the person's own talk.

        None for one taken back, and in a group: there Telegram itself shows each who was right.

        Raises:
            TypeError: the user or the option is no number.

        """
        if answer.user is None or not answer.option_ids:
            return None
        if type(answer.user.id) is not int or type(answer.option_ids[0]) is not int:
            # The library does not check what it is given.
            raise TypeError("poll_answer")
        if self._chats.get(answer.poll_id, answer.user.id) != answer.user.id:
            return None
        return InboundMessage(
            channel=channel,
            conversation=str(answer.user.id),
            update_id=str(update_id),
            payload=ANSWER.format(option=answer.option_ids[0] + 1),
        )

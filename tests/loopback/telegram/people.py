"""What people do on the loopback Telegram: they write, press, block."""

from typing import Any

from tests.loopback.telegram import shapes
from tests.loopback.telegram.errors import forbidden
from tests.loopback.telegram.shapes import Json
from tests.loopback.telegram.state import State


class People:
    """Turns what people do into updates for the bot; every push returns its update_id."""

    def __init__(self, state: State) -> None:
        self.state = state

    def push_text(self, chat_id: int, text: str, **fields: Any) -> int:
        """Someone writes ``text``; returns the update_id. In a group, person 1000 writes."""
        return self.push_message(chat_id, text=text, **fields)

    def push_message(self, chat_id: int, **fields: Any) -> int:
        """Someone sends a message with these fields of the Bot API's Message."""
        with self.state.changed:
            self.state.meet(chat_id)
            number = next(self.state.message_ids)
            sender = fields.pop("sender", None) or _sender(chat_id)
            return self.push_update({"message": shapes.message(number, chat_id, sender, **fields)})

    def push_callback(self, chat_id: int, data: str, message_id: int | None = None) -> int:
        """Someone presses a button under ``message_id``, else under the last one with buttons."""
        with self.state.changed:
            under = next(
                m
                for m in reversed(self.state.sent)
                if m.chat_id == chat_id
                and (m.message_id == message_id if message_id else m.keyboard)
            )
            query_id = str(next(self.state.query_ids))
            self.state.open_queries.add(query_id)
            pressed = self.state.message_of(under)
            query = shapes.callback_query(query_id, _sender(chat_id), pressed, data)
            return self.push_update({"callback_query": query})

    def push_poll_answer(self, user_id: int, poll_id: str, *options: int) -> int:
        """Someone answers a poll that is not anonymous."""
        answer = {"poll_id": poll_id, "user": shapes.person(user_id), "option_ids": list(options)}
        answer["option_persistent_ids"] = [str(number) for number in options]
        return self.push_update({"poll_answer": answer})

    def push_update(self, raw: Json) -> int:
        """Any update as it stands; an update_id is given unless it brings one."""
        return self.state.push(raw)

    def block(self, chat_id: int) -> None:
        """The person blocks the bot: 403 from now on, and the bot is told."""
        self.state.refuse([chat_id], forbidden("bot was blocked by the user"))
        self._tell_membership(chat_id, "member", "kicked")

    def unblock(self, chat_id: int) -> None:
        self.state.refuse([chat_id], None)
        self._tell_membership(chat_id, "kicked", "member")

    def _tell_membership(self, chat_id: int, old: str, new: str) -> None:
        change = shapes.membership(chat_id, _sender(chat_id), self.state.bot, old, new)
        self.push_update({"my_chat_member": change})


def _sender(chat_id: int) -> Json:
    return shapes.person(chat_id if chat_id > 0 else 1000)

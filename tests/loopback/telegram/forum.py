"""Topics of a forum (core.telegram.org/bots/api#createforumtopic)."""

from tests.loopback.telegram.errors import bad_request
from tests.loopback.telegram.params import Params
from tests.loopback.telegram.sending import writable_chat
from tests.loopback.telegram.shapes import Json
from tests.loopback.telegram.state import State, Topic

NAME_MAX = 128


def create_forum_topic(state: State, params: Params) -> Json:
    chat_id = _forum(state, params)
    name = params.text("name")
    if not 1 <= len(name) <= NAME_MAX:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "topic name is too long")
    number = next(state.message_ids)
    state.topics[chat_id, number] = Topic(name)
    return {"message_thread_id": number, "name": name, "icon_color": 7322096}


def close_forum_topic(state: State, params: Params) -> bool:
    return _set_closed(state, params, True)


def reopen_forum_topic(state: State, params: Params) -> bool:
    return _set_closed(state, params, False)


def get_chat(state: State, params: Params) -> Json:
    chat_id = writable_chat(state, params)
    chat: Json = {
        "id": chat_id,
        "type": "supergroup" if chat_id < 0 else "private",
        "title": "Tổ một cửa",
        "accent_color_id": 1,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat_id in state.forums:
        chat["is_forum"] = True
    return chat


def _set_closed(state: State, params: Params, closed: bool) -> bool:
    chat_id = _forum(state, params)
    topic = state.topics.get((chat_id, params.integer("message_thread_id")))
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    return True


def _forum(state: State, params: Params) -> int:
    chat_id = writable_chat(state, params)
    if chat_id not in state.forums:
        raise bad_request("the chat is not a forum")
    return chat_id

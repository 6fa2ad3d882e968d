"""Methods that put something before people.

Descriptions of errors are undocumented: error codes and parameters are the real ones, wordings are
the known ones, unconfirmed for the keyboard's.
"""

from typing import Any

from tests.loopback.telegram.errors import bad_request
from tests.loopback.telegram.html_text import parse_html, utf16_length
from tests.loopback.telegram.params import Params
from tests.loopback.telegram.shapes import Json
from tests.loopback.telegram.state import Sent, State

TEXT_MAX = 4096
CAPTION_MAX = 1024
CALLBACK_DATA_MAX_BYTES = 64
BUTTONS_MAX = 100
BUTTONS_PER_ROW_MAX = 8
ANSWER_MAX = 200
# A few of those that core.telegram.org/bots/api#reactiontypeemoji lists.
REACTIONS = {"👍", "👎", "❤", "👌", "🙏"}
CHAT_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
}  # fmt: skip


def send_message(state: State, params: Params) -> Json:
    chat_id = writable_chat(state, params)
    text, entities = formatted(params)
    keyboard = keyboard_of(params)
    return deliver(
        state,
        params,
        chat_id,
        text=text,
        html=params.text("text"),
        entities=entities,
        keyboard=keyboard,
    )


def deliver(state: State, params: Params, chat_id: int, **content: Any) -> Json:
    """Put a message that was found right into the chat and its topic."""
    thread, reply_to = _thread(state, params, chat_id), _reply_to(state, params, chat_id)
    state.floods.count(chat_id)
    sent = Sent(
        chat_id=chat_id,
        message_id=next(state.message_ids),
        at=state.clock(),
        params=params.values,
        thread=thread,
        reply_to=reply_to,
        **content,
    )
    state.sent.append(sent)
    return state.message_of(sent)


def _thread(state: State, params: Params, chat_id: int) -> int | None:
    number = params.integer("message_thread_id")
    if not number:
        return None
    topic = state.topics.get((chat_id, number))
    if topic is None:
        raise bad_request("message thread not found")
    return number


def _reply_to(state: State, params: Params, chat_id: int) -> int | None:
    wanted = params.object("reply_parameters")
    if not wanted:
        return None
    number = int(wanted["message_id"])
    if number not in state.seen[chat_id]:
        if wanted.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return number


def edit_message_text(state: State, params: Params) -> Json:
    chat_id = writable_chat(state, params)
    sent = state.find(chat_id, params.integer("message_id"))
    if sent is None:
        raise bad_request("message to edit not found")
    if sent.kind != "text":
        raise bad_request("there is no text in the message to edit")
    text, entities = formatted(params)
    keyboard = keyboard_of(params)
    if (text, entities, keyboard) == (sent.text, sent.entities, sent.keyboard):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    sent.text, sent.html = text, params.text("text")
    sent.entities, sent.keyboard = entities, keyboard
    return state.message_of(sent)


def send_chat_action(state: State, params: Params) -> bool:
    writable_chat(state, params)
    if params.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def set_message_reaction(state: State, params: Params) -> bool:
    chat_id = writable_chat(state, params)
    number = params.integer("message_id")
    if number not in state.seen[chat_id] and state.find(chat_id, number) is None:
        raise bad_request("message to react not found")
    for reaction in params.object("reaction") or ():
        if reaction.get("emoji") not in REACTIONS:
            raise bad_request("REACTION_INVALID")
    return True


def answer_callback_query(state: State, params: Params) -> bool:
    query_id = params.text("callback_query_id")
    if query_id not in state.open_queries:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if utf16_length(params.text("text")) > ANSWER_MAX:
        raise bad_request("MESSAGE_TOO_LONG")
    state.open_queries.discard(query_id)
    return True


def writable_chat(state: State, params: Params) -> int:
    given = params.text("chat_id")
    if not given:
        raise bad_request("chat_id is empty")
    known = state.chats.get(int(given)) if given.lstrip("-").isdigit() else None
    if known is None:
        raise bad_request("chat not found")
    if known.refusal is not None:
        raise known.refusal
    return int(given)


def formatted(params: Params, field: str = "text") -> tuple[str, list[Json]]:
    raw = params.text(field)
    mode = params.text("parse_mode").lower()
    if mode not in {"", "html"}:
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(raw) if mode else (raw.strip(), [])
    if not text and field == "text":
        raise bad_request("message text is empty")
    if utf16_length(text) > (TEXT_MAX if field == "text" else CAPTION_MAX):
        raise bad_request(
            "message is too long" if field == "text" else "message caption is too long"
        )
    return text, entities


def keyboard_of(params: Params) -> list[list[Json]]:
    markup = params.object("reply_markup")
    if markup is None:
        return []
    rows: Any = markup.get("inline_keyboard", []) if isinstance(markup, dict) else None
    if not isinstance(rows, list):
        raise bad_request("object expected as reply markup")
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS_MAX or any(len(row) > BUTTONS_PER_ROW_MAX for row in rows):
        raise bad_request("reply markup is too long")
    for button in buttons:
        if not button.get("text"):
            raise bad_request("inline keyboard button text must be non-empty")
        data = button.get("callback_data")
        if data is None and "url" not in button:
            raise bad_request("Text buttons are unallowed in the inline keyboard")
        if data is not None and not 1 <= len(data.encode()) <= CALLBACK_DATA_MAX_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    return rows

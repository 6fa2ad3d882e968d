"""Methods that send files and polls (core.telegram.org/bots/api#sendphoto, #sendpoll)."""

from typing import Any

from tests.loopback.telegram.errors import ApiError, bad_request
from tests.loopback.telegram.html_text import utf16_length
from tests.loopback.telegram.params import Params
from tests.loopback.telegram.sending import deliver, formatted, keyboard_of, writable_chat
from tests.loopback.telegram.shapes import Json
from tests.loopback.telegram.state import State

UPLOAD_MAX = 50_000_000
PHOTO_MAX = 10_000_000
QUESTION_MAX = 300
OPTION_MAX = 100
OPTIONS_MAX = 12
EXPLANATION_MAX = 200
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")


def send_photo(state: State, params: Params) -> Json:
    content = _file(params, "photo")
    if len(content) > PHOTO_MAX:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_MAX} bytes"
        )
    if not content.startswith(_IMAGES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return _send_file(state, params, "photo", content)


def send_document(state: State, params: Params) -> Json:
    return _send_file(state, params, "document", _file(params, "document"))


def _file(params: Params, name: str) -> bytes:
    content = params.values.get(name)
    if content is None:
        raise bad_request(f"there is no {name} in the request")
    if not isinstance(content, bytes):
        raise bad_request("wrong remote file identifier specified: can't unserialize it")
    if len(content) > UPLOAD_MAX:
        raise ApiError(413, "Request Entity Too Large")
    if not content:
        raise bad_request("file must be non-empty")
    return content


def _send_file(state: State, params: Params, kind: str, content: bytes) -> Json:
    chat_id = writable_chat(state, params)
    text, entities = formatted(params, "caption")
    message = deliver(
        state,
        params,
        chat_id,
        text=text,
        html=params.text("caption"),
        entities=entities,
        keyboard=keyboard_of(params),
        kind=kind,
        file=content,
        file_name=params.file_names.get(kind, ""),
    )
    state.files[f"sent-{message['message_id']}"] = content
    return message


def send_poll(state: State, params: Params) -> Json:
    chat_id = writable_chat(state, params)
    question = params.text("question")
    if not question:
        raise bad_request("poll question must be non-empty")
    if utf16_length(question) > QUESTION_MAX:
        raise bad_request(f"poll question length must not exceed {QUESTION_MAX}")
    options = [_option(option) for option in params.object("options") or ()]
    if len(options) < 2:
        raise bad_request("poll must have at least 2 option")
    if len(options) > OPTIONS_MAX:
        raise bad_request(f"poll can't have more than {OPTIONS_MAX} options")
    poll_id = str(next(state.query_ids))
    poll: Json = {
        "id": poll_id,
        "question": question,
        "options": [
            {"text": text, "voter_count": 0, "persistent_id": str(number)}
            for number, text in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": not params.text("is_anonymous") or params.flag("is_anonymous"),
        "type": params.text("type") or "regular",
        "allows_multiple_answers": params.flag("allows_multiple_answers"),
        "allows_revoting": params.flag("allows_revoting"),
        "members_only": False,
    }
    if poll["type"] == "quiz":
        poll |= _quiz(params, len(options))
    content = {"text": question, "html": question, "keyboard": keyboard_of(params)}
    message = deliver(state, params, chat_id, kind="poll", poll=poll, **content)
    state.polls[poll_id] = (chat_id, poll)
    return message


def _option(option: Any) -> str:
    text = option.get("text", "") if isinstance(option, dict) else str(option)
    if not text:
        raise bad_request("poll options must be non-empty")
    if utf16_length(text) > OPTION_MAX:
        raise bad_request(f"poll options length must not exceed {OPTION_MAX}")
    return text


def _quiz(params: Params, options: int) -> Json:
    right = params.object("correct_option_ids")
    if right is None and params.text("correct_option_id"):
        right = [params.integer("correct_option_id")]
    if not right or not all(0 <= number < options for number in right):
        raise bad_request("wrong correct option ID specified")
    explanation = params.text("explanation")
    if utf16_length(explanation) > EXPLANATION_MAX or explanation.count("\n") > 2:
        raise bad_request("explanation is too long")
    return {"correct_option_ids": right, "explanation": explanation}

"""openapi.zalo.me: messages, users, tags, quota, with the documented limits."""

from collections.abc import Callable

from tests.loopback.zalo.news import (
    article_create,
    article_verify,
    broadcast,
    template_by_phone,
    template_by_uid,
    template_info,
    template_quota,
)
from tests.loopback.zalo.state import (
    FREE_SECONDS,
    WINDOW_SECONDS,
    ApiError,
    Json,
    Person,
    Sent,
    State,
)

BUTTON_TYPES = {
    "oa.open.url": dict,
    "oa.query.show": str,
    "oa.query.hide": str,
    "oa.open.phone": dict,
    "oa.open.sms": dict,
}


def message_cs(state: State, body: Json) -> Json:
    """POST /v3.0/oa/message/cs."""
    recipient = _object(body, "recipient")
    person = state.person(recipient.get("user_id"))
    if person.banned:
        raise ApiError(-227, "User is banned or has been inactive for more than 45 days")
    if person.blocked:
        raise ApiError(-244, "User has restricted this type of message")
    age = None if person.last_interaction is None else state.now() - person.last_interaction
    if age is None or age >= WINDOW_SECONDS:
        raise ApiError(-230, "User has not interacted with the OA in the past 7 days")
    quota = "reply" if age < FREE_SECONDS else "sub_quota"
    return _deliver(state, recipient["user_id"], body, "cs", person, quota)


def legacy(state: State, body: Json) -> Json:
    """POST /v2.0/oa/message: anonymous visitors and broadcasts only."""
    recipient = _object(body, "recipient")
    if "target" in recipient:
        return broadcast(state, body)
    if "anonymous_id" not in recipient:
        raise ApiError(-240, "MessageV2 API has been shut down")
    if not recipient.get("conversation_id"):
        raise ApiError(-201, "conversation_id is invalid")
    return _deliver(state, recipient["anonymous_id"], body, "v2", None, "reply")


def _deliver(
    state: State, to: str, body: Json, path: str, person: Person | None, quota: str
) -> Json:
    message = _object(body, "message")
    text = message.get("text", "")
    if not isinstance(text, str) or len(text) > 2000:
        raise ApiError(-210, "text is over limit")
    attachment = message.get("attachment")
    if not text and not attachment:
        raise ApiError(-201, "message is empty")
    buttons = _attached(state, attachment) if attachment else ()
    number = f"{state.number():024x}"
    state.sent.append(Sent(to, text, number, path, buttons, attachment, quota))
    if person is not None:
        person.received += 1
    return {
        "message_id": number,
        "user_id": to,
        "sent_time": str(int(state.now() * 1000)),
        "quota": {"quota_type": quota},
    }


def _attached(state: State, attachment: Json) -> tuple[Json, ...]:
    payload = attachment.get("payload")
    if not isinstance(payload, dict):
        raise ApiError(-201, "attachment is invalid")
    if attachment.get("type") == "file":
        _known_upload(state, payload.get("token"))
        return ()
    if attachment.get("type") != "template":
        raise ApiError(-201, "attachment type is invalid")
    kind = payload.get("template_type")
    elements = payload.get("elements", [])
    if kind == "media":
        if len(elements) != 1 or elements[0].get("media_type") not in {"image", "gif", "sticker"}:
            raise ApiError(-201, "elements are invalid")
        if not elements[0].get("url"):
            _known_upload(state, elements[0].get("attachment_id"))
    elif kind == "request_user_info":
        if len(elements) != 1 or len(elements[0]["title"]) > 100:
            raise ApiError(-201, "elements are invalid")
    elif kind == "list":
        if not 1 <= len(elements) <= 5:
            raise ApiError(-201, "elements are invalid")
    elif kind is not None:
        raise ApiError(-233, "template type is not supported")
    return _buttons(payload.get("buttons", []))


def _buttons(buttons: list[Json]) -> tuple[Json, ...]:
    if len(buttons) > 5:
        raise ApiError(-201, "buttons are over limit")
    for button in buttons:
        wanted = BUTTON_TYPES.get(button.get("type", ""))
        payload = button.get("payload")
        if wanted is None or not isinstance(payload, wanted):
            raise ApiError(-201, "button is invalid")
        if not 1 <= len(button.get("title", "")) <= 100:
            raise ApiError(-201, "button title is invalid")
        if isinstance(payload, str) and not 1 <= len(payload) <= 1000:
            raise ApiError(-201, "button payload is invalid")
    return tuple(buttons)


def _known_upload(state: State, upload: object) -> None:
    if upload not in state.uploads:
        raise ApiError(-100, "attachment_id is invalid or expired")


def upload(state: State, kind: str, name: str, content: bytes) -> Json:
    """POST /v2.0/oa/upload/<kind>."""
    suffix = name.rpartition(".")[2].lower()
    allowed = {"image": {"jpg", "jpeg", "png"}, "file": {"pdf", "doc", "docx", "csv"}}[kind]
    limit = {"image": 1024 * 1024, "file": 5 * 1024 * 1024}[kind]
    if suffix not in allowed or len(content) > limit or not content:
        raise ApiError(-201, "file is invalid")
    number = f"up{state.number()}"
    state.uploads[number] = name, content
    return {"attachment_id": number} if kind == "image" else {"token": number}


def get_oa(state: State, _: Json) -> Json:
    return state.oa


def user_list(state: State, data: Json) -> Json:
    """GET /v3.0/oa/user/getlist."""
    offset, count = data.get("offset", 0), data.get("count", 50)
    if not 0 <= offset <= 9951 or not 1 <= count <= 50:
        raise ApiError(-201, "offset or count is invalid")
    found = [
        user
        for user, person in sorted(state.people.items())
        if person.follows and ("tag_name" not in data or data["tag_name"] in person.tags)
    ]
    page = [{"user_id": user} for user in found[offset : offset + count]]
    return {"total": len(found), "count": count, "offset": offset, "users": page}


def user_detail(state: State, data: Json) -> Json:
    """GET /v3.0/oa/user/detail."""
    import datetime as dt

    person = state.person(data.get("user_id"))
    last = person.last_interaction
    day = "" if last is None else f"{dt.datetime.fromtimestamp(last, dt.UTC):%d/%m/%Y}"
    return {
        "user_id": data["user_id"],
        "display_name": "Lan",
        "user_is_follower": person.follows,
        "user_last_interaction_date": day,
        "user_id_by_app": f"9{data['user_id']}",
        "tags_and_notes_info": {"notes": [], "tag_names": sorted(person.tags)},
    }


def quota(state: State, body: Json) -> Json:
    """POST /v3.0/oa/quota/message, of one user or of the account."""
    if "user_id" in body:
        last = state.person(body["user_id"]).last_interaction or 0
        return {"last_interaction": str(int(last * 1000)), "cs_reply": {"remain": 8, "total": 8}}
    return {"product_type": "cs", "quota_type": "sub_quota", "total": 500,
            "remain": state.quota_remain}  # fmt: skip


def tag(state: State, body: Json) -> Json:
    state.person(body.get("user_id")).tags.add(_name(body))
    return {}


def untag(state: State, body: Json) -> Json:
    state.person(body.get("user_id")).tags.discard(_name(body))
    return {}


def tags(state: State, _: Json) -> list[str]:
    return sorted({name for person in state.people.values() for name in person.tags})


def _name(body: Json) -> str:
    name = body.get("tag_name")
    if not isinstance(name, str) or not name:
        raise ApiError(-201, "tag_name is invalid")
    return name


def _object(body: Json, name: str) -> Json:
    value = body.get(name)
    if not isinstance(value, dict):
        raise ApiError(-201, f"{name} is invalid")
    return value


GETS: dict[str, Callable[[State, Json], object]] = {
    "/v2.0/oa/getoa": get_oa,
    "/v3.0/oa/user/getlist": user_list,
    "/v3.0/oa/user/detail": user_detail,
    "/v2.0/oa/tag/gettagsofoa": tags,
    "/template/info/v2": template_info,
    "/message/quota": template_quota,
}
POSTS: dict[str, Callable[[State, Json], object]] = {
    "/v3.0/oa/message/cs": message_cs,
    "/v2.0/oa/message": legacy,
    "/v3.0/oa/message/template": template_by_uid,
    "/message/template": template_by_phone,
    "/v3.0/oa/quota/message": quota,
    "/v2.0/oa/tag/tagfollower": tag,
    "/v2.0/oa/tag/rmfollowerfromtag": untag,
    "/v2.0/article/create": article_create,
    "/v2.0/article/verify": article_verify,
}

"""Articles for all followers and paid templates, with the documented limits."""

from tests.loopback.zalo.state import ApiError, Json, Sent, State


def template_by_uid(state: State, body: Json) -> Json:
    """POST /v3.0/oa/message/template."""
    state.person(body.get("user_id"))
    _check_template(state, body)
    number = f"zbs{state.number()}"
    state.sent.append(Sent(body["user_id"], "", number, "template", attachment=body))
    return {"message_id": number, "user_id": body["user_id"]}


def template_by_phone(state: State, body: Json) -> Json:
    """POST business.openapi.zalo.me/message/template."""
    phone = body.get("phone", "")
    if not (isinstance(phone, str) and phone.startswith("84") and phone.isdigit()):
        raise ApiError(-108, "Phone number is invalid")
    if not 1 <= len(body.get("tracking_id", "")) <= 48:
        raise ApiError(-201, "tracking_id is invalid")
    _check_template(state, body)
    number = f"zbs{state.number()}"
    state.sent.append(Sent(phone, "", number, "phone", attachment=body))
    return {"msg_id": number, "quota": {"dailyQuota": "500", "remainingQuota": "499"}}


def template_info(state: State, query: Json) -> Json:
    """GET business.openapi.zalo.me/template/info/v2."""
    found = state.templates.get(str(query.get("template_id")))
    if found is None:
        raise ApiError(-131, "Template is not approved")
    return {"templateId": query["template_id"], "status": "ENABLE"} | found.get("prices", {})


def template_quota(state: State, _: Json) -> Json:
    """GET business.openapi.zalo.me/message/quota."""
    return {"dailyQuota": "500", "remainingQuota": "480"}


def _check_template(state: State, body: Json) -> None:
    wanted = state.templates.get(str(body.get("template_id")))
    if wanted is None:
        raise ApiError(-131, "Template is not approved")
    data = body.get("template_data")
    if not isinstance(data, dict) or set(data) != set(wanted["params"]):
        raise ApiError(-201, "template_data is invalid")


def article_create(state: State, body: Json) -> Json:
    """POST /v2.0/article/create."""
    if not body.get("cover") or not 1 <= len(body.get("title", "")) <= 150:
        raise ApiError(-201, "article is invalid")
    if len(body.get("description", "")) > 300 or not body.get("body"):
        raise ApiError(-201, "article is invalid")
    token = f"art{state.number()}"
    # Ready at the second time of asking.
    state.articles[token] = 2
    return {"token": token}


def article_verify(state: State, body: Json) -> Json:
    """POST /v2.0/article/verify."""
    left = state.articles.get(body.get("token", ""))
    if left is None:
        raise ApiError(-201, "token is invalid")
    state.articles[body["token"]] = left - 1
    if left > 1:
        raise ApiError(-214, "article is processing")
    return {"id": f"id-{body['token']}"}


def broadcast(state: State, body: Json) -> Json:
    elements = body["message"]["attachment"]["payload"]["elements"]
    if not 1 <= len(elements) <= 5:
        raise ApiError(-201, "elements are invalid")
    if any(not e.get("attachment_id", "").startswith("id-") for e in elements):
        raise ApiError(-201, "attachment_id is invalid")
    state.broadcasts.append(body)
    return {"message_id": f"b{state.number()}"}

"""oauth.zaloapp.com: codes and single-use refresh tokens."""

import base64
import hashlib
import secrets

from tests.loopback.zalo.state import ApiError, Json, State

CODE_SECONDS = 600


def authorise(state: State, challenge: str | None) -> str:
    """What the officer's tap on 'Đồng ý' makes: a code that lives ten minutes."""
    code = secrets.token_urlsafe(32)
    state.codes[code] = challenge, state.now() + CODE_SECONDS
    return code


def token(state: State, secret: str | None, form: dict[str, str]) -> Json:
    """POST /v4/oa/access_token."""
    if secret != state.app_secret or form.get("app_id") != state.app_id:
        raise ApiError(-14004, "Invalid app_id or secret key")
    match form.get("grant_type"):
        case "authorization_code":
            return _by_code(state, form)
        case "refresh_token":
            return _by_refresh(state, form)
    raise ApiError(-14001, "Invalid grant type")


def _by_code(state: State, form: dict[str, str]) -> Json:
    challenge, until = state.codes.pop(form.get("code", ""), (None, 0.0))
    if state.now() > until:
        raise ApiError(-14010, "Authorized code expired or used")
    if challenge is not None:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge:
            raise ApiError(-14011, "Invalid code verifier")
    return state.new_pair()


def _by_refresh(state: State, form: dict[str, str]) -> Json:
    given = form.get("refresh_token", "")
    if not state.refresh_tokens.get(given):
        raise ApiError(-14020, "Invalid refresh token")
    # Dead at once, whether or not the answer arrives.
    state.refresh_tokens[given] = False
    state.refreshes += 1
    return state.new_pair()

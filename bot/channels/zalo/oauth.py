"""Zalo's sign-in (OAuth v4): the address to open, a code or a refresh token for a token pair."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from bot.channels.zalo.constants import AUTHORIZE_PATH, TOKEN_PATH
from bot.channels.zalo.errors import Family, ZaloError


class OAuthUnreached(Exception):
    """No sensible answer. ``sent`` tells whether Zalo may have used up the token all the same."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What Zalo hands out; the refresh token may be used once."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: int


@dataclass(frozen=True, slots=True)
class Application:
    """The registered application, as Zalo's console shows it."""

    app_id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Granted:
    """What an officer brings back from Zalo's page."""

    code: str = field(repr=False)
    oa_id: str | None = None
    state: str | None = None


def new_verifier() -> str:
    """A PKCE verifier as Zalo's own clients make it: 32 random bytes, 43 characters."""
    return secrets.token_urlsafe(32)


def challenge_of(verifier: str) -> str:
    """The challenge of a verifier: base64url of the SHA-256 digest, without padding."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def authorize_url(base_url: str, app_id: str, redirect_uri: str, verifier: str, state: str) -> str:
    """The address an officer who manages the account opens."""
    query = {
        "app_id": app_id,
        "redirect_uri": redirect_uri,
        "code_challenge": challenge_of(verifier),
        "state": state,
    }
    return f"{base_url}{AUTHORIZE_PATH}?{urlencode(query)}"


def read_redirect(pasted: str) -> Granted:
    """Read what an officer pasted: the whole address of the page they came to, or only the code.

    Raises:
        ValueError: there is no code in it.
    """
    text = pasted.strip()
    query = parse_qs(urlsplit(text).query) if "?" in text else {"code": [text]}
    code = query.get("code", [""])[0].strip()
    if not code or any(char.isspace() for char in code):
        raise ValueError("no code")
    return Granted(code, query.get("oa_id", [None])[0], query.get("state", [None])[0])


class OAuth:
    """Speaks to Zalo's sign-in server."""

    def __init__(self, http: httpx.AsyncClient, base_url: str, application: Application) -> None:
        self._http = http
        self._url = f"{base_url}{TOKEN_PATH}"
        self._application = application

    async def exchange(self, code: str, verifier: str | None) -> TokenPair:
        """Trade an authorisation code in; for errors see ``refresh``."""
        form = {"code": code, "grant_type": "authorization_code"}
        return await self._ask(form | ({"code_verifier": verifier} if verifier else {}))

    async def refresh(self, refresh_token: str) -> TokenPair:
        """Trade a refresh token in: it is dead from then on, whatever becomes of the answer.

        Raises:
            ZaloError: Zalo refused it.
            OAuthUnreached: no answer, or none that can be read.
        """
        return await self._ask({"refresh_token": refresh_token, "grant_type": "refresh_token"})

    async def _ask(self, form: dict[str, str]) -> TokenPair:
        try:
            response = await self._http.post(
                self._url,
                data=form | {"app_id": self._application.app_id},
                headers={"secret_key": self._application.secret},
            )
            said = response.json()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise OAuthUnreached(type(error).__name__, sent=False) from None
        except (httpx.HTTPError, ValueError) as error:
            raise OAuthUnreached(type(error).__name__, sent=True) from None
        if not isinstance(said, dict):
            raise OAuthUnreached("not an object", sent=True)
        if code := _whole(said.get("error")):
            raise ZaloError(code, Family.OAUTH)
        return _pair(said)


def _pair(said: dict[str, object]) -> TokenPair:
    access, refresh = said.get("access_token"), said.get("refresh_token")
    # Documented as a string of digits; numbers are taken as well.
    seconds = _whole(said.get("expires_in"))
    if not (isinstance(access, str) and access and isinstance(refresh, str) and refresh):
        raise OAuthUnreached("no token pair", sent=True)
    if seconds <= 0:
        raise OAuthUnreached("no lifetime", sent=True)
    return TokenPair(access, refresh, seconds)


def _whole(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0

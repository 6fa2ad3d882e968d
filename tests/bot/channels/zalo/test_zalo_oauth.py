"""The sign-in: address, PKCE, pasted answers, refusals."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.channels.zalo.errors import ZaloError
from bot.channels.zalo.oauth import (
    Application,
    OAuth,
    OAuthUnreached,
    authorize_url,
    challenge_of,
    new_verifier,
    read_redirect,
)
from tests.loopback.zalo import APP_ID, LoopbackZalo

BACK = "https://hoidap.example.gov.vn/zalo"


def test_the_challenge_is_rfc_7636_s() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert len(new_verifier()) == 43
    assert new_verifier() != new_verifier()


async def test_a_whole_sign_in(zalo: LoopbackZalo, oauth: OAuth) -> None:
    verifier = new_verifier()
    url = authorize_url(zalo.base_url, APP_ID, BACK, verifier, "s1")
    query = parse_qs(urlsplit(url).query)
    assert urlsplit(url).path == "/v4/oa/permission"
    assert set(query) == {"app_id", "redirect_uri", "code_challenge", "state"}
    granted = read_redirect(zalo.agree(url))
    assert granted.state == "s1"
    pair = await oauth.exchange(granted.code, verifier)
    assert pair.seconds == 90_000
    assert pair.access not in repr(pair)
    with pytest.raises(ZaloError):
        await oauth.exchange(granted.code, verifier)


async def test_another_verifier_is_refused(zalo: LoopbackZalo, oauth: OAuth) -> None:
    url = authorize_url(zalo.base_url, APP_ID, BACK, new_verifier(), "s")
    with pytest.raises(ZaloError):
        await oauth.exchange(read_redirect(zalo.agree(url)).code, new_verifier())


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        (f"{BACK}?code=abc&oa_id=1&state=s", "abc"),
        (f"  {BACK}?oa_id=1&code=abc \n", "abc"),
        ("abc-def_1", "abc-def_1"),
    ],
)
def test_the_code_is_found_in_what_is_pasted(pasted: str, code: str) -> None:
    assert read_redirect(pasted).code == code


@pytest.mark.parametrize("pasted", ["", "   ", BACK + "?error=1", "hai từ", f"{BACK}?code="])
def test_what_has_no_code_is_turned_away(pasted: str) -> None:
    with pytest.raises(ValueError, match="code"):
        read_redirect(pasted)


async def test_a_reused_refresh_token_is_refused(zalo: LoopbackZalo, oauth: OAuth) -> None:
    first = zalo.first_refresh_token()
    await oauth.refresh(first)
    with pytest.raises(ZaloError) as told:
        await oauth.refresh(first)
    assert told.value.code == -14020


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'{"access_token":"a"}', b'{"access_token":"a",'
     b'"refresh_token":"b","expires_in":"soon"}'],
)  # fmt: skip
async def test_an_answer_that_cannot_be_read_leaves_a_doubt(body: bytes) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    async with httpx.AsyncClient(transport=transport) as http:
        oauth = OAuth(http, "http://zalo", Application("1", "s"))
        with pytest.raises(OAuthUnreached) as told:
            await oauth.refresh("r")
    assert told.value.sent

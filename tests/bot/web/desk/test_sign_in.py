"""Who gets in, how, and who does not."""

import stat
from pathlib import Path

import httpx
import pytest

from bot.web.desk.addresses import COOKIE, Section
from bot.web.desk.secret import FILE, desk_secret
from bot.web.throttle import TRIES, WINDOW_SECONDS, Throttle
from tests.bot.web.desk.steps import HERE, sign_in
from tests.bot.web.desk_world import PASSWORD, DeskWorld

PATHS = ["/staff", *(section.address for section in Section)]


@pytest.mark.parametrize("path", [*PATHS, "/staff/anything", "/staff/inbox?case=PA-7KQ4XA"])
async def test_a_stranger_is_shown_the_sign_in(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path, follow_redirects=True)
    assert answer.url.path == "/staff/sign-in"
    assert "Mật khẩu" in answer.text
    assert "Hộp việc" not in answer.text


@pytest.mark.parametrize("path", PATHS[1:])
async def test_an_invented_cookie_is_a_stranger(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path, headers={"cookie": f"{COOKIE}=invented"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in")


async def test_a_strangers_socket_is_refused(http: httpx.AsyncClient) -> None:
    answer = await http.get("/staff/_nicegui_ws/socket.io/?EIO=4&transport=polling")
    assert answer.status_code == 403


async def test_the_right_password_opens_the_desk(http: httpx.AsyncClient) -> None:
    answer = await sign_in(http, "lan", PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/inbox")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/staff"))
    assert "Secure" not in cookie
    again = await http.get("/staff/sign-in")
    assert again.headers["location"] == "/staff/inbox"


async def test_over_https_the_cookie_is_secure(world: DeskWorld) -> None:
    transport = httpx.ASGITransport(world.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://desk") as http:
        answer = await http.post("/staff/sign-in", data={"name": "lan", "password": PASSWORD})
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize(("name", "password"), [("lan", "sai-mat-khau"), ("ai-do", PASSWORD)])
async def test_a_wrong_name_or_password_says_the_same(
    http: httpx.AsyncClient, name: str, password: str
) -> None:
    answer = await sign_in(http, name, password)
    assert answer.status_code == 401
    assert "Tên hoặc mật khẩu chưa đúng." in answer.text
    assert "set-cookie" not in answer.headers


async def test_what_was_typed_comes_back_as_text(http: httpx.AsyncClient) -> None:
    answer = await sign_in(http, '"><script>alert(1)</script>', "x")
    assert "<script>" not in answer.text


@pytest.mark.parametrize("body", [b"", b"name=lan", b"\xff\xfe", b"&".join([b"a=b"] * 50)])
async def test_a_broken_form_is_no_trouble(http: httpx.AsyncClient, body: bytes) -> None:
    answer = await http.post("/staff/sign-in", content=body)
    assert answer.status_code in (401, 422)


async def test_a_form_that_is_too_long_is_not_read(http: httpx.AsyncClient) -> None:
    assert (await sign_in(http, "x" * 9000, "x")).status_code == 413


async def test_guessing_is_slowed_down(http: httpx.AsyncClient) -> None:
    for _ in range(TRIES):
        assert (await sign_in(http, "lan", "sai")).status_code == 401
    answer = await sign_in(http, "lan", PASSWORD)
    assert answer.status_code == 429
    assert "Thử quá nhiều lần" in answer.text
    # The address is counted as well, so another name does not help.
    assert (await sign_in(http, "minh", PASSWORD)).status_code == 429


def test_the_throttle_forgets_after_its_window() -> None:
    now = 0.0
    throttle = Throttle(lambda: now)
    assert all(throttle.admit("lan") for _ in range(TRIES))
    assert not throttle.admit("lan")
    assert throttle.admit("minh")
    now = WINDOW_SECONDS + 1
    assert throttle.admit("lan")


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}]
)
@pytest.mark.parametrize("path", ["/staff/sign-in", "/staff/sign-out"])
async def test_another_sites_form_is_refused(
    http: httpx.AsyncClient, path: str, headers: dict[str, str]
) -> None:
    answer = await http.post(path, data={"name": "lan", "password": PASSWORD}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_signing_out_ends_the_session(world: DeskWorld, http: httpx.AsyncClient) -> None:
    token = (await sign_in(http, "lan", PASSWORD)).cookies[COOKIE]
    assert world.accounts.signed_in(token)
    await http.post("/staff/sign-out", headers=HERE)
    assert world.accounts.signed_in(token) is None


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    made = desk_secret(tmp_path)
    assert desk_secret(tmp_path) == made
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600

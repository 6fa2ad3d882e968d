"""Files of citizens: from Zalo's hosts only, within bounds."""

import httpx
import pytest

from bot.channels import Refused, SlowDown
from bot.channels.zalo import downloads
from bot.channels.zalo.downloads import Downloads
from tests.loopback.zalo import LoopbackZalo

PICTURE = b"\xff\xd8\xff" + b"x" * 1000


@pytest.fixture
def files(zalo: LoopbackZalo, http: httpx.AsyncClient) -> Downloads:
    zalo.state.files["a.jpg"] = ("image/jpeg", PICTURE)
    zalo.state.files["a.html"] = ("text/html", b"<script>")
    return Downloads(http, zalo.base_url)


async def test_a_picture_comes_whole(zalo: LoopbackZalo, files: Downloads) -> None:
    assert await files.fetch(f"{zalo.base_url}/files/a.jpg", 5000) == PICTURE


@pytest.mark.parametrize(
    ("name", "most", "why"),
    [
        ("a.jpg", 1002, "lớn hơn"),
        ("a.html", 5000, "loại tệp"),
        ("gone.jpg", 5000, "không còn"),
        ("elsewhere", 5000, "HTTP 302"),
    ],
)
async def test_what_is_out_of_bounds_is_refused_in_words(
    zalo: LoopbackZalo, files: Downloads, name: str, most: int, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        await files.fetch(f"{zalo.base_url}/files/{name}", most)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:5005/model",
        "http://f1.zdn.vn/a.jpg",
        "https://f1.zdn.vn.example.com/a.jpg",
        "https://evilzdn.vn/a.jpg",
        "https://me@f1.zdn.vn/a.jpg",
        "https://f1.zdn.vn:8443/a.jpg",
        "ftp://f1.zdn.vn/a.jpg",
        "https://[::1/a.jpg",
        "2512523625412515",
        "",
    ],
)
async def test_no_other_address_is_ever_asked(files: Downloads, url: str) -> None:
    """The address stands in the webhook's body: it must not lead into the ward's own network."""
    with pytest.raises(Refused, match="máy chủ của Zalo"):
        await files.fetch(url, 5000)


async def test_zalo_s_own_file_hosts_are_asked(http: httpx.AsyncClient) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        assert "access_token" not in request.headers
        return httpx.Response(200, content=PICTURE, headers={"Content-Type": "image/jpeg"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        found = Downloads(client, "https://openapi.zalo.me")
        assert await found.fetch("https://f20.photo.zdn.vn/a.jpg", 5000) == PICTURE
    assert asked == ["https://f20.photo.zdn.vn/a.jpg"]


async def test_one_that_takes_too_long_is_given_up(
    zalo: LoopbackZalo, files: Downloads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "DOWNLOAD_SECONDS", 0.1)
    zalo.state.answer_after = 1.0
    with pytest.raises(Refused, match="chưa xong"):
        await files.fetch(f"{zalo.base_url}/files/a.jpg", 5000)


async def test_an_unreachable_host_is_tried_later(http: httpx.AsyncClient) -> None:
    with pytest.raises(SlowDown):
        await Downloads(http, "http://127.0.0.1:9").fetch("http://127.0.0.1:9/files/a.jpg", 5000)

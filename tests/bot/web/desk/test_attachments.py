"""Files that citizens sent: fetched for whoever may see the case, refused plainly, never run."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.channels.base import UnknownDelivery
from bot.desk.keeping_files import MOST_BYTES
from bot.privacy.citizen_files import CitizenFiles
from bot.store import CaseKind, CitizenFile, FileState, Message
from bot.web.desk.addresses import COOKIE
from tests.bot.people import FetchingChannel
from tests.bot.web.desk_world import PASSWORD, DeskWorld

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 64
PAGE = b"<script>alert(1)</script>"


@pytest.fixture
def channel(world: DeskWorld) -> FetchingChannel:
    made = FetchingChannel()
    world.services.channels["telegram"] = made
    return made


@pytest.fixture
async def http(world: DeskWorld) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(world.app)
    token = world.accounts.sign_in("lan", PASSWORD)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://desk", headers={"cookie": f"{COOKIE}={token}"}
    ) as client:
        yield client


def sent(world: DeskWorld, reference: str, size: int | None = None, **about: str) -> str:
    """A case whose citizen sent one photo; returns the file's address."""
    code = world.case(
        "Xem ảnh giúp tôi",
        address=f"photo-{reference}",
        kind=CaseKind.FEEDBACK if about else CaseKind.QUESTION,
        details=about or None,
    )
    message = world.messages(code)[0]
    photo = {"kind": "photo", "reference": reference, "name": None, "size": size}
    with world.store.session() as session:
        session.get_one(Message, message.id).trace = {"heard": {"attachments": [photo]}}
    return f"/staff/attachments/{message.id}/0"


async def test_a_photo_is_shown(
    world: DeskWorld, channel: FetchingChannel, http: httpx.AsyncClient
) -> None:
    channel.files["a"] = JPEG
    answer = await http.get(sent(world, "a", 2000))
    assert (answer.status_code, answer.content) == (200, JPEG)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "no-store" in answer.headers["cache-control"]


async def test_what_is_kept_is_shown_when_the_platform_has_it_no_longer(
    world: DeskWorld, channel: FetchingChannel, http: httpx.AsyncClient
) -> None:
    place = sent(world, "a")
    message_id = int(place.split("/")[-2])
    kept = CitizenFiles(world.services.settings.data).write(message_id, b"%PDF-1.7")
    with world.store.session() as session:
        row = CitizenFile(message_id=message_id, number=0, state=FileState.KEPT, digest=kept)
        row.media_type = "application/pdf"
        session.add(row)
    answer = await http.get(place)
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.7")
    saved_as = f'attachment; filename="tep-{message_id}-1.pdf"'
    assert answer.headers["content-disposition"] == saved_as
    assert channel.fetched == []
    assert (await http.get(place, headers={"cookie": ""})).status_code == 403


async def test_what_is_no_picture_is_only_saved(
    world: DeskWorld, channel: FetchingChannel, http: httpx.AsyncClient
) -> None:
    channel.files["a"] = PAGE
    answer = await http.get(sent(world, "a"))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment"


@pytest.mark.parametrize("told", [50 * 1024 * 1024, None], ids=["told", "not told"])
async def test_fifty_megabytes_are_refused_plainly(
    world: DeskWorld, channel: FetchingChannel, http: httpx.AsyncClient, told: int | None
) -> None:
    channel.files["a"] = b"0" * (MOST_BYTES + 1)
    answer = await http.get(sent(world, "a", told))
    assert answer.status_code == 413
    assert "lớn hơn 20 MB" in answer.json()["detail"]


async def test_a_platform_that_does_not_answer_is_told(
    world: DeskWorld, channel: FetchingChannel, http: httpx.AsyncClient
) -> None:
    channel.files["a"] = UnknownDelivery("time-out")
    answer = await http.get(sent(world, "a"))
    assert answer.status_code == 502
    assert "thử lại" in answer.json()["detail"]


async def test_strangers_and_those_it_is_not_for_get_nothing(
    world: DeskWorld, channel: FetchingChannel, http: httpx.AsyncClient
) -> None:
    channel.files |= {"a": JPEG, "b": JPEG}
    place = sent(world, "a")
    assert (await http.get(place, headers={"cookie": ""})).status_code == 403
    assert (await http.get(place.replace("/0", "/1"))).status_code == 404
    assert (await http.get("/staff/attachments/9999/0")).status_code == 404
    about_her = sent(world, "b", about_staff="chị Lan")
    assert (await http.get(about_her)).status_code == 404


async def test_a_channel_that_hands_nothing_out_says_so(
    world: DeskWorld, http: httpx.AsyncClient
) -> None:
    assert (await http.get(sent(world, "a"))).status_code == 404

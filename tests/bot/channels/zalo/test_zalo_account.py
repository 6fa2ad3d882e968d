"""Account, tags, followers, articles and templates, over the loopback platform."""

import datetime as dt

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from bot.channels import Deferred, Refused, SlowDown, Unreachable, WindowShut
from bot.channels.inviting import Prices
from bot.channels.windows import Window, window_at
from bot.channels.zalo.account import Account, import_followers
from bot.channels.zalo.api import ZaloApi
from bot.channels.zalo.articles import Article, Articles
from bot.channels.zalo.errors import Alert
from bot.channels.zalo.people import People
from bot.channels.zalo.templates import Templates, international
from bot.store import Conversation, Store
from tests.loopback.zalo import OA_ID, LoopbackZalo

NEWS = Article(
    title="Lịch tiêm chủng tháng 12",
    author="UBND phường Mẫu",
    description="Trạm y tế phường",
    cover_url="https://example.gov.vn/c.jpg",
    paragraphs=("Thứ hai, 8 giờ.",),
)


async def test_who_we_are_and_what_is_left(zalo: LoopbackZalo, api: ZaloApi) -> None:
    facts = await Account(api).facts()
    assert (facts.oa_id, facts.name, facts.verified) == (OA_ID, "UBND phường Mẫu", True)
    assert await Account(api).quota_left() == 500


async def test_tags_make_segments(zalo: LoopbackZalo, api: ZaloApi) -> None:
    zalo.know("1", "2", "3")
    account = Account(api)
    await account.tag("1", "Thôn 1")
    await account.tag("2", "Thôn 1")
    await account.tag("3", "Thôn 2")
    assert await account.tags() == ("Thôn 1", "Thôn 2")
    assert [user async for user in account.followers("Thôn 1")] == ["1", "2"]
    await account.untag("2", "Thôn 1")
    assert [user async for user in account.followers("Thôn 1")] == ["1"]
    assert (await account.person("1")).tags == ("Thôn 1",)


async def test_followers_come_in_by_pages_and_only_once(
    zalo: LoopbackZalo, api: ZaloApi, sqlite_store: Store
) -> None:
    zalo.know(*(f"{number:03}" for number in range(120)), last_hours=30)
    zalo.know("never", last_hours=None)
    account, people = Account(api), People(sqlite_store)
    assert await import_followers(account, people) == (121, 121)
    assert await import_followers(account, people) == (121, 0)
    assert len(zalo.calls("/v3.0/oa/user/getlist")) == 2 * 4
    with sqlite_store.session() as session:
        rows = session.scalars(select(Conversation).where(Conversation.channel == "zalo")).all()
    assert len(rows) == 121
    assert all(row.reachable for row in rows)


async def test_an_import_makes_no_window_longer_than_it_is(
    zalo: LoopbackZalo, api: ZaloApi, sqlite_store: Store
) -> None:
    """Zalo names a day without a time: we count from its beginning, never from its end."""
    zalo.know("1", last_hours=30)
    zalo.know("2", last_hours=None)
    people = People(sqlite_store)
    await import_followers(Account(api), people)
    now = dt.datetime.now(dt.UTC)
    last = people.last_interaction("1")
    assert last is not None
    assert last <= now - dt.timedelta(hours=30)
    assert window_at("zalo", people.last_interaction("2"), now) is Window.SHUT


async def test_an_article_is_made_verified_and_broadcast(zalo: LoopbackZalo, api: ZaloApi) -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    articles = Articles(api, sleep=wait)
    article_id = await articles.verify(await articles.create(NEWS))
    assert len(waited) == 1, "ready at the second time of asking"
    await articles.broadcast((article_id,), {"cities": "4"})
    (sent,) = zalo.state.broadcasts
    assert sent["recipient"] == {"target": {"cities": "4"}}
    zalo.fail_next("/v2.0/article/verify", -214, times=100)
    with pytest.raises(SlowDown):
        await articles.verify("art1")


async def test_an_article_out_of_bounds_is_not_handed_in(api: ZaloApi) -> None:
    with pytest.raises(ValidationError):
        Article(**(NEWS.model_dump() | {"title": "x" * 151}))
    for count in (0, 6):
        with pytest.raises(ValueError, match="articles"):
            await Articles(api).broadcast(("id",) * count)


async def test_a_template_by_user_goes_out_whatever_the_window(
    zalo: LoopbackZalo, api: ZaloApi
) -> None:
    zalo.know("1", last_hours=1000)
    zalo.state.templates["300"] = {"params": ["ma_ho_so"]}
    templates = Templates(api, zalo.base_url)
    assert await templates.send("1", "300", {"ma_ho_so": "H01"})
    with pytest.raises(Refused):
        await templates.send("1", "300", {"sai": "H01"})
    with pytest.raises(Alert, match="chưa được Zalo duyệt"):
        await templates.send("1", "301", {})


async def test_a_template_by_phone_needs_a_mobile_number(zalo: LoopbackZalo, api: ZaloApi) -> None:
    zalo.state.templates["300"] = {"params": []}
    templates = Templates(api, zalo.base_url)
    assert await templates.send_by_phone("0912 345 678", "300", {})
    assert zalo.sent[-1].recipient == "84912345678"
    with pytest.raises(Refused) as told:
        await templates.send_by_phone("12345", "300", {})
    assert "12345" not in str(told.value)
    for code, kind in ((-118, Unreachable), (-133, Deferred), (-144, Deferred), (-230, WindowShut)):
        zalo.fail_next("/message/template", code)
        with pytest.raises(kind):
            await templates.send_by_phone("0912345678", "300", {})
    assert await templates.quota_left() == 480


async def test_the_price_of_a_template_is_what_zalo_says(zalo: LoopbackZalo, api: ZaloApi) -> None:
    zalo.state.templates["300"] = {
        "params": [],
        "prices": {"price_uid": "200", "price_sdt": 300.0},
    }
    zalo.state.templates["301"] = {"params": [], "prices": {"price_uid": "miễn phí"}}
    templates = Templates(api, zalo.base_url)
    assert await templates.prices("300") == Prices(by_id=200, by_phone=300)
    assert await templates.prices("301") == Prices()
    with pytest.raises(Alert, match="chưa được Zalo duyệt"):
        await templates.prices("302")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0912345678", "84912345678"),
        ("+84 912.345.678", "84912345678"),
        ("(84) 35-1234567", "84351234567"),
        ("02438251234", None),
        ("091234567", None),
        ("", None),
    ],
)
def test_numbers_as_zalo_wants_them(written: str, number: str | None) -> None:
    assert international(written) == number

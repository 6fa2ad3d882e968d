"""What is right and wrong with the Zalo connection, in words an officer understands."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx
from sqlalchemy import func, select

from bot.channels.base import DeliveryError, SlowDown
from bot.channels.zalo.account import Account
from bot.channels.zalo.api import ZaloApi
from bot.channels.zalo.constants import CHANNEL, MAX_AHEAD_SECONDS
from bot.channels.zalo.errors import HANOI
from bot.channels.zalo.grant import Grant
from bot.channels.zalo.oauth import Application, OAuth
from bot.channels.zalo.settings import missing_of, zalo_settings
from bot.channels.zalo.templates import Templates
from bot.channels.zalo.tokens import GRANT_LOST, NOT_CONNECTED, NoToken, Tokens
from bot.settings import Settings
from bot.store import GrantState, InboundUpdate, Store
from bot.store.models import utc_now

_CONNECT = "Hãy chạy 'motcua zalo connect'."
_MISSING = {
    "ZALO_APP_ID": "Chưa đặt ZALO_APP_ID (mã ứng dụng, xem ở developers.zalo.me).",
    "ZALO_APP_SECRET": "Chưa đặt ZALO_APP_SECRET (khóa bí mật của ứng dụng).",
    "ZALO_OA_SECRET_KEY": "Chưa đặt ZALO_OA_SECRET_KEY (khóa chữ ký, xem ở trang Webhook).",
    "ZALO_OA_ID": "ZALO_SIGNATURE_ID là oa_id nên cần đặt ZALO_OA_ID.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``good`` is None for a remark."""

    good: bool | None
    said: str


async def check(
    settings: Settings, store: Store, http: httpx.AsyncClient
) -> AsyncIterator[Finding]:
    """Look at one thing after the other; stops where the next would make no sense."""
    missing = missing_of(settings)
    for name in missing:
        yield Finding(False, _MISSING[name])
    zalo = zalo_settings(settings)
    if zalo is None:
        return
    yield Finding(True, "Đã có mã ứng dụng, khóa bí mật và khóa chữ ký.")
    yield await _clock(http, zalo.api_base_url)
    oauth = OAuth(http, zalo.oauth_base_url, Application(zalo.app_id, zalo.app_secret))
    tokens = Tokens(store, zalo.app_id, oauth, zalo.refresh_token)
    grant = await _grant(tokens)
    yield grant
    if grant.good is False:
        return
    api = ZaloApi(http, zalo.api_base_url, tokens)
    account = Account(api)
    async for finding in _account(account, tokens, zalo.oa_id):
        yield finding
    if zalo.template_id is not None:
        yield await _template(Templates(api, zalo.business_api_base_url), zalo.template_id)
    yield _events(store)


async def _clock(http: httpx.AsyncClient, url: str) -> Finding:
    try:
        answer = await http.get(url)
        theirs = parsedate_to_datetime(answer.headers["date"])
    except httpx.HTTPError as error:
        return Finding(False, f"Không kết nối được tới {url} ({type(error).__name__}).")
    except (KeyError, ValueError):
        return Finding(None, "Không so được giờ với máy chủ Zalo.")
    apart = abs((utc_now() - theirs).total_seconds())
    if apart > MAX_AHEAD_SECONDS:
        return Finding(
            False, f"Giờ của máy này lệch {apart / 60:.0f} phút so với Zalo. Hãy bật đồng bộ giờ."
        )
    return Finding(True, "Kết nối được tới Zalo, giờ của máy đúng.")


async def _grant(tokens: Tokens) -> Finding:
    try:
        await tokens.token()
    except NoToken as error:
        if error.reason == NOT_CONNECTED:
            return Finding(False, f"Chưa kết nối Official Account. {_CONNECT}")
        if error.reason != GRANT_LOST:
            return Finding(False, "Máy chủ đăng nhập của Zalo chưa trả lời. Hãy thử lại sau.")
    grant = await tokens.read()
    if grant is None or grant.state is GrantState.LOST:
        return _lost(grant)
    if tokens.problem is not None:
        return Finding(None, "Zalo chưa trả lời khi làm mới mã; mã cũ vẫn đang dùng được.")
    until = _when(grant.expires_at) if grant.expires_at else "?"
    return Finding(True, f"Quyền còn hiệu lực; mã truy cập hiện tại dùng đến {until}, tự làm mới.")


def _lost(grant: Grant | None) -> Finding:
    since = f" từ {_when(grant.changed_at)}" if grant else ""
    why = f": {grant.trouble}" if grant and grant.trouble else ""
    return Finding(False, f"Mất quyền của Official Account{since}{why}. {_CONNECT}")


async def _account(account: Account, tokens: Tokens, oa_id: str | None) -> AsyncIterator[Finding]:
    try:
        facts = await account.facts()
    except NoToken:
        # The token looked right until Zalo was asked with it.
        yield _lost(await tokens.read())
        return
    except SlowDown:
        yield Finding(False, "Zalo yêu cầu gọi chậm lại, hoặc chưa kết nối được. Hãy thử lại sau.")
        return
    except DeliveryError as error:
        yield Finding(False, f"Zalo từ chối: {error}.")
        return
    yield Finding(True, f"Official Account: {facts.name} ({facts.oa_id}).")
    if oa_id and facts.oa_id and facts.oa_id != oa_id:
        yield Finding(False, f"Tài khoản này khác ZALO_OA_ID ({oa_id}).")
    if not facts.verified:
        yield Finding(False, "Official Account chưa xác thực; nhiều chức năng sẽ không dùng được.")
    try:
        left = await account.quota_left()
    except DeliveryError as error:
        yield Finding(None, f"Không xem được hạn mức: {error}.")
        return
    if left == 0:
        yield Finding(False, "Đã dùng hết hạn mức tin của gói. Tin trong 48 giờ vẫn gửi được.")
    elif left is not None:
        yield Finding(True, f"Hạn mức của gói còn {left} tin.")


async def _template(templates: Templates, template_id: str) -> Finding:
    try:
        prices = await templates.prices(template_id)
        left = await templates.quota_left()
    except DeliveryError as error:
        return Finding(False, f"Mẫu tin ZBS {template_id} chưa dùng được: {error}.")
    asked = [
        f"{price} đồng {way}"
        for price, way in (
            (prices.by_id, "theo tài khoản"),
            (prices.by_phone, "theo số điện thoại"),
        )
        if price is not None
    ]
    cost = f"giá {', '.join(asked)}" if asked else "Zalo chưa cho biết giá"
    rest = "" if left is None else f"; hôm nay còn {left} tin"
    return Finding(True, f"Mẫu tin ZBS {template_id} dùng được, {cost}{rest}.")


def _events(store: Store) -> Finding:
    with store.session() as session:
        last = session.scalar(
            select(func.max(InboundUpdate.received_at)).where(InboundUpdate.channel == CHANNEL)
        )
    if last is None:
        return Finding(
            None, "Chưa nhận tin nào từ Zalo. Hãy xem địa chỉ webhook và các sự kiện đã bật."
        )
    return Finding(True, f"Tin gần nhất nhận từ Zalo: {_when(last)}.")


def _when(at: dt.datetime) -> str:
    aware = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return f"{aware.astimezone(HANOI):%H:%M ngày %d/%m/%Y}"

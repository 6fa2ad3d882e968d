"""``motcua zalo``: connect the Official Account, say what is wrong, bring the followers in."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for
from bot.settings import Settings, SettingsError
from bot.store import open_store

if TYPE_CHECKING:
    from bot.channels.zalo import ZaloSettings

app = typer.Typer(no_args_is_help=True, help=tr("The Zalo channel.", "Kênh Zalo."))

_STEPS = """\
KẾT NỐI ZALO OFFICIAL ACCOUNT

1. Mở địa chỉ dưới đây bằng tài khoản Zalo đang quản trị Official Account:

{url}

2. Chọn Official Account của đơn vị rồi bấm 'Đồng ý'.
3. Trang sẽ chuyển sang một địa chỉ bắt đầu bằng {callback}
   Trang đó trống hay báo lỗi đều không sao.
4. Chép cả dòng địa chỉ ấy và dán vào đây. Mã trong đó chỉ dùng được trong 10 phút.
"""


@app.command(help=tr("Connect the Official Account.", "Kết nối Official Account."))
def connect(data: DataOption = None) -> None:
    """Walk an officer through the grant."""
    from bot.channels.base import DeliveryError
    from bot.channels.zalo.connecting import ConnectError

    with plain_errors(ConnectError):
        settings = settings_for(data)
        callback = settings.zalo_callback_url
        if callback is None:
            raise SettingsError("ZALO_CALLBACK_URL: " + tr("not set", "chưa đặt"))
        try:
            name = asyncio.run(_connect(settings, callback))
        except DeliveryError as error:
            echo(f"Đã lưu quyền, nhưng chưa đọc được thông tin của Official Account: {error}")
            echo("Hãy chạy 'motcua zalo check' để xem còn thiếu gì.")
            return
    echo(f"Đã kết nối: {name}. Trợ lý dùng quyền mới trong vòng một phút, không cần khởi động lại.")


@app.command(help=tr("Say in words what is wrong.", "Nói rõ kênh đang sai ở đâu."))
def check(data: DataOption = None) -> None:
    """Look at settings, clock, grant, account, quota and events, one after the other."""
    with plain_errors():
        good = asyncio.run(_check(settings_for(data)))
    if not good:
        raise typer.Exit(1)


@app.command(help=tr("Bring the followers in.", "Lấy danh sách người quan tâm."))
def followers(
    tag: Annotated[
        str | None, typer.Option(help=tr("Only those with this tag", "Chỉ người có nhãn này"))
    ] = None,
    data: DataOption = None,
) -> None:
    """Make every follower somebody who can be written to."""
    from bot.channels.base import DeliveryError

    with plain_errors(DeliveryError):
        seen, new = asyncio.run(_followers(settings_for(data), tag))
    echo(tr(f"{seen} followers, {new} of them new.", f"{seen} người quan tâm, {new} người mới."))


@app.command(help=tr("Articles ready for Zalo.", "Các bài viết cho Zalo."))
def articles(data: DataOption = None) -> None:
    """List approved articles by number, and how far each has come."""
    from sqlalchemy import select

    from bot.broadcasts.articles import articles_of
    from bot.store import Medium, Todo, TodoState

    with plain_errors():
        store = open_store(settings_for(data).database)
    with store.session() as session:
        found = articles_of(session)
        rows = session.scalars(
            select(Todo)
            .where(Todo.medium == Medium.ZALO_ARTICLE, Todo.state != TodoState.DRAFT)
            .order_by(Todo.id)
        ).all()
        for todo in rows:
            row = found.get(todo.id)
            state = row.state.value if row else todo.state.value
            note = f" · {row.note}" if row and row.note else ""
            echo(f"{todo.id} · {state} · {todo.title}{note}")
    store.close()


@app.command(help=tr("Send an article to all followers.", "Gửi bài viết tới mọi người quan tâm."))
def publish(
    number: Annotated[int, typer.Argument(help=tr("As 'articles' lists it", "Số ở 'articles'"))],
    by: Annotated[str, typer.Option(help=tr("Who decides it", "Người quyết định"))],
    data: DataOption = None,
) -> None:
    """Queue an approved article; the running assistant hands it in, waits for Zalo, sends it."""
    from bot.broadcasts import BroadcastError
    from bot.broadcasts.articles import queue_article

    with plain_errors(BroadcastError):
        settings = settings_for(data)
        _needed(settings)
        store = open_store(settings.database)
        try:
            queue_article(store, settings.data, number, by, settings.zalo_picture_url)
        finally:
            store.close()
    echo(tr("Queued.", "Đã xếp hàng; trợ lý đang chạy sẽ đăng trong vài giây."))


async def _connect(settings: Settings, callback: str) -> str:
    import httpx

    from bot.channels.zalo.connecting import Connecting

    zalo = _needed(settings)
    verifier = settings.zalo_pkce_verifier
    store = open_store(settings.database)
    try:
        async with httpx.AsyncClient(timeout=20) as http:
            fixed = verifier.get_secret_value() if verifier else None
            connecting = Connecting(zalo, store, http, fixed)
            echo(_STEPS.format(url=connecting.begin(callback), callback=callback))
            pasted = await asyncio.to_thread(typer.prompt, "Địa chỉ vừa chép")
            facts = await connecting.finish(pasted)
    finally:
        store.close()
    return f"{facts.name} ({facts.oa_id})"


async def _check(settings: Settings) -> bool:
    import httpx

    from bot.channels.zalo.checking import check as findings

    store = open_store(settings.database)
    good = True
    try:
        async with httpx.AsyncClient(timeout=20) as http:
            async for finding in findings(settings, store, http):
                mark = {True: "được ", False: "SAI  ", None: "lưu ý"}[finding.good]
                echo(f"{mark}  {finding.said}")
                good &= finding.good is not False
    finally:
        store.close()
    echo("Zalo sẵn sàng." if good else "Zalo chưa sẵn sàng: xem các dòng SAI ở trên.")
    return good


async def _followers(settings: Settings, tag: str | None) -> tuple[int, int]:
    import httpx

    from bot.channels.zalo.account import Account, import_followers
    from bot.channels.zalo.api import ZaloApi
    from bot.channels.zalo.oauth import Application, OAuth
    from bot.channels.zalo.people import People
    from bot.channels.zalo.tokens import Tokens

    zalo = _needed(settings)
    store = open_store(settings.database)
    try:
        async with httpx.AsyncClient(timeout=20) as http:
            application = Application(zalo.app_id, zalo.app_secret)
            oauth = OAuth(http, zalo.oauth_base_url, application)
            tokens = Tokens(store, zalo.app_id, oauth, zalo.refresh_token)
            account = Account(ZaloApi(http, zalo.api_base_url, tokens))
            return await import_followers(account, People(store), tag)
    finally:
        store.close()


def _needed(settings: Settings) -> "ZaloSettings":
    from bot.channels.zalo.settings import missing_of, zalo_settings

    found = zalo_settings(settings)
    if found is None:
        raise SettingsError(f"{missing_of(settings)[0]}: " + tr("not set", "chưa đặt"))
    return found

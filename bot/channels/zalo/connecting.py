"""An officer's sign-in, step by step: begun here, finished with what Zalo's page led back to."""

import asyncio
import secrets

import httpx
from sqlalchemy import delete, select

from bot.channels.zalo.account import Account, AccountFacts
from bot.channels.zalo.api import ZaloApi
from bot.channels.zalo.constants import CONSENT_LIFE
from bot.channels.zalo.errors import ZaloError
from bot.channels.zalo.grant import GrantStore
from bot.channels.zalo.oauth import (
    Application,
    OAuth,
    OAuthUnreached,
    authorize_url,
    new_verifier,
    read_redirect,
)
from bot.channels.zalo.settings import ZaloSettings
from bot.channels.zalo.tokens import Tokens
from bot.store import Store, ZaloConsent
from bot.store.models import utc_now


class ConnectError(Exception):
    """The sign-in did not work; the message is one line in Vietnamese that says what to do."""


class Connecting:
    """One sign-in; the verifier waits in the store, so that a later run can finish it.

    ``fixed_verifier`` is the one whose challenge is registered in the console, if there is one.
    """

    def __init__(
        self,
        settings: ZaloSettings,
        store: Store,
        http: httpx.AsyncClient,
        fixed_verifier: str | None = None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._fixed = fixed_verifier
        application = Application(settings.app_id, settings.app_secret)
        self._oauth = OAuth(http, settings.oauth_base_url, application)
        self._grants = GrantStore(store, settings.app_id, me="connect")
        # The pair is in the store when this is used, so no first token is needed.
        self._tokens = Tokens(store, settings.app_id, self._oauth)
        self._account = Account(ZaloApi(http, settings.api_base_url, self._tokens))

    def begin(self, callback_url: str) -> str:
        """The address that somebody who manages the account opens."""
        state, verifier = secrets.token_urlsafe(16), self._fixed or new_verifier()
        with self._store.session() as session:
            old = utc_now() - CONSENT_LIFE
            session.execute(delete(ZaloConsent).where(ZaloConsent.begun_at < old))
            session.add(ZaloConsent(state=state, verifier=verifier))
        settings = self._settings
        return authorize_url(
            settings.oauth_base_url, settings.app_id, callback_url, verifier, state
        )

    async def finish(self, pasted: str) -> AccountFacts:
        """Trade in what was pasted, store the pair, and ask Zalo who we are now.

        Raises:
            ConnectError: it has no code, is not of our sign-in, or was refused.
            DeliveryError: the pair is stored, but the account's own data could not be read.
        """
        try:
            granted = read_redirect(pasted)
        except ValueError:
            raise ConnectError(
                "Không thấy mã trong đoạn vừa dán. Hãy dán cả dòng địa chỉ, có chữ 'code='."
            ) from None
        ours = self._settings.oa_id
        if ours and granted.oa_id and granted.oa_id != ours:
            raise ConnectError(
                f"Quyền vừa cấp là của OA {granted.oa_id}, khác ZALO_OA_ID ({ours})."
                " Hãy chọn đúng Official Account rồi làm lại."
            )
        verifier = await asyncio.to_thread(self._verifier, granted.state)
        try:
            pair = await self._oauth.exchange(granted.code, verifier)
        except ZaloError as error:
            raise ConnectError(
                f"Zalo không nhận mã này: {error}. Mã chỉ dùng một lần, trong 10 phút; hãy làm lại."
            ) from None
        except OAuthUnreached as error:
            raise ConnectError(
                f"Không nhận được câu trả lời của {self._settings.oauth_base_url} ({error})."
            ) from None
        await asyncio.to_thread(self._grants.connect, pair)
        return await self._account.facts()

    def _verifier(self, state: str | None) -> str | None:
        """The verifier of this sign-in; a bare code belongs to the one begun last."""
        with self._store.session() as session:
            wanted = select(ZaloConsent).where(ZaloConsent.begun_at > utc_now() - CONSENT_LIFE)
            if state is not None:
                wanted = wanted.where(ZaloConsent.state == state)
            found = session.scalar(wanted.order_by(ZaloConsent.begun_at.desc()).limit(1))
            if found is None and state is not None and self._fixed is None:
                raise ConnectError(
                    "Địa chỉ này không thuộc lần kết nối vừa rồi, hoặc đã quá một giờ."
                    " Hãy chạy lại 'motcua zalo connect'."
                )
            verifier = found.verifier if found is not None else self._fixed
            if found is not None:
                session.delete(found)
            return verifier

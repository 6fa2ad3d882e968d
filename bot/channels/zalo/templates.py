"""Template messages (ZBS): approved texts with blanks, paid, not bound to any window."""

import re
import secrets
from typing import Final

from bot.channels.base import Refused
from bot.channels.inviting import Prices
from bot.channels.zalo.api import Json, ZaloApi
from bot.channels.zalo.constants import (
    PHONE_TEMPLATE_PATH,
    TEMPLATE_INFO_PATH,
    TEMPLATE_PATH,
    TEMPLATE_QUOTA_PATH,
    TRACKING_ID_MAX,
)
from bot.channels.zalo.errors import Family
from bot.channels.zalo.reading import object_of, text_of

_PHONE: Final = re.compile(r"(?:\+?84|0)([35789]\d{8})")
_SIGNS: Final = re.compile(r"[\s.()-]")


class Templates:
    """Calls about templates; each raises what ZaloApi raises.

    ``business_url`` is the other host, which sends by phone number.
    """

    def __init__(self, api: ZaloApi, business_url: str) -> None:
        self._api = api
        self._business_url = business_url

    async def send(self, user_id: str, template_id: str, data: dict[str, str]) -> str:
        """Send to somebody who is known by their id here; returns Zalo's id of the message."""
        body: Json = {"user_id": user_id, "template_id": template_id, "template_data": data}
        said = await self._api.post(TEMPLATE_PATH, body, family=Family.ZBS)
        return text_of(object_of(said, "data"), "message_id")

    async def send_by_phone(
        self, phone: str, template_id: str, data: dict[str, str], tracking_id: str | None = None
    ) -> str:
        """Send to a Vietnamese mobile number; returns Zalo's id of the message.

        ``tracking_id`` comes back with the receipt; without one a random one is used.

        Raises:
            Refused: also when ``phone`` is no such number. It is never quoted.
        """
        number = international(phone)
        if number is None:
            raise Refused("số điện thoại không đúng")
        body: Json = {
            "phone": number,
            "template_id": template_id,
            "template_data": data,
            "tracking_id": (tracking_id or secrets.token_hex(12))[:TRACKING_ID_MAX],
        }
        said = await self._api.post(
            PHONE_TEMPLATE_PATH, body, family=Family.ZBS, base_url=self._business_url
        )
        return text_of(object_of(said, "data"), "msg_id")

    async def quota_left(self) -> int | None:
        """Templates that may still go out today; None where Zalo does not say."""
        said = text_of(
            object_of(await self._ask(TEMPLATE_QUOTA_PATH, {}), "data"), "remainingQuota"
        )
        return int(said) if said.isascii() and said.isdigit() else None

    async def prices(self, template_id: str) -> Prices:
        """What one message costs; raises Alert while Zalo has not approved the template."""
        said = object_of(await self._ask(TEMPLATE_INFO_PATH, {"template_id": template_id}), "data")
        return Prices(_money(said, "price_uid"), _money(said, "price_sdt"))

    async def _ask(self, path: str, query: Json) -> Json:
        return await self._api.ask(path, query, base_url=self._business_url)


def _money(said: Json, name: str) -> int | None:
    """Whole đồng; Zalo writes 200 or 200.0."""
    whole = text_of(said, name).partition(".")[0]
    given = said.get(name)
    if isinstance(given, float) and given >= 0:
        return round(given)
    return int(whole) if whole.isascii() and whole.isdigit() else None


def international(phone: str) -> str | None:
    """A Vietnamese mobile number the way Zalo wants it, 84…; None when it is none."""
    found = _PHONE.fullmatch(_SIGNS.sub("", phone))
    return f"84{found[1]}" if found else None

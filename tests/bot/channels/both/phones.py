"""A citizen's telephone on either platform: the same hands, the same eyes.

What a platform cannot do is named here and nowhere else: on Zalo nothing is edited, a quiz is
lettered lines, and more than five choices are numbered lines.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.channels import Channel
from bot.channels.telegram import TelegramChannel
from tests.bot.channels.zalo.conftest import Account
from tests.loopback.telegram import LoopbackTelegram
from tests.loopback.telegram import Sent as TelegramSent
from tests.loopback.zalo import LoopbackZalo
from tests.loopback.zalo import Sent as ZaloSent

_NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_LETTERED = re.compile(r"^([A-J])\. (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """One message as a person sees it; ``choices`` are titles, whatever they look like."""

    text: str
    choices: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    picture: bytes = b""


class Phone(Protocol):
    """Lan's telephone."""

    edits: bool
    most_per_message: int
    channel: Channel
    address: str

    async def say(self, text: str) -> None: ...

    async def press(self, title: str) -> None: ...

    async def deliver_twice(self, text: str) -> None: ...

    async def send_picture(self) -> None: ...

    async def block(self) -> None: ...

    async def shown(self, messages: int) -> list[Shown]: ...


class TelegramPhone:
    """On the loopback Bot API."""

    edits = True
    most_per_message = 4096
    address = "501"

    def __init__(self, platform: LoopbackTelegram, channel: TelegramChannel) -> None:
        self.platform = platform
        self.channel: Channel = channel
        platform.know(int(self.address))

    async def say(self, text: str) -> None:
        self.platform.push_text(int(self.address), text)

    async def press(self, title: str) -> None:
        under = self._last(lambda sent: any(b["text"] == title for b in sent.buttons))
        (data,) = [b["callback_data"] for b in under.buttons if b["text"] == title]
        self.platform.push_callback(int(self.address), data, under.message_id)

    async def deliver_twice(self, text: str) -> None:
        number = self.platform.push_text(int(self.address), text)
        with self.platform.state.changed:
            again = [u for u in self.platform.state.pending if u["update_id"] == number]
            self.platform.state.pending.extend(again)

    async def send_picture(self) -> None:
        photo = {"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9, "file_size": 9}
        self.platform.push_message(int(self.address), photo=[photo])

    async def block(self) -> None:
        self.platform.block(int(self.address))

    async def shown(self, messages: int) -> list[Shown]:
        return [_on_telegram(sent) for sent in await self.platform.arrived(messages)]

    def _last(self, wanted: Callable[[TelegramSent], bool]) -> TelegramSent:
        return next(sent for sent in reversed(self.platform.sent) if wanted(sent))


class ZaloPhone:
    """On the loopback Official Account."""

    edits = False
    most_per_message = 2000
    address = "2512523625412515"

    def __init__(self, platform: LoopbackZalo, account: Account) -> None:
        self.platform = platform
        self.channel: Channel = account.channel
        self._account = account

    async def say(self, text: str) -> None:
        assert await self._account.write(self.address, text) == 200

    async def press(self, title: str) -> None:
        for sent in reversed(self.platform.sent):
            for button in sent.buttons:
                if button["title"] == title:
                    await self.say(button["payload"])
                    return
            for number, named in _NUMBERED.findall(sent.text):
                if named == title:
                    await self.say(number)
                    return
        raise AssertionError(f"nothing on the screen says '{title}'")

    async def deliver_twice(self, text: str) -> None:
        event = self.platform.events.text(self.address, text)
        for _ in range(2):
            assert await self._account.push(event) == 200

    async def send_picture(self) -> None:
        url = {"url": "https://f1.zdn.vn/a.jpg", "thumbnail": "https://f1.zdn.vn/t.jpg"}
        await self._account.push(self.platform.events.attached(self.address, "image", url))

    async def block(self) -> None:
        self.platform.state.people[self.address].blocked = True
        await self._account.push(self.platform.events.follow(self.address, "unfollow"))

    async def shown(self, messages: int) -> list[Shown]:
        sent = await self.platform.arrived(messages)
        return [_on_zalo(one, self.platform) for one in sent]


def _on_telegram(sent: TelegramSent) -> Shown:
    options = tuple(one["text"] for one in sent.poll["options"]) if sent.poll else ()
    titles = tuple(button["text"] for button in sent.buttons)
    picture = sent.file if sent.kind == "photo" else b""
    return Shown(sent.text, titles, options, picture)


def _on_zalo(sent: ZaloSent, platform: LoopbackZalo) -> Shown:
    titles = tuple(button["title"] for button in sent.buttons)
    numbered = tuple(title for _, title in _NUMBERED.findall(sent.text))
    options = tuple(title for _, title in _LETTERED.findall(sent.text))
    payload = (sent.attachment or {}).get("payload", {})
    upload = next((e.get("attachment_id") for e in payload.get("elements", ())), None)
    picture = platform.state.uploads[upload][1] if upload else b""
    return Shown(sent.text, titles or numbered, options, picture)

"""Links of a broadcast go through our own short address, where they are counted.

The same code goes to everybody and nothing about whoever opens it is kept, so a count says how
often a link was opened and nothing else. The approved message stays as it is; only what leaves the
machine carries the short addresses.
"""

import re
import secrets

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.messages import OutboundMessage
from bot.store import Broadcast, ShortLink, Store

PATH = "/l"
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_CODE = re.compile(r"[A-Za-z0-9_-]{1,12}")
_SENTENCE_END = ".,;:!?)]}…"
# Platforms and search engines open a link to show a picture of it; no person did.
_MACHINES = re.compile(r"bot\b|bot/|crawler|spider|preview|facebookexternalhit", re.IGNORECASE)


def shortened(
    store: Store, broadcast_id: int, message: OutboundMessage, base: str | None
) -> OutboundMessage:
    """``message`` with short addresses below ``base``; as it is without a ``base``."""
    addresses = _addresses(message)
    if base is None or not addresses:
        return message
    with store.session() as session:
        # Two workers of one broadcast at the same moment make one set of codes.
        session.get_one(Broadcast, broadcast_id, with_for_update=True)
        codes = _codes(session, broadcast_id, addresses)
    short = {url: f"{base}{PATH}/{code}" for url, code in codes.items()}
    sources = tuple(
        one.model_copy(update={"url": short.get(one.url or "", one.url)}) for one in message.sources
    )
    text = _ADDRESS.sub(lambda found: _replaced(found[0], short), message.text)
    return message.model_copy(update={"text": text, "sources": sources})


def follow(store: Store, code: str, agent: str) -> str | None:
    """Where ``code`` leads, counted unless ``agent`` is a machine's; None: there is no such code.

    ``agent`` is looked at and forgotten.
    """
    if not _CODE.fullmatch(code):
        return None
    with store.session() as session:
        url = session.scalar(select(ShortLink.url).where(ShortLink.code == code))
        if url is not None and not _MACHINES.search(agent):
            session.execute(
                update(ShortLink).where(ShortLink.code == code).values(clicks=ShortLink.clicks + 1)
            )
    return url


def clicks(session: Session, broadcast_id: int) -> int | None:
    """How often the links of a broadcast were opened; None where nothing is counted."""
    counted = select(func.sum(ShortLink.clicks)).where(ShortLink.broadcast_id == broadcast_id)
    return session.scalar(counted)


def _addresses(message: OutboundMessage) -> list[str]:
    stated = [one.url for one in message.sources if one.url and _ADDRESS.fullmatch(one.url)]
    written = [found.rstrip(_SENTENCE_END) for found in _ADDRESS.findall(message.text)]
    return list(dict.fromkeys([*stated, *written]))


def _codes(session: Session, broadcast_id: int, addresses: list[str]) -> dict[str, str]:
    rows = session.scalars(select(ShortLink).where(ShortLink.broadcast_id == broadcast_id))
    known = {row.url: row.code for row in rows}
    for place, url in enumerate(addresses):
        if url not in known:
            known[url] = secrets.token_urlsafe(6)
            session.add(ShortLink(code=known[url], broadcast_id=broadcast_id, place=place, url=url))
    return known


def _replaced(found: str, short: dict[str, str]) -> str:
    url = found.rstrip(_SENTENCE_END)
    return short.get(url, url) + found[len(url) :]

"""Whether a request comes from our own pages; together with SameSite this stops forged ones."""

from collections.abc import Mapping
from urllib.parse import urlsplit


def from_our_pages(headers: Mapping[str, str]) -> bool:
    """Judge by what only browsers set and pages cannot forge.

    A request with neither header is no browser's, so no officer's cookie is misused by it.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return True
    # A page cannot set either header, a proxy in front of us may set the second.
    ours = (headers.get("host"), headers.get("x-forwarded-host"))
    return urlsplit(origin).netloc in ours

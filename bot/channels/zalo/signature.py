"""Whether a webhook call really comes from Zalo, told from its raw bytes alone."""

import hashlib
import hmac
import re
from typing import Final

_MAC: Final = re.compile(r"\s*mac\s*=\s*", re.IGNORECASE)
# The time is part of what is signed and stands inside of the body. Within a text of the body
# the quotes are escaped, so a citizen cannot write one that is found here.
_TIMESTAMP: Final = re.compile(rb'"timestamp"\s*:\s*"?(\d{1,20})"?')
_MOST_TIMESTAMPS: Final = 4


def signed_at(raw: bytes, header: str | None, identity: str, secret: str) -> str | None:
    """The time that was signed, as written in the body (ms of the epoch); None if not by Zalo.

    A plain SHA-256 of identity, body, time and key, no HMAC: so Zalo's documentation has it.
    """
    given = _MAC.sub("", header or "", count=1).strip().lower().encode("utf-8", "replace")
    found = None
    for stamp in dict.fromkeys(_TIMESTAMP.findall(raw)[:_MOST_TIMESTAMPS]):
        whole = identity.encode() + raw + stamp + secret.encode()
        if hmac.compare_digest(hashlib.sha256(whole).hexdigest().encode(), given):
            found = stamp.decode()
    return found

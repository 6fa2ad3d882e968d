"""For the day an office is granted access to the state of dossiers; off by default."""

import datetime as dt
from typing import Protocol

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

# The citizen waits; the way to look it up oneself is told in any case.
SECONDS = 3.0


class DossierStatus(BaseModel):
    """What the other system says of one dossier, word for word, and since when."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    code: str
    status: str = Field(min_length=1, max_length=300)
    agency: str | None = None
    as_of: dt.datetime
    source: str = Field(min_length=1)
    url: str | None = None


class StatusUnavailableError(Exception):
    """The other system did not answer, or not sensibly; its message holds no dossier's code."""


class StatusConnector(Protocol):
    """What a source of dossiers' states has to offer."""

    async def look_up(self, code: str) -> DossierStatus | None:
        """The state of ``code``; None when the system does not know it.

        Raises:
            StatusUnavailableError: no sensible answer in time.
        """
        ...


class HttpStatusConnector:
    """Asks ``GET url?code=…``: 200 with a DossierStatus as JSON, 404 when it is not known."""

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        self._url = url
        self._seconds = seconds

    async def look_up(self, code: str) -> DossierStatus | None:
        try:
            async with httpx.AsyncClient(timeout=self._seconds, trust_env=False) as http:
                answer = await http.get(self._url, params={"code": code})
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            found = DossierStatus.model_validate_json(answer.raise_for_status().content)
        except httpx.HTTPError as error:
            raise StatusUnavailableError(type(error).__name__) from None
        except ValidationError as error:
            raise StatusUnavailableError(f"{error.error_count()} fields unfit") from None
        if found.code != code:
            raise StatusUnavailableError("answers about another dossier")
        return found

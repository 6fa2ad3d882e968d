"""A call's parameters, however they were posted: query, form, multipart or JSON."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from tests.loopback.telegram.errors import bad_request


class Params:
    """Strings as forms carry them, or JSON values as they are."""

    def __init__(
        self, values: Mapping[str, Any], file_names: Mapping[str, str] | None = None
    ) -> None:
        self.values = dict(values)
        self.file_names = dict(file_names or {})

    @classmethod
    async def of(cls, request: Request) -> "Params":
        values: dict[str, Any] = dict(request.query_params)
        file_names: dict[str, str] = {}
        kind = request.headers.get("content-type", "").partition(";")[0]
        if kind == "application/json":
            values |= await request.json()
        elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
            async with request.form() as form:
                for key, value in form.items():
                    if isinstance(value, str):
                        values[key] = value
                    else:
                        values[key] = await value.read()
                        file_names[key] = value.filename or key
        return cls(values, file_names)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            raise bad_request(f"{name} must be an integer") from None

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "1"}

    def object(self, name: str) -> Any:
        """A JSON value, given as such or as text; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

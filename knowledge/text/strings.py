"""The texts within a record's data."""

from collections.abc import Iterator


def strings_in(value: object) -> Iterator[str]:
    """Every text within JSON data, however deep, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from strings_in(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings_in(part)

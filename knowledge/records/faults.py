"""Why a record is refused, in one line."""

from pydantic import ValidationError


def fault_of(error: ValidationError) -> str:
    """The first fault, after its field where it is one field's."""
    fault = error.errors()[0]
    message = fault["msg"].removeprefix("Value error, ")
    field = ".".join(str(part) for part in fault["loc"])
    return f"{field}: {message}" if field else message

"""Which of the choices offered is named by a reply in words: 'của Hải Hòa', 'cấp lại'."""

from collections.abc import Sequence

from knowledge.index import Item
from knowledge.text import Aspect, AspectReader, clean, tokens

# They say that something is chosen, not what.
_FILLERS = frozenset(
    tokens(
        "của cái ở bên là tôi em hỏi muốn ạ dạ vâng nhé nha ấy đó kia theo về ý thủ tục kế hoạch "
        "phường xã huyện tỉnh thị trấn"
    )
)
# A longer reply is a question of its own.
_MOST_WORDS = 6


def named_among(reply: str, items: Sequence[Item]) -> Item | None:
    """The one of ``items`` whose name holds all that ``reply`` says; None unless just one does.

    What asks for an aspect ('lệ phí thế nào') names no choice.
    """
    if AspectReader.default().read(clean(reply)).aspects:
        return None
    said = {word for word in tokens(reply) if word not in _FILLERS}
    if not said or len(said) > _MOST_WORDS:
        return None
    named = [item for item in items if said <= _name(item)]
    return named[0] if len(named) == 1 else None


def names_only_an_aspect(reply: str) -> tuple[Aspect, ...]:
    """The aspects that ``reply`` asks for; none if it names a subject besides."""
    reading = AspectReader.default().read(clean(reply))
    named = AspectReader.default().names_something(reading.subject)
    return () if named else reading.aspects


def _name(item: Item) -> set[str]:
    return set(tokens(" ".join([item.title, item.code or "", *item.payload.get("called", [])])))

"""``motcua knowledge replay``: then and now side by side."""

import json
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.cli.language import tr
from bot.cli.options import echo
from bot.messages.replaying import Replay

_ROWS = ("state", "why", "aspects", "index", "model")


def print_replay(found: Replay, as_json: bool) -> None:
    """Print both traces; JSON holds them whole."""
    if as_json:
        echo(json.dumps({**asdict(found), "same": found.same}, ensure_ascii=False))
        return
    table = Table("", tr("then", "lúc ấy"), tr("now", "bây giờ"), title=found.question)
    for name in _ROWS:
        table.add_row(name, _told(found.then.get(name)), _told(found.now.get(name)))
    then, now = found.then.get("hits") or [], found.now.get("hits") or []
    for place in range(max(len(then), len(now))):
        table.add_row(str(place + 1), _hit(then, place), _hit(now, place))
    Console().print(table)
    echo(tr("The same.", "Như cũ.") if found.same else tr("It differs.", "Đã khác."))


def _told(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "–")


def _hit(hits: list[dict[str, Any]], place: int) -> str:
    if place >= len(hits):
        return "–"
    hit = hits[place]
    return f"{hit.get('score', '–')}  {hit.get('title', '')}\n{hit.get('key', '')}"

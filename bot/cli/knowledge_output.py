"""How the knowledge commands print: reports, rows of hits, answers."""

import json
import time
from typing import TYPE_CHECKING, Any

import typer

from bot.cli.language import tr
from bot.cli.options import echo
from knowledge.library import SaveResult

if TYPE_CHECKING:
    from knowledge.answers import Answer, Answerer
    from knowledge.catalogue import ImportReport
    from knowledge.search import Hit, SearchResult

FIRST_LINES = 5


def print_report(report: "ImportReport") -> None:
    """Print what an import did; skipped rows one a line, and exit code 1 if there are any."""
    for skipped in report.skipped:
        typer.echo(str(skipped), err=True)
    for field, lines in report.gaps.items():
        typer.echo(_gap(field, lines), err=True)
    counts = {result.value: report.counts.get(result, 0) for result in SaveResult}
    echo(
        tr(
            f"new {counts['new']}, changed {counts['changed']}, same {counts['same']}, "
            f"removed {len(report.removed)}, skipped {len(report.skipped)}",
            f"mới {counts['new']}, đổi {counts['changed']}, như cũ {counts['same']}, "
            f"không còn {len(report.removed)}, bỏ qua {len(report.skipped)}",
        )
    )
    if report.skipped:
        raise typer.Exit(1)


def _gap(field: str, lines: list[int]) -> str:
    """One line for all records that lack ``field``; nothing is guessed for them."""
    first = ", ".join(map(str, lines[:FIRST_LINES])) + (" …" if len(lines) > FIRST_LINES else "")
    return tr(
        f"{len(lines)} without '{field}', answered as not stated (lines {first})",
        f"{len(lines)} thủ tục không có '{field}', sẽ trả lời là nguồn không ghi (dòng {first})",
    )


def search_row(name: str, result: "SearchResult", top: int) -> str:
    """One row in the contract's shape."""
    return json.dumps(
        _row(name, result.query.raw, str(result.verdict), result.ms, result.hits[:top]),
        ensure_ascii=False,
    )


def print_answer(answerer: "Answerer", question: str, as_json: bool) -> None:
    """Print the answer to one question."""
    started = time.perf_counter()
    answer = answerer.answer(question)
    elapsed = (time.perf_counter() - started) * 1000
    if as_json:
        row = _row("ask", question, str(answer.state), elapsed, list(answer.hits))
        echo(json.dumps({**row, "answer": shown(answer)}, ensure_ascii=False))
    else:
        echo(shown(answer))


def shown(answer: "Answer") -> str:
    """The answer with its choices and sources as plain text."""
    lines = [answer.text]
    lines += [f"- {choice.title}" for choice in answer.choices]
    for source in answer.sources:
        checked = f", kiểm tra ngày {source.checked_on:%d/%m/%Y}" if source.checked_on else ""
        code = f" ({source.code})" if source.code else ""
        link = f" {source.url}" if source.url else ""
        lines.append(f"Nguồn: {source.title}{code}{checked}{link}")
    return "\n".join(lines)


def _row(name: str, question: str, outcome: str, ms: float, hits: "list[Hit]") -> dict[str, Any]:
    return {
        "id": name,
        "question": question,
        "outcome": outcome,
        "ms": round(ms, 2),
        "hits": [_hit(hit) for hit in hits],
    }


def _hit(hit: "Hit") -> dict[str, Any]:
    item = hit.item
    return {
        "id": item.key,
        "kind": item.kind,
        "code": item.code,
        "title": item.title,
        "score": round(hit.score, 4),
        "text": item.payload.get("answer") or item.payload.get("summary") or hit.text,
        "source": {"file": item.file, "lines": list(item.lines) if item.lines else None},
        "validity": item.validity.model_dump(mode="json", exclude_none=True),
    }

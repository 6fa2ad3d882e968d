"""``motcua knowledge``: import, build, search, ask."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.cli.knowledge_output import print_answer, print_report, search_row
from bot.cli.language import tr
from bot.cli.options import DataOption, JsonOption, echo, plain_errors, settings_for
from knowledge.errors import KnowledgeError
from knowledge.library import Library

if TYPE_CHECKING:
    from knowledge.answers import Answerer
    from knowledge.live import LiveKnowledge
    from knowledge.plans import RepairModel

app = typer.Typer(no_args_is_help=True, help=tr("What the assistant knows.", "Kho kiến thức."))
imports = typer.Typer(no_args_is_help=True, help=tr("Bring in files.", "Nhập tệp."))
app.add_typer(imports, name="import")

# The path of 'correct' that settles a suspected blind replacement.
EVERYWHERE = "*"
PathsArgument = Annotated[list[Path], typer.Argument(help=tr("Files or folders", "Tệp, thư mục"))]


@imports.command(help=tr("Plans (.txt, .pdf, .docx).", "Kế hoạch (.txt, .pdf, .docx)."))
def plans(paths: PathsArgument, data: DataOption = None) -> None:
    """Import plans."""
    from knowledge.imports import import_plans

    with plain_errors(KnowledgeError):
        print_report(import_plans(_library(data), paths, dt.date.today()))  # noqa: DTZ011


@imports.command(help=tr("Procedures (.jsonl, .xlsx, .csv).", "Thủ tục (.jsonl, .xlsx, .csv)."))
def procedures(paths: PathsArgument, data: DataOption = None) -> None:
    """Import procedures."""
    from knowledge.catalogue import import_procedures

    with plain_errors(KnowledgeError):
        library = _library(data)
        for path in paths:
            with Console(stderr=True).status(path.name) as status:
                report = import_procedures(
                    library,
                    path,
                    dt.date.today(),  # noqa: DTZ011
                    lambda line, name=path.name: status.update(f"{name}: {line}"),  # type: ignore[misc]
                )
            print_report(report)


@imports.command(help=tr("Questions and answers (.yaml, .jsonl).", "Hỏi đáp (.yaml, .jsonl)."))
def faq(paths: PathsArgument, data: DataOption = None) -> None:
    """Import FAQs."""
    from knowledge.imports import import_faqs

    with plain_errors(KnowledgeError):
        print_report(import_faqs(_library(data), paths))


@imports.command(help=tr("Offices and hotlines (.yaml, .jsonl).", "Danh bạ (.yaml, .jsonl)."))
def directory(paths: PathsArgument, data: DataOption = None) -> None:
    """Import contacts."""
    from knowledge.imports import import_contacts

    with plain_errors(KnowledgeError):
        print_report(import_contacts(_library(data), paths))


@imports.command(help=tr("Clean texts that teach the language model.", "Văn bản sạch."))
def texts(paths: PathsArgument, data: DataOption = None) -> None:
    """Import clean documents."""
    from knowledge.imports import import_texts

    with plain_errors(KnowledgeError):
        print_report(import_texts(_library(data), paths))


@app.command(help=tr("Build the index.", "Lập chỉ mục."))
def build(data: DataOption = None) -> None:
    """Build the index of everything held."""
    from bot.cli.building import build as build_with_progress

    with plain_errors(KnowledgeError):
        made = build_with_progress(settings_for(data))
    echo(
        tr(f"{made.items} items, {made.entries} entries.", f"{made.items} mục, {made.entries} câu.")
    )


@app.command(help=tr("Search many questions.", "Tìm nhiều câu hỏi."))
def search(
    questions: Annotated[Path, typer.Option(help=tr("JSON lines: id, question", "Tệp câu hỏi"))],
    top: Annotated[int, typer.Option(min=1, max=10)] = 10,
    as_json: JsonOption = True,
    data: DataOption = None,
) -> None:
    """Print one row of hits for every question."""
    with plain_errors(KnowledgeError):
        answerer = _answerer(data)
        for number, line in _lines(questions):
            try:
                row = json.loads(line)
                question, name = row["question"], row["id"]
            except (ValueError, KeyError, TypeError, RecursionError):
                question = None
            if not isinstance(question, str):
                raise KnowledgeError(f"{questions}:{number}: a row needs 'id' and 'question'")
            echo(search_row(name, answerer.searcher.search(question), top))
    del as_json  # the only format there is; the option is the contract's


@app.command(help=tr("Ask one question.", "Hỏi một câu."))
def ask(question: str, as_json: JsonOption = False, data: DataOption = None) -> None:
    """Print the answer as a citizen reads it."""
    with plain_errors(KnowledgeError):
        print_answer(_answerer(data), question, as_json)


@app.command(help=tr("Measure on labelled questions.", "Đo trên bộ câu hỏi có nhãn."))
def evaluate(
    questions: Annotated[
        Path | None,
        typer.Argument(help=tr("JSON lines with gold (default: our own)", "Tệp câu hỏi")),
    ] = None,
    wrong: Annotated[
        Path | None, typer.Option(help=tr("Write wrong cases here", "Ghi các câu sai"))
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help=tr("Folder for figures and picture", "Thư mục kết quả"))
    ] = None,
    baseline: Annotated[
        bool, typer.Option("--write-baseline", help=tr("Renew the baseline", "Ghi lại mốc so sánh"))
    ] = False,
    data: DataOption = None,
) -> None:
    """Print finding and outcomes per slice, beside what others would find."""
    from bot.cli.evaluation import run_evaluation, write_baseline

    with plain_errors(KnowledgeError, OSError, UnicodeDecodeError):
        if baseline:
            write_baseline(settings_for(data))
        else:
            run_evaluation(settings_for(data), questions, wrong, out)


@app.command(help=tr("Restore a scanned text.", "Phục hồi dấu cho bản chụp."))
def repair(
    file: Path,
    report: Annotated[
        bool, typer.Option(help=tr("List doubtful words", "Liệt kê chỗ chưa chắc"))
    ] = False,
    data: DataOption = None,
) -> None:
    """Print the restored text, line for line."""
    from knowledge.plans import read_lines, settled

    with plain_errors(KnowledgeError):
        verdicts = _library(data).replacements(file.name)
        lines = _repair_model(data).repair(read_lines(file).lines)
    restored = [settled(line, verdicts) for line in lines]
    for line in restored:
        echo(line.text)
    if report:
        for number, line in enumerate(restored, start=1):
            for word in line.unsure:
                typer.echo(f"{file.name}:{number}: {word.written} ({word.read})", err=True)
            for note in (*line.warnings, *map(str, line.offers)):
                typer.echo(f"{file.name}:{number}: {note}", err=True)


@app.command(help=tr("Read a plan into a record.", "Đọc kế hoạch thành bản ghi."))
def plan(file: Path, as_json: JsonOption = True, data: DataOption = None) -> None:
    """Print the whole record of one plan."""
    from knowledge.opening import open_plan_file

    with plain_errors(KnowledgeError):
        reading = open_plan_file(file, settings_for(data).knowledge).reading
    echo(reading.model_dump_json(by_alias=True, indent=None if as_json else 1))


@app.command(help=tr("Correct how a plan was read.", "Sửa chỗ đọc sai trong kế hoạch."))
def correct(
    file: Path,
    path: Annotated[str, typer.Argument(help=tr("e.g. title, units.unit; *", "vd. title; *"))],
    by: Annotated[str, typer.Option(help=tr("Who says so", "Ai sửa"))],
    read: Annotated[
        str | None, typer.Option(help=tr("As read; none if unreadable", "Chữ đã đọc"))
    ] = None,
    value: Annotated[
        str | None, typer.Option(help=tr("As it is; none for nothing", "Chữ đúng"))
    ] = None,
    data: DataOption = None,
) -> None:
    """Keep a correction, which every later reading of the plan gets."""
    from knowledge.editing.plan_corrections import Correction, save_correction, settle_offers
    from knowledge.opening import open_plan_file

    with plain_errors(KnowledgeError):
        opened = open_plan_file(file, settings_for(data).knowledge)
        plan = file.name
        if path == EVERYWHERE:
            settle_offers(_library(data), plan, opened.lines, read or "", value or "", by)
        else:
            if path != "number" and opened.reading.number:
                plan = opened.reading.number
            correction = Correction(plan=plan, path=path, read=read, value=value, by=by)
            save_correction(_library(data), opened.reading, correction)
    echo(
        tr(
            f"{plan}: {path} corrected; build the index.",
            f"{plan}: đã sửa {path}; lập lại chỉ mục.",
        )
    )


@app.command(help=tr("Ask a stored question again.", "Hỏi lại một câu đã trả lời."))
def replay(
    message: Annotated[int, typer.Argument(help=tr("The answer's number", "Số của câu trả lời"))],
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Show what was found then and what is found now, side by side."""
    from bot.cli.replaying import print_replay
    from bot.messages.replaying import NoTraceError
    from bot.messages.replaying import replay as ask_again
    from bot.store import Message, open_store

    with plain_errors(KnowledgeError, NoTraceError):
        store = open_store(settings_for(data).database)
        try:
            with store.session() as session:
                stored = session.get(Message, message)
                if stored is None:
                    raise NoTraceError(f"there is no message {message}")
                trace = stored.trace
        finally:
            store.close()
        print_replay(ask_again(_live(data), trace), as_json)


@app.command(help=tr("Compare with the national catalogue.", "Đối chiếu danh mục quốc gia."))
def check(
    against: Annotated[Path, typer.Option(help=tr("The catalogue's file", "Tệp danh mục"))],
) -> None:
    """List every code, fee, time limit or level of our content that differs."""
    from knowledge.checking import differences
    from knowledge.content import load_content

    with plain_errors(KnowledgeError):
        found = differences(load_content().procedures, against)
    for difference in found:
        echo(str(difference))
    unexplained = [difference for difference in found if not difference.why]
    echo(
        tr(
            f"{len(found)} differences, {len(unexplained)} without an explanation.",
            f"{len(found)} chỗ khác, {len(unexplained)} chỗ chưa giải thích.",
        )
    )
    raise typer.Exit(1 if unexplained else 0)


def _library(data: Path | None) -> Library:
    return Library(settings_for(data).knowledge)


def _answerer(data: Path | None) -> "Answerer":
    return _live(data).answerer


def _live(data: Path | None) -> "LiveKnowledge":
    from knowledge.live import LiveKnowledge

    settings = settings_for(data)
    return LiveKnowledge(settings.knowledge, settings.embedding_model, settings.stale_days)


def _repair_model(data: Path | None) -> "RepairModel":
    from knowledge.content import load_content
    from knowledge.restoring import repair_model

    return repair_model(settings_for(data).knowledge, load_content, _library(data))


def _lines(path: Path) -> list[tuple[int, str]]:
    """The lines that hold something, with their numbers."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise KnowledgeError(f"{path}: not UTF-8 text; save it as UTF-8") from None
    return [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]

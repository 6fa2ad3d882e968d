"""``motcua plan``: import plans as tasks, look at them, fill in what is missing."""

import datetime as dt
import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, JsonOption, echo, plain_errors, settings_for
from bot.plans.errors import PlanError
from bot.store import open_store
from knowledge.errors import KnowledgeError

app = typer.Typer(no_args_is_help=True, help=tr("Plans and their tasks.", "Kế hoạch và nhiệm vụ."))


@app.command(
    "import", help=tr("Turn plans into tasks (.txt, .pdf, .docx).", "Nhập kế hoạch thành nhiệm vụ.")
)
def import_(
    files: Annotated[list[Path], typer.Argument(help=tr("Files", "Tệp"))],
    data: DataOption = None,
) -> None:
    """Import each file; the reading's warnings go to stderr. One bad file spoils no other."""
    from bot.desk.audit import COMMAND_LINE, audit
    from bot.plans.importing import import_reading
    from knowledge.opening import hold_for_answers, open_plan_file

    with plain_errors(KnowledgeError):
        settings = settings_for(data)
        store = open_store(settings.database)
    failed = False
    for file in files:
        try:
            opened = open_plan_file(file, settings.knowledge)
        except KnowledgeError as error:
            typer.echo(str(error), err=True)
            failed = True
            continue
        with store.session() as session:
            done = import_reading(session, opened.reading, file.name, COMMAND_LINE, opened.lines)
            audit(session, None, "plan.import", f"plan:{done.plan_id}", after={"file": file.name})
        hold_for_answers(opened, file.name, settings.knowledge, _today())
        for warning in done.warnings:
            typer.echo(f"{file.name}: {warning}", err=True)
        echo(
            tr(
                f"Plan {done.plan_id}: {done.new} new tasks, {done.kept} kept, {done.gone} gone, "
                f"{done.conflicts} conflicts with corrections.",
                f"Kế hoạch {done.plan_id}: {done.new} nhiệm vụ mới, {done.kept} giữ nguyên, "
                f"{done.gone} không còn, {done.conflicts} chỗ khác với bản cán bộ đã sửa.",
            )
        )
    store.close()
    if failed:
        raise typer.Exit(1)


@app.command("list", help=tr("All plans.", "Các kế hoạch."))
def list_(data: DataOption = None) -> None:
    """Print a line for each plan."""
    from sqlalchemy import select

    from bot.store import Plan

    with plain_errors(), open_store(settings_for(data).database).session() as session:
        for plan in session.scalars(select(Plan).order_by(Plan.id)):
            echo(f"{plan.id}  {plan.number or '—'}  {plan.issued or '—'}  {plan.title}")


@app.command(help=tr("Frame of our own plan (DOCX).", "Khung kế hoạch của đơn vị (DOCX)."))
def skeleton(
    plan: Annotated[int, typer.Argument(help=tr("Id of the higher plan", "Mã kế hoạch cấp trên"))],
    out: Annotated[Path, typer.Option(help=tr("FILE.docx", "Tệp .docx"))],
    data: DataOption = None,
) -> None:
    """Write what a higher plan asks as the frame of the unit's own; gaps go to stderr."""
    from bot.desk.calendar import ZONE
    from bot.plans.skeleton import skeleton_of, write_skeleton
    from bot.store import Plan
    from knowledge.records.plan import PlanReading

    with plain_errors(PlanError):
        settings = settings_for(data)
        with open_store(settings.database).session() as session:
            found = session.get(Plan, plan)
            if found is None:
                raise PlanError(f"không có kế hoạch số {plan}")
            frame = skeleton_of(PlanReading.model_validate(found.reading))
        try:
            write_skeleton(frame, settings.unit, dt.datetime.now(ZONE).date(), out)
        except OSError as error:
            raise PlanError(f"--out: không ghi được {out} ({error.strerror})") from None
    for name in frame.missing:
        typer.echo(tr(f"missing: {name}", f"thiếu: {name}"), err=True)
    echo(str(out))


@app.command(help=tr("The tasks of all plans, or of one.", "Nhiệm vụ của kế hoạch."))
def tasks(
    plan: Annotated[int | None, typer.Option(help=tr("Id of a plan", "Mã kế hoạch"))] = None,
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """Print a line for each task with its state."""
    from bot.plans.tasks import state_of
    from bot.plans.tasks import tasks as found

    with plain_errors(), open_store(settings_for(data).database).session() as session:
        for one in found(session, plan):
            row = {
                "id": one.id,
                "plan": one.plan_id,
                "state": state_of(one, _today()).value,
                "due": one.due.isoformat() if one.due else None,
                "lead": one.lead,
                "content": one.content,
            }
            if as_json:
                echo(json.dumps(row, ensure_ascii=False))
            else:
                echo(f"{one.id}  [{row['state']}]  {row['due'] or '—'}  {one.lead or '—'}")
                echo(f"    {one.content}")


@app.command(help=tr("Everything about one task.", "Chi tiết một nhiệm vụ."))
def show(task: int, data: DataOption = None) -> None:
    """Print all fields, what is missing, and what staff corrected."""
    from bot.plans.fields import FIELD_NAMES, missing, unpacked
    from bot.plans.tasks import state_of
    from bot.plans.tasks import task as found

    with plain_errors(PlanError), open_store(settings_for(data).database).session() as session:
        one = found(session, task)
        echo(f"{one.id}  [{state_of(one, _today()).value}]  {one.plan.title}")
        for name, label in FIELD_NAMES.items():
            echo(f"{label}: {_shown(getattr(one, name))}")
        for name in missing(one):
            echo(f"! {FIELD_NAMES[name]}: {tr('not read; fill it in', 'chưa có, cần bổ sung')}")
        for correction in one.corrections:
            read = _shown(unpacked(correction.read))
            echo(f"~ {FIELD_NAMES[correction.field]}: {correction.by} ({read})")


@app.command("set", help=tr("Fill in or correct a field of a task.", "Bổ sung, sửa nhiệm vụ."))
def set_(
    task: int,
    lead: Annotated[str | None, typer.Option(help=tr("Lead unit", "Chủ trì"))] = None,
    due: Annotated[str | None, typer.Option(help=tr("Due date, YYYY-MM-DD", "Hạn"))] = None,
    by: Annotated[str | None, typer.Option(help=tr("Who says so", "Người sửa"))] = None,
    data: DataOption = None,
) -> None:
    """Set the lead unit or the due date; a later import keeps it."""
    from bot.desk.audit import COMMAND_LINE
    from bot.plans.tasks import correct

    who = by or COMMAND_LINE
    with plain_errors(PlanError), open_store(settings_for(data).database).session() as session:
        if lead is not None:
            correct(session, task, "lead", lead, who)
        if due is not None:
            correct(session, task, "due", _date(due), who)
    echo(tr("Saved.", "Đã ghi."))


@app.command(help=tr("Tasks that are due soon.", "Nhiệm vụ sắp tới hạn."))
def due(data: DataOption = None) -> None:
    """Print what is due within two weeks."""
    from bot.plans.reminders import coming

    with plain_errors(), open_store(settings_for(data).database).session() as session:
        for one in coming(session, _today()):
            echo(one.text)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value) or "—"
    if isinstance(value, bool):
        return tr("yes", "có") if value else tr("no", "không")
    return str(value or "—")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise PlanError(f"--due: '{text}'; viết YYYY-MM-DD, ví dụ 2026-12-16") from None


def _today() -> dt.date:
    from bot.desk.calendar import ZONE

    return dt.datetime.now(ZONE).date()

"""``motcua report``: the periodic report as DOCX or XLSX."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for
from bot.plans.errors import PlanError


def report(
    period: Annotated[str, typer.Option(help="2026-Q4, 2026-M11, 2026-H2, 2026")],
    out: Annotated[Path, typer.Option(help=tr("FILE.docx or FILE.xlsx", "Tệp .docx hoặc .xlsx"))],
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help=tr("Write XLSX, whatever the name", "Ghi XLSX"))
    ] = False,
    data: DataOption = None,
) -> None:
    """Draft the report on a period; what is missing is listed in it and on stderr."""
    from bot.desk.calendar import load_calendar
    from bot.desk.data import DeskDataError
    from bot.plans.periods import parse_period
    from bot.plans.report import collect, write_docx, write_xlsx
    from bot.plans.report.text_document import due_lines
    from bot.store import open_store

    with plain_errors(PlanError, DeskDataError):
        asked = parse_period(period)
        if not xlsx and out.suffix.lower() not in (".docx", ".xlsx"):
            raise PlanError(f"--out: '{out.name}'; tên tệp phải có đuôi .docx hoặc .xlsx")
        settings = settings_for(data)
        store = open_store(settings.database)
        calendar = load_calendar(settings.calendar)
        with store.session() as session:
            now = dt.datetime.now(dt.UTC)
            found = collect(session, asked, settings.unit, now, calendar.is_working_day)
            write = write_xlsx if xlsx or out.suffix.lower() == ".xlsx" else write_docx
            try:
                write(found, out)
            except OSError as error:
                raise PlanError(f"--out: không ghi được {out} ({error.strerror})") from None
        store.close()
    for line in due_lines(found):
        echo(line)
    if found.missing:
        told = f"{len(found.missing)} chỗ còn thiếu minh chứng hoặc số liệu (mục II)."
        typer.echo(tr(f"{len(found.missing)} gaps, listed in part II.", told), err=True)
    echo(str(out))

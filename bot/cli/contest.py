"""``motcua contest``: who stands where, and telling the winners."""

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for
from bot.quiz import Contest, ContestError, read_contest, settle
from bot.quiz.ranking import standing
from bot.settings import Settings
from bot.store import open_store

app = typer.Typer(no_args_is_help=True, help=tr("The quiz's contest.", "Cuộc thi trắc nghiệm."))


@app.command(help=tr("Who stands where; no names.", "Bảng xếp hạng, không có tên."))
def ranking(data: DataOption = None) -> None:
    """One line a person: place, right answers, seconds."""
    with plain_errors(ContestError):
        settings = settings_for(data)
        contest = _contest(settings)
        with open_store(settings.database).session() as session:
            ranked = standing(session, contest.id)
    for place, best in enumerate(ranked, start=1):
        score = f"{best.score}/{len(best.progress['questions'])}"
        echo(tr(f"{place}. {score} in {best.seconds} s", f"{place}. {score}, {best.seconds} giây"))
    if not ranked:
        echo(tr("Nobody has finished a round.", "Chưa ai làm xong bài nào."))


@app.command(help=tr("Tell the winners, once.", "Báo cho người đạt giải, một lần."))
def award(data: DataOption = None) -> None:
    """Put the congratulations on their way; the running bot sends them and makes certificates."""
    with plain_errors(ContestError):
        settings = settings_for(data)
        told = settle(open_store(settings.database), _contest(settings))
    echo(tr(f"{told} winners told.", f"Đã báo {told} người."))


def _contest(settings: Settings) -> Contest:
    contest = read_contest(settings.contest)
    if contest is None:
        raise ContestError("MOTCUA_CONTEST is not set: there is no contest")
    return contest

"""What a report says, every number with the records that it counts."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from bot.plans.deadlines import Deadline
from bot.plans.periods import ReportPeriod
from bot.plans.tasks import TaskState
from bot.store import Activity, Case, Message, Plan, PlanTask, RegisterEntry, ReportRule
from knowledge.records.plan import PlanChannel

NO_DATA = "không có số liệu"
MOST_CHARACTERS = 160


class RecordName(StrEnum):
    """The kinds of records behind figures, as the annex calls them."""

    ACTIVITY = "hoạt động"
    ANSWER = "câu trả lời của trợ lý"
    CASE = "việc"
    TASK = "nhiệm vụ"
    RATING = "đánh giá"
    ROUND = "lượt thi"


@dataclass(frozen=True)
class Figure:
    """A number: how many records, or the sum of ``amounts`` over them."""

    label: str
    record: RecordName
    ids: tuple[int, ...]
    amounts: tuple[int, ...] | None = None

    @property
    def value(self) -> int:
        """The number."""
        return len(self.ids) if self.amounts is None else sum(self.amounts)


@dataclass(frozen=True)
class Share:
    """A part of a whole; without a whole there is no share."""

    part: Figure
    whole: Figure

    @property
    def text(self) -> str:
        """E.g. '83,3%' or the words that there are no data."""
        if not self.whole.value:
            return NO_DATA
        return f"{100 * self.part.value / self.whole.value:.1f}%".replace(".", ",")


@dataclass(frozen=True)
class TaskLine:
    """A task with what was done for it in the period."""

    task: PlanTask
    state: TaskState
    activities: Figure
    sessions: Figure
    reached: Figure
    evidence: int


@dataclass(frozen=True)
class ChannelLine:
    """A channel with what went over it; ``uncounted`` activities reached nobody knows how many."""

    channel: PlanChannel
    activities: Figure
    sessions: Figure
    known: Figure
    estimated: Figure
    uncounted: Figure
    links: tuple[str, ...]


@dataclass(frozen=True)
class DueReport:
    """A rule of a plan with the day that it sets; ``deadline`` None has to be asked."""

    plan: Plan
    rule: ReportRule
    deadline: Deadline | None


@dataclass(frozen=True)
class CaseLine:
    """A case as the workbook lists it: never its words."""

    case: Case
    on_time: bool | None


@dataclass(frozen=True)
class Satisfaction:
    """Marks from 1 to 5; ``average`` is None when there are none."""

    marks: Figure
    content: Figure
    average: float | None


@dataclass(frozen=True)
class ContestLine:
    """A contest of the quiz; ``best`` is the most right answers of a round, None without any."""

    entry: RegisterEntry
    people: Figure
    best: int | None


@dataclass
class ReportData:
    """Everything a report is written from."""

    period: ReportPeriod
    unit: str
    today: dt.date
    plans: list[Plan] = field(default_factory=list)
    due: list[DueReport] = field(default_factory=list)
    tasks: list[TaskLine] = field(default_factory=list)
    channels: list[ChannelLine] = field(default_factory=list)
    unassigned: Figure | None = None
    answers: list[Figure] = field(default_factory=list)
    all_answers: Figure | None = None
    wrong: Figure | None = None
    cases: list[Figure] = field(default_factory=list)
    on_time: Share | None = None
    satisfaction: Satisfaction | None = None
    contests: list[ContestLine] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    next_tasks: list[TaskLine] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    case_lines: list[CaseLine] = field(default_factory=list)
    registers: list[RegisterEntry] = field(default_factory=list)

    def figures(self) -> list[Figure]:
        """Every figure that the text states, in its order."""
        found = [figure for line in self.tasks for figure in (line.activities, line.reached)]
        for line in self.channels:
            found += [line.activities, line.sessions, line.known, line.estimated, line.uncounted]
        found += [self.unassigned] if self.unassigned else []
        found += ([self.all_answers] if self.all_answers else []) + self.answers
        found += ([self.wrong] if self.wrong else []) + self.cases
        if self.on_time:
            found += [self.on_time.part, self.on_time.whole]
        if self.satisfaction:
            found += [self.satisfaction.marks, self.satisfaction.content]
        return found + [line.people for line in self.contests]


def spans(ids: tuple[int, ...]) -> str:
    """Numbers as short as they can be named: '1–4, 7'."""
    parts: list[list[int]] = []
    for one in sorted(ids):
        if parts and one == parts[-1][-1] + 1:
            parts[-1][1:] = [one]
        else:
            parts.append([one])
    return ", ".join("–".join(str(end) for end in part) for part in parts) or "—"


def named(ids: tuple[int, ...]) -> str:
    """The numbers on paper: where they are too many, their bounds and where all of them stand."""
    listed = spans(ids)
    if len(listed) <= MOST_CHARACTERS:
        return listed
    return f"{number(len(ids))} bản ghi, mã từ {min(ids)} đến {max(ids)}; đủ cả trong tệp XLSX"


def number(value: int) -> str:
    """A count with the Vietnamese thousands point."""
    return f"{value:,}".replace(",", ".")

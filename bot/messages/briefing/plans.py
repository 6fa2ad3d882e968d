"""One thing that a plan says becomes a brief, for those who carry the plan out."""

import datetime as dt
from dataclasses import dataclass

from bot.messages.brief import Audience, Brief, KeyFact, Label, Origin, Question, Source, Tone
from bot.messages.briefing.clauses import slogan_of, spoken_title
from bot.messages.briefing.phrases import audience_words
from bot.messages.facts import Facts
from knowledge.records import PlanRecord

# Three for a meeting, more where a talk would be too short.
MOST_QUESTIONS = 6


@dataclass(frozen=True)
class PlanPoint:
    """A fact of a plan by its number (1-based), or a row that a colleague read from one."""

    plan: PlanRecord
    number: int

    @property
    def reference(self) -> str:
        """As the index and buttons name it."""
        return f"{self.plan.id}.{self.number}"


def brief_plan(
    point: PlanPoint, audience: Audience, unit: str, context: tuple[str, ...] = ()
) -> Brief:
    """The brief of one point; its neighbours in the same section are a meeting's questions."""
    plan, fact = point.plan, point.plan.facts[point.number - 1]
    others = [one for one in plan.facts if one is not fact]
    near = sorted(others, key=lambda one: one.section != fact.section)[:MOST_QUESTIONS]
    full = f"{plan.title}, số {plan.number} ngày {plan.date:%d/%m/%Y}"
    key_facts = (
        KeyFact(Label.NUMBER, f"{plan.number} ngày {plan.date:%d/%m/%Y}", plan.number),
        KeyFact(Label.ISSUER, plan.issuer, plan.issuer),
        KeyFact(Label.SECTION, fact.section, fact.section),
        KeyFact(Label.PERIOD, plan.period, plan.period),
    )
    wanted = (
        {Label.NUMBER, Label.ISSUER, Label.SECTION, Label.PERIOD}
        if audience is Audience.OFFICER
        else {Label.ISSUER, Label.PERIOD}
    )
    return Brief(
        origin=Origin.PLAN,
        reference=point.reference,
        audience=audience,
        tone=Tone.REPORT if audience is Audience.OFFICER else Tone.ANSWER,
        title=fact.question,
        spoken_title=spoken_title(fact.question),
        lead=audience_words(fact.answer, audience),
        slogan=slogan_of(fact.answer) or plan.title,
        key_facts=tuple(one for one in key_facts if one.label in wanted),
        parts=(),
        official=key_facts,
        official_parts=(),
        questions=tuple(
            Question(one.question, audience_words(one.answer, audience)) for one in near
        ),
        sources=(Source(plan.source.title, plan.source.url, plan.source.reference),),
        checked_on=plan.checked_on,
        unit=unit,
        facts=Facts(
            tuple(
                text
                for text in (
                    full,
                    plan.issuer,
                    plan.period,
                    plan.source.title,
                    plan.source.url or "",
                    plan.source.reference or "",
                    fact.section,
                    _day(plan.checked_on),
                    *(text for one in (fact, *near) for text in (one.question, one.answer)),
                )
                if text
            ),
            context=(unit, *context),
        ),
    )


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"

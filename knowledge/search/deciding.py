"""What the scores allow to say: answer, ask back, or admit that there is no answer."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.index import Item
from knowledge.records import RecordKind
from knowledge.search.settings import DecisionLimits, Sureness
from knowledge.search.unfit import perhaps_unfit, unfit_subject
from knowledge.search.wanted import (
    asks_about_another_person,
    is_left_open,
    is_of_the_plan_named,
    is_yet_to_come,
    missing_value,
    names_another_country,
    names_another_place,
    names_another_year,
    share_spoken_of,
)
from knowledge.text import tokens

# The rule by which it is asked back which of the plans is meant: each orders something else.
WHICH_PLAN = "which plan"


class Verdict(StrEnum):
    """How a search ends."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NO_SOURCE = "no_source"
    OUT_OF_SCOPE = "out_of_scope"
    EXPIRED_SOURCE = "expired_source"


@dataclass(frozen=True)
class Hit:
    """A found item; ``text`` is the entry that led to it, ``score`` has no unit.

    ``covered`` is the share of the question's words, by weight, that the texts leading to the item
    hold between them. ``one_of``: a place in one of the plans, where the question says not which.
    """

    item: Item
    score: float
    cosine: float
    words: float
    text: str
    covered: float = 1.0
    one_of: bool = False


@dataclass(frozen=True)
class Decision:
    """``why`` names the rule that decided; ``missing`` is the value asked for that is not told.

    ``half`` speaks of the matter all the same, where that is not the best hit.
    """

    verdict: Verdict
    why: str
    missing: str | None = None
    half: Item | None = None


def decide(
    question: str,
    hits: Sequence[Hit],
    limits: DecisionLimits,
    today: dt.date,
    *,
    guessed: bool = False,
) -> Decision:
    """Judge ``hits``, best first, refusals among them; ``guessed`` are the question's accents.

    A refusal is a kind of questions that nothing here answers: nearest to it means that the
    records, however near, only share words with the question.
    """
    if not hits or (hits[0].score < limits.scope and not hits[0].one_of):
        return Decision(Verdict.OUT_OF_SCOPE, "scope")
    best = hits[0]
    if best.item.kind is RecordKind.REFUSAL:
        refused = Decision(Verdict(best.item.payload["reason"]), f"refusal {best.item.reference}")
        return _half(question, hits, limits) or refused
    if best.score < limits.clarify:
        return Decision(Verdict.NO_SOURCE, "clarify")
    if best.one_of and _several_plans(hits):
        return Decision(Verdict.CLARIFY, WHICH_PLAN)
    unsure = _why_unsure(question, hits, limits) or _why_strange(question, best.item, guessed)
    if unsure is not None:
        return _unprinted(question, hits, unsure, limits) or Decision(Verdict.CLARIFY, unsure)
    return _about(question, best.item, today)


def _unprinted(
    question: str, hits: Sequence[Hit], unsure: str, limits: DecisionLimits
) -> Decision | None:
    """A plan is asked for a value that no near passage of it prints: nothing to ask back."""
    best = hits[0].item
    if best.kind is not RecordKind.PLAN or unsure not in ("lead", "sureness"):
        return None
    near = [
        hit.item
        for hit in hits
        if hit.item.title == best.title and hit.score >= hits[0].score - limits.choice_span
    ]
    missing = missing_value(question, best)
    if missing is None or any(missing_value(question, item) is None for item in near):
        return None
    return _half(question, hits, limits) or Decision(Verdict.NO_SOURCE, "unprinted", missing)


def _half(question: str, hits: Sequence[Hit], limits: DecisionLimits) -> Decision | None:
    """The passage of the plan named that speaks of the matter without the value, if there is one.

    'Niêm yết đường dây nóng', and no number.
    """
    for hit in hits:
        if not is_of_the_plan_named(question, hit.item):
            continue
        missing = missing_value(question, hit.item)
        if missing is not None and share_spoken_of(question, hit.item) >= limits.half:
            return Decision(Verdict.NO_SOURCE, "value", missing, hit.item)
    return None


def _about(question: str, item: Item, today: dt.date) -> Decision:
    """The record is the right one; may it be told, and does it say what is asked?"""
    if not item.validity.holds_on(today):
        return Decision(Verdict.EXPIRED_SOURCE, "validity")
    if unfit_subject(question, item):
        return Decision(Verdict.OUT_OF_SCOPE, "unfit")
    gap = _gap(question, item, today)
    if gap is not None:
        return Decision(Verdict.NO_SOURCE, gap)
    missing = missing_value(question, item)
    if missing is not None:
        return Decision(Verdict.NO_SOURCE, "value", missing)
    return Decision(Verdict.ANSWERED, "score")


def _gap(question: str, item: Item, today: dt.date) -> str | None:
    """The rule by which ``item`` is about another time or place than is asked, if any."""
    if is_left_open(question, item):
        return "open"
    if names_another_year(question, item) or is_yet_to_come(question, item, today):
        return "year"
    return "place" if names_another_place(question, item) else None


def _several_plans(hits: Sequence[Hit]) -> bool:
    return len({hit.item.file for hit in hits if hit.one_of}) > 1


def _why_unsure(question: str, hits: Sequence[Hit], limits: DecisionLimits) -> str | None:
    lead = lead_of(hits)
    sure = hits[0].score >= limits.answer and lead >= limits.lead
    if not sure and lead < limits.sure_lead:
        return "lead"
    if (
        not _says_it_all(question, hits[0], limits)
        and sureness(hits, limits.sureness) < limits.sureness.least
    ):
        return "sureness"
    return "several" if _names_several(question, hits, limits) else None


def _says_it_all(question: str, best: Hit, limits: DecisionLimits) -> bool:
    """Whether a very near record's texts hold every word of the question's subject.

    Jests about 'làm giấy khai sinh' are always near to it; what makes them jests is a word that no
    record says. Of a plan that is named nearly every word has to be held by the place found.
    """
    if best.item.kind is RecordKind.PLAN:
        named = is_of_the_plan_named(question, best.item)
        return named and best.covered >= limits.sureness.whole_of_plan
    return best.covered >= limits.sureness.whole and best.score >= limits.sureness.very_near


def _why_strange(question: str, item: Item, guessed: bool) -> str | None:
    """What in ``question`` sits ill with ``item``, and is too uncertain to refuse for."""
    if perhaps_unfit(question, item, guessed):
        return "perhaps unfit"
    if asks_about_another_person(question, item):
        return "another person"
    return "abroad" if names_another_country(question, item) else None


def _names_several(question: str, hits: Sequence[Hit], limits: DecisionLimits) -> bool:
    """Whether all that was said stands in another near title as well: 'đăng ký lại' of what?"""
    said = set(tokens(question))
    best = set(tokens(hits[0].item.title))
    if not said or not said <= best:
        return False
    near = (hit for hit in hits[1:] if hit.score >= hits[0].score - limits.choice_span)
    titles = (set(tokens(hit.item.title)) for hit in near)
    return any(said <= title and not best <= title for title in titles)


def sureness(hits: Sequence[Hit], weights: Sureness) -> float:
    """How likely the best hit is what was meant, as log odds (0 is as likely as not)."""
    best, most = hits[0], weights.most_lead
    of_plan = best.item.kind is RecordKind.PLAN
    records = [hit for hit in hits if hit.item.kind is not RecordKind.REFUSAL]
    refusals = (hit.score for hit in hits if hit.item.kind is RecordKind.REFUSAL)
    return (
        weights.base
        + weights.score * best.score
        + weights.lead * min(lead_of(records, windows=of_plan), most)
        + weights.refusal * min(best.score - next(refusals, float("-inf")), most)
        + weights.covered * best.covered
        + weights.plan * of_plan
    )


def lead_of(hits: Sequence[Hit], *, windows: bool = False) -> float:
    """How far the best hit is ahead of the next one that may be meant instead.

    A special case of the best hit is no rival: who says 'khai sinh' means 'Đăng ký khai sinh', not
    'Đăng ký khai sinh lưu động', or would have said so. Of one plan's ``windows`` each may be.
    """
    best = hits[0]
    words = set(tokens(best.item.title))
    rivals = (
        hit.score
        for hit in hits[1:]
        if (windows if _same_plan(hit, best) else not words <= set(tokens(hit.item.title)))
    )
    return best.score - next(rivals, float("-inf"))


def _same_plan(one: Hit, other: Hit) -> bool:
    """Whether both are places of one plan, be it in its own words or in ours."""
    kinds = {one.item.kind, other.item.kind}
    return kinds == {RecordKind.PLAN} and one.item.file == other.item.file

"""From a question and what was talked about before to an answer."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.answer import STILL_TO_CHOOSE, Answer, State
from knowledge.answers.choosing import named_among
from knowledge.answers.citing import cite, is_stale
from knowledge.answers.expiry import tell_expiry
from knowledge.answers.procedures import FIRST, tell_step
from knowledge.answers.telling import first_page, text_in_parts, text_of
from knowledge.answers.titles import choices_of
from knowledge.answers.units import tell_old_unit
from knowledge.answers.wording import say
from knowledge.index import Item
from knowledge.records import Procedure, RecordKind
from knowledge.search import Searcher, SearchResult, Verdict
from knowledge.text import Aspect, AspectReader

DEFAULT_STALE_DAYS = 180
_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?!\d)")
# Rules of the decision by which a record is the right one and still leaves the question open.
TOLD_IN_PART = ("open", "value")
_STATES = {
    Verdict.NO_SOURCE: State.NO_SOURCE,
    Verdict.OUT_OF_SCOPE: State.OUT_OF_SCOPE,
}


@dataclass(frozen=True)
class Topic:
    """What the conversation is about: a record's reference, and the aspects the dialogue heard.

    ``part`` is which part of a long list is wanted, or WHOLE.
    """

    subject: str | None = None
    aspects: tuple[Aspect, ...] = ()
    part: int = FIRST


class Answerer:
    """Answers from one searcher; holds no conversation of its own."""

    def __init__(
        self,
        searcher: Searcher,
        stale_days: int = DEFAULT_STALE_DAYS,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self.searcher = searcher
        self._stale_days = stale_days
        self._today = today

    def answer(self, question: str, topic: Topic = Topic()) -> Answer:
        """Answer ``question``; a follow-up without a subject of its own keeps the topic's."""
        result = self.searcher.search(question)
        answer = replace(self._answer(question, topic, result), why=result.decision.why)
        if answer.state is State.OUT_OF_SCOPE:
            return answer
        old_unit = tell_old_unit(question, answer.hits[0].item if answer.hits else None)
        return replace(answer, text=f"{answer.text}\n{old_unit}") if old_unit else answer

    def _answer(self, question: str, topic: Topic, result: SearchResult) -> Answer:
        named = _named(question, self.searcher)
        if named is not None:
            return self._tell(named, result.query.aspects or topic.aspects, result, topic.part)
        aspects = result.query.aspects or topic.aspects
        subject = self.searcher.index.find(topic.subject) if topic.subject else None
        if subject is not None and _is_follow_up(result, subject, aspects):
            return self._tell(subject, aspects, result, topic.part)
        match result.verdict:
            case Verdict.ANSWERED | Verdict.EXPIRED_SOURCE:
                return self._tell(result.hits[0].item, aspects, result, topic.part)
            case Verdict.CLARIFY:
                return _clarify(result, aspects, subject)
            case _ if result.decision.why in TOLD_IN_PART:
                return self._tell_in_part(result)
            case verdict:
                return Answer(_STATES[verdict], say(verdict), hits=tuple(result.hits))

    def about(self, reference: str, aspects: tuple[Aspect, ...] = (), part: int = FIRST) -> Answer:
        """Tell the record that a button or link names; NO_SOURCE when it is gone."""
        item = self.searcher.index.find(reference)
        if item is None:
            return Answer(State.NO_SOURCE, say("no_source"))
        return self._tell(item, aspects, None, part)

    def offer_again(self, references: Sequence[str], aspects: tuple[Aspect, ...]) -> Answer:
        """Put the choices once more to whom asks 'lệ phí bao nhiêu' before choosing."""
        text, choices = say("clarify_first"), choices_of(self.held(references))
        return Answer(State.CLARIFY, text, aspects=aspects, choices=choices, why=STILL_TO_CHOOSE)

    def chosen_by_name(self, reply: str, references: Sequence[str]) -> str | None:
        """The one of ``references``, offered before, that ``reply`` names; see choosing.py."""
        named = named_among(reply, self.held(references))
        return named.reference if named else None

    def held(self, references: Sequence[str]) -> list[Item]:
        """Those of ``references`` that the index holds."""
        return [item for one in references if (item := self.searcher.index.find(one))]

    def tell(self, item: Item) -> Answer:
        """Tell an item that need not be in the index, such as a wording nobody approved yet."""
        return self._tell(item, (), None, FIRST)

    def step(self, reference: str, number: int) -> Answer:
        """Tell one step of a procedure whole, from 1; 0, or one that is not there: all in short."""
        answer = self.about(reference, (Aspect.STEPS,))
        if answer.page is None:
            return answer
        page = replace(answer.page, turned=True)
        item = self.searcher.index.find(reference)
        if item is None or not 1 <= number <= page.total:
            return replace(answer, page=page)
        text = tell_step(Procedure.model_validate(item.payload), number)
        return replace(answer, text=text, page=replace(page, number=number))

    def _tell(
        self, item: Item, aspects: tuple[Aspect, ...], result: SearchResult | None, part: int
    ) -> Answer:
        today = self._today()
        state, more = State.ANSWERED, False
        text = tell_expiry(item, self.searcher.index, today)
        if text is not None:
            state = State.EXPIRED_SOURCE
        elif item.payload.get("to_fill"):
            text, state = text_of(item, aspects), State.NO_SOURCE
        else:
            text, more = text_in_parts(item, aspects, part)
            if is_stale(item, today, self._stale_days):
                day = dt.date.fromisoformat(item.payload["checked_on"])
                text += "\n" + say("stale", day=f"{day:%d/%m/%Y}")
        return Answer(
            state=state,
            text=text,
            kind=item.kind,
            subject=item.reference if item.kind is RecordKind.PROCEDURE else None,
            aspects=aspects,
            sources=cite(item),
            hits=tuple(result.hits) if result else (),
            page=first_page(item, aspects) if state is State.ANSWERED else None,
            part=part,
            more=more,
        )

    def _tell_in_part(self, result: SearchResult) -> Answer:
        """What the record found does say; that it leaves out what was asked, said first."""
        item, missing = result.hits[0].item, result.decision.missing
        told = text_of(item, result.query.aspects)
        text = told if missing is None else say("half", missing=missing) + "\n" + told
        return Answer(
            State.NO_SOURCE, text, kind=item.kind, sources=cite(item), hits=tuple(result.hits)
        )


def _named(question: str, searcher: Searcher) -> Item | None:
    """The procedure whose national code stands in the question."""
    code = _CODE.search(question)
    return searcher.index.find(code[0]) if code else None


def _is_follow_up(result: SearchResult, subject: Item, aspects: tuple[Aspect, ...]) -> bool:
    """Whether the question is about ``subject`` still: it names nothing else that is known."""
    if not aspects:
        return False
    return not AspectReader.default().names_something(result.query.subject) or (
        bool(result.hits) and result.hits[0].item.key == subject.key
    )


def _clarify(result: SearchResult, aspects: tuple[Aspect, ...], subject: Item | None) -> Answer:
    """Ask which is meant; what is talked about may be meant still where it is near at all."""
    offered = [hit.item for hit in result.choices]
    if subject is not None and any(hit.item.key == subject.key for hit in result.hits):
        others = [item for item in offered if item.key != subject.key]
        offered = [subject, *others][: max(len(offered), 1)]
    return Answer(
        State.CLARIFY,
        say("clarify"),
        aspects=aspects,
        choices=choices_of(offered),
        hits=tuple(result.hits),
    )

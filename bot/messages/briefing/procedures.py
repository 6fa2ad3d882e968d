"""A procedure becomes a brief: four audiences want different things of it."""

from bot.messages.brief import Audience, Brief, KeyFact, Label, Origin, Part, Question, Source, Tone
from bot.messages.briefing.clauses import as_sentences, lower_first, safe_short, spoken_title
from bot.messages.briefing.phrases import audience_words, phrase
from bot.messages.facts import Facts
from knowledge.records import OnlineService, Procedure

# What each audience is told, most wanted first. Officers get the reference fields, businesses the
# way that saves them a trip, a hamlet meeting only what one remembers on the way home.
_FACTS: dict[Audience, tuple[Label, ...]] = {
    Audience.CITIZEN: (
        Label.WHERE, Label.FEE, Label.TIME_LIMIT, Label.ONLINE, Label.POST, Label.RESULT,
    ),
    Audience.BUSINESS: (
        Label.ONLINE, Label.TIME_LIMIT, Label.FEE, Label.WHERE, Label.POST, Label.RESULT,
        Label.AGENCY, Label.CODE,
    ),
    Audience.OFFICER: (
        Label.CODE, Label.FIELD, Label.AGENCY, Label.WHO, Label.TIME_LIMIT, Label.FEE, Label.WHERE,
        Label.ONLINE, Label.POST, Label.RESULT, Label.DECISION, Label.LEGAL,
    ),
    Audience.HAMLET: (Label.WHO, Label.WHERE, Label.FEE, Label.TIME_LIMIT, Label.ONLINE),
}  # fmt: skip
# The order of the published form (Circular 02/2017/TT-VPCP).
_OFFICIAL = (
    Label.CODE, Label.FIELD, Label.WHO, Label.WHERE, Label.ONLINE, Label.POST, Label.TIME_LIMIT,
    Label.FEE, Label.AGENCY, Label.RESULT, Label.DECISION,
)  # fmt: skip
_PARTS: dict[Audience, tuple[str, ...]] = {
    Audience.CITIZEN: ("papers", "cases", "steps", "requirements", "notes"),
    Audience.BUSINESS: ("papers", "cases", "requirements", "steps", "forms", "legal", "notes"),
    Audience.OFFICER: ("papers", "cases", "requirements", "steps", "forms", "legal", "notes"),
    Audience.HAMLET: ("papers", "steps", "cases", "notes"),
}
_ONLINE = {
    OnlineService.FULL: "online_full",
    OnlineService.PARTIAL: "online_partial",
    OnlineService.NONE: "online_none",
}


def brief_procedure(
    record: Procedure, audience: Audience, unit: str, context: tuple[str, ...] = ()
) -> Brief:
    """The brief of ``record`` for ``audience``; ``unit`` is the ward's name."""
    found = _facts(record)
    key_facts = tuple(
        KeyFact(label, audience_words(found[label], audience), audience_words(short, audience))
        for label in _FACTS[audience]
        if label in found
        for short in (safe_short(found[label]),)
    )
    parts = _parts(record)
    title = spoken_title(record.name)
    return Brief(
        origin=Origin.PROCEDURE,
        reference=record.code or record.id,
        audience=audience,
        tone=Tone.REPORT if audience is Audience.OFFICER else Tone.GUIDE,
        title=record.name,
        spoken_title=title,
        lead=audience_words(record.summary or record.name, audience),
        slogan=title,
        key_facts=key_facts,
        parts=tuple(
            Part(name, tuple(audience_words(line, audience) for line in parts[name]))
            for name in _PARTS[audience]
            if parts.get(name)
        ),
        official=tuple(
            KeyFact(label, audience_words(found[label], audience), found[label])
            for label in _OFFICIAL
            if label in found
        ),
        official_parts=tuple(
            Part(name, tuple(audience_words(line, audience) for line in lines))
            for name, lines in parts.items()
            if lines
        ),
        questions=_questions(record, audience),
        sources=(Source(record.source.title, record.source.url, record.source.reference),),
        checked_on=record.checked_on,
        unit=unit,
        facts=Facts(_texts(record, found), context=(unit, *context)),
        code=record.code,
        valid_from=record.validity.effective_from,
        valid_to=record.validity.effective_to,
    )


def _facts(record: Procedure) -> dict[Label, str]:
    where = record.where
    found = {
        Label.WHO: record.audience,
        Label.FEE: record.fee,
        Label.TIME_LIMIT: record.time_limit,
        Label.WHERE: where.counter or record.agency,
        Label.ONLINE: _online(record),
        Label.POST: where.post_note or (phrase("post_yes") if where.post else None),
        Label.RESULT: record.result.replace("\n", "; ") if record.result else None,
        Label.AGENCY: record.agency,
        Label.CODE: record.code,
        Label.FIELD: record.field,
        Label.DECISION: record.validity.decision,
        Label.LEGAL: "; ".join(record.legal_basis) or None,
    }
    return {label: text for label, text in found.items() if text}


def _online(record: Procedure) -> str | None:
    where = record.where
    kind = phrase(_ONLINE[where.online]) if where.online else None
    return ". ".join(part for part in (kind, where.online_note) if part) or None


def _parts(record: Procedure) -> dict[str, tuple[str, ...]]:
    return {
        "papers": tuple(paper.text for paper in record.documents if not paper.when),
        "cases": tuple(f"{paper.when}: {paper.text}" for paper in record.documents if paper.when),
        "steps": tuple(record.steps),
        "requirements": tuple(record.requirements),
        "notes": tuple(record.notes),
        "forms": tuple(record.forms),
        "legal": tuple(record.legal_basis),
    }


def _questions(record: Procedure, audience: Audience) -> tuple[Question, ...]:
    """Three questions that people do ask, answered from the record's own fields."""
    where = record.where
    case = next((paper for paper in record.documents if paper.when), None)
    asked = (
        (
            "question_case",
            f"{case.when}, cần thêm: {lower_first(case.text)}" if case else None,
        ),
        ("question_online", _online(record)),
        ("question_post", where.post_note),
        ("question_note", record.notes[0] if record.notes else None),
        ("question_fee", record.fee),
        ("question_time", record.time_limit),
        ("question_who", record.audience),
        ("question_where", where.counter or record.agency),
        ("question_result", record.result),
    )
    found = tuple(
        Question(phrase(name), audience_words(as_sentences(answer), audience))
        for name, answer in asked
        if answer
    )
    return found[:3]


def _texts(record: Procedure, found: dict[Label, str]) -> tuple[str, ...]:
    where = record.where
    return (
        record.name,
        *found.values(),
        *(text for lines in _parts(record).values() for text in lines),
        *(
            text
            for text in (
                record.summary,
                where.online_url,
                where.post_note,
                where.online_note,
                record.source.title,
                record.source.url,
                record.source.reference,
                record.validity.replaced_by,
            )
            if text
        ),
        *(
            f"{day:%d/%m/%Y}"
            for day in (
                record.checked_on,
                record.validity.issued,
                record.validity.effective_from,
                record.validity.effective_to,
            )
            if day
        ),
    )

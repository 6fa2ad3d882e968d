"""A frequently asked question becomes a brief."""

from collections.abc import Mapping

from bot.messages.brief import Audience, Brief, KeyFact, Label, Origin, Part, Question, Source, Tone
from bot.messages.briefing.clauses import slogan_of, spoken_title
from bot.messages.briefing.phrases import audience_words
from bot.messages.facts import Facts
from knowledge.records import Faq

# Three for a meeting, more where a talk would be too short.
MOST_QUESTIONS = 6


def brief_faq(
    record: Faq,
    audience: Audience,
    unit: str,
    context: tuple[str, ...] = (),
    related: Mapping[str, Faq] | None = None,
) -> Brief:
    """The brief of ``record``; ``related`` are all FAQs by id, for a meeting's questions."""
    neighbours = _neighbours(record, related or {})
    reference = record.source.reference
    officer = audience is Audience.OFFICER
    return Brief(
        origin=Origin.FAQ,
        reference=record.id,
        audience=audience,
        tone=Tone.REPORT if officer else Tone.ANSWER,
        title=record.question,
        spoken_title=spoken_title(record.question),
        lead=audience_words(record.answer, audience),
        slogan=slogan_of(record.answer) or record.question,
        key_facts=((KeyFact(Label.LEGAL, reference, reference),) if reference and officer else ()),
        parts=(
            (Part("steps", tuple(audience_words(step, audience) for step in record.steps)),)
            if record.steps
            else ()
        ),
        official=(),
        official_parts=(),
        questions=tuple(
            Question(one.question, audience_words(one.answer, audience)) for one in neighbours
        ),
        sources=(Source(record.source.title, record.source.url, reference),),
        checked_on=record.checked_on,
        unit=unit,
        facts=Facts(
            tuple(
                text
                for one in (record, *neighbours)
                for text in (
                    one.question,
                    one.answer,
                    *one.steps,
                    one.source.title,
                    one.source.url or "",
                    one.source.reference or "",
                    f"{one.checked_on:%d/%m/%Y}",
                )
                if text
            ),
            context=(unit, *context),
        ),
        valid_from=record.validity.effective_from,
        valid_to=record.validity.effective_to,
    )


def _neighbours(record: Faq, known: Mapping[str, Faq]) -> tuple[Faq, ...]:
    """The related questions first, then others of the same topic."""
    linked = [known[link] for link in record.related if link in known]
    same = [one for one in known.values() if one.topic is record.topic]
    found = {one.id: one for one in (*linked, *same) if one.id != record.id}
    return tuple(found.values())[:MOST_QUESTIONS]

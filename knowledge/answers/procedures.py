"""Tell one procedure, or the parts of it that were asked for."""

from collections.abc import Callable

from knowledge.answers.wording import label, say
from knowledge.records import OnlineService, Procedure
from knowledge.text import Aspect

# What fits one screen of a cheap phone; the whole stands at the source.
MAX_PAPERS = 9
MAX_STEPS = 7
MAX_LEGAL = 6
MAX_LINE = 220
# The overview names these, in the order people ask for them.
_OVERVIEW = (Aspect.TIME_LIMIT, Aspect.FEE, Aspect.WHERE, Aspect.ONLINE)


def tell(procedure: Procedure, aspects: tuple[Aspect, ...]) -> str:
    """The asked aspects of ``procedure``; without any, a short overview."""
    asked = tuple(aspect for aspect in aspects if aspect is not Aspect.OVERVIEW)
    if not asked:
        return _overview(procedure)
    return "\n".join([procedure.name, *(_section(procedure, aspect) for aspect in asked)])


def _overview(procedure: Procedure) -> str:
    lines = [procedure.name]
    if procedure.summary:
        lines.append(shortened(procedure.summary))
    if procedure.documents:
        count = say("documents_count", count=len(procedure.documents))
        lines.append(f"• {label(Aspect.DOCUMENTS)}: {count}")
    lines += [
        f"• {_section(procedure, aspect)}" for aspect in _OVERVIEW if _known(procedure, aspect)
    ]
    return "\n".join(lines)


def _section(procedure: Procedure, aspect: Aspect) -> str:
    body = _TELLERS[aspect](procedure)
    if body is None:
        return f"{label(aspect)}: {say('unknown')}"
    separator = "\n" if body.startswith(("- ", "1. ")) else " "
    return f"{label(aspect)}:{separator}{body}"


def _known(procedure: Procedure, aspect: Aspect) -> bool:
    return _TELLERS[aspect](procedure) is not None


def shortened(text: str, limit: int = MAX_LINE) -> str:
    """``text`` cut at a word's end within ``limit`` characters, with '…' where it was cut."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _documents(procedure: Procedure) -> str | None:
    if not procedure.documents:
        return None
    lines = [
        f"- {paper.when}: {shortened(paper.text)}" if paper.when else f"- {shortened(paper.text)}"
        for paper in procedure.documents[:MAX_PAPERS]
    ]
    if rest := len(procedure.documents) - MAX_PAPERS:
        lines += [say("more_documents", count=rest)] if rest > 0 else []
    return "\n".join(lines)


def _steps(procedure: Procedure) -> str | None:
    if not procedure.steps:
        return None
    lines = [
        f"{n}. {shortened(step)}" for n, step in enumerate(procedure.steps[:MAX_STEPS], start=1)
    ]
    if len(procedure.steps) > MAX_STEPS:
        lines.append(say("more_lines"))
    return "\n".join(lines)


def _where(procedure: Procedure) -> str | None:
    place = procedure.where.counter or procedure.agency
    return shortened(place) if place else None


def _online(procedure: Procedure) -> str | None:
    where = procedure.where
    kinds = {
        OnlineService.FULL: "online_full",
        OnlineService.PARTIAL: "online_partial",
        OnlineService.NONE: "online_none",
    }
    parts = [say(kinds[where.online])] if where.online else []
    if where.online_note:
        parts.append(shortened(where.online_note))
    if parts and where.online_url and where.online is not OnlineService.NONE:
        parts.append(say("online_link", url=where.online_url))
    return " ".join(parts) or None


def _post(procedure: Procedure) -> str | None:
    where = procedure.where
    if where.post is None:
        return where.post_note
    answer = say("post_yes") if where.post else say("post_no")
    return f"{answer} {where.post_note or ''}".strip()


def _audience(procedure: Procedure) -> str | None:
    lines = [procedure.audience] if procedure.audience else []
    lines += procedure.requirements[:3]
    return (
        shortened(". ".join(line.rstrip(".") for line in lines), 2 * MAX_LINE) + "."
        if lines
        else None
    )


def _listed(lines: list[str], most: int) -> str | None:
    shown = [f"- {shortened(line)}" for line in lines[:most]]
    return "\n".join(shown) or None


_TELLERS: dict[Aspect, Callable[[Procedure], str | None]] = {
    Aspect.DOCUMENTS: _documents,
    Aspect.STEPS: _steps,
    Aspect.FEE: lambda p: shortened(p.fee, 2 * MAX_LINE) if p.fee else None,
    Aspect.TIME_LIMIT: lambda p: shortened(p.time_limit) if p.time_limit else None,
    Aspect.WHERE: _where,
    Aspect.ONLINE: _online,
    Aspect.POST: _post,
    Aspect.RESULT: lambda p: shortened(p.result.replace("\n", "; ")) if p.result else None,
    Aspect.AUDIENCE: _audience,
    Aspect.LEGAL_BASIS: lambda p: _listed(p.legal_basis, MAX_LEGAL),
    Aspect.FORM: lambda p: _listed(p.forms, MAX_LEGAL),
}

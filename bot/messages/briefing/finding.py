"""SOURCE on the command line or in a field becomes a brief: a code, an id, or a notice's file."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from bot.messages.brief import Audience, Brief
from bot.messages.briefing.faqs import brief_faq
from bot.messages.briefing.notices import NoticeError, brief_notice, load_notice
from bot.messages.briefing.plans import PlanPoint, brief_plan
from bot.messages.briefing.procedures import brief_procedure
from knowledge.content import Content, load_content
from knowledge.library import Library
from knowledge.records import Faq, PlanRecord, Procedure, RecordKind


class UnknownSourceError(Exception):
    """No record has this code or id; the message says what may be given."""


@dataclass(frozen=True)
class Sources:
    """The records that a message can be made from.

    ``library`` is the folder of what the ward imported.
    """

    content: Content
    library: Path | None = None

    @classmethod
    def shipped(cls, library: Path | None = None) -> "Sources":
        """The project's own records, and the ward's imports where there are any."""
        return cls(_shipped_content(), library)

    def brief(
        self, source: str, audience: Audience, unit: str, context: tuple[str, ...] = ()
    ) -> Brief:
        """The brief of ``source`` for ``audience``.

        Raises:
            UnknownSourceError: there is no such record.
            NoticeError: the notice's file cannot be used.
        """
        if source.endswith((".yaml", ".yml")):
            path = Path(source)
            return brief_notice(load_notice(path), path.stem, audience, unit, context)
        record = self._find(source)
        if record is None:
            raise UnknownSourceError(
                f"không có nguồn '{source}': cần mã thủ tục (1.001193), mã câu hỏi, mã kế hoạch và"
                " số thứ tự (hai-hoa-2024.1), hoặc tệp thông báo .yaml"
            )
        return self.brief_of(record, audience, unit, context)

    def brief_of(
        self,
        record: Procedure | Faq | PlanPoint,
        audience: Audience,
        unit: str,
        context: tuple[str, ...] = (),
    ) -> Brief:
        """The brief of ``record`` as it is given, whether or not it is in use yet."""
        match record:
            case Procedure():
                return brief_procedure(record, audience, unit, context)
            case Faq():
                return brief_faq(record, audience, unit, context, self._faqs)
            case PlanPoint():
                return brief_plan(record, audience, unit, context)

    @cached_property
    def _faqs(self) -> dict[str, Faq]:
        return {one.id: one for one in self.content.faqs}

    def _find(self, source: str) -> Procedure | Faq | PlanPoint | None:
        for procedure in self.content.procedures:
            if source in (procedure.code, procedure.id):
                twin = self._imported(procedure.code) if procedure.code else None
                # As in the index: told in our words, but the import decides its legal life.
                if isinstance(twin, Procedure):
                    return procedure.model_copy(update={"validity": twin.validity})
                return procedure
        return self._imported(source) or self._faqs.get(source) or self._plan_point(source)

    def _imported(self, source: str) -> Procedure | Faq | None:
        """What the ward imported; its own answers replace ours, as in the index."""
        if self.library is None or not (self.library / "library.db").exists():
            return None
        library = Library(self.library)
        for kind, schema in ((RecordKind.FAQ, Faq), (RecordKind.PROCEDURE, Procedure)):
            for stored in library.current(kind):
                if stored.key == source:
                    return schema.model_validate(stored.payload)
        return None

    def _plan_point(self, source: str) -> PlanPoint | None:
        name, _, number = source.replace(":", ".").rpartition(".")
        plan = next((one for one in self.content.plans if name in (one.id, one.number)), None)
        if plan is None:
            plan = next((one for one in self.content.plans if source in (one.id, one.number)), None)
            return PlanPoint(plan, 1) if plan else None
        return PlanPoint(plan, int(number)) if _is_point(plan, number) else None


@cache
def _shipped_content() -> Content:
    """Read once a process: the files do not change while it runs."""
    return load_content()


def _is_point(plan: PlanRecord, number: str) -> bool:
    return number.isdigit() and 1 <= int(number) <= len(plan.facts)


__all__ = ["NoticeError", "Sources", "UnknownSourceError"]

"""The text of one record, of whatever kind, and how much of it is told at once."""

from knowledge.answers.answer import Page
from knowledge.answers.others import tell_contact, tell_faq, tell_plan
from knowledge.answers.procedures import LISTS, has_long_steps, tell, tell_list
from knowledge.index import Item
from knowledge.records import Contact, Faq, Procedure, RecordKind
from knowledge.text import Aspect


def text_of(item: Item, aspects: tuple[Aspect, ...]) -> str:
    """What ``item`` says about ``aspects``; only procedures tell them apart."""
    match item.kind:
        case RecordKind.PROCEDURE:
            return tell(Procedure.model_validate(item.payload), aspects)
        case RecordKind.FAQ:
            return tell_faq(Faq.model_validate(item.payload))
        case RecordKind.PLAN:
            return tell_plan(item)
        case _:
            return tell_contact(Contact.model_validate(item.payload))


def text_in_parts(item: Item, aspects: tuple[Aspect, ...], part: int) -> tuple[str, bool]:
    """What is told now, and whether a long list goes on."""
    if item.kind is RecordKind.PROCEDURE and len(aspects) == 1 and aspects[0] in LISTS:
        return tell_list(Procedure.model_validate(item.payload), aspects[0], part)
    return text_of(item, aspects), False


def first_page(item: Item, aspects: tuple[Aspect, ...]) -> Page | None:
    """All steps in short, where there is more to read in them one by one."""
    if item.kind is not RecordKind.PROCEDURE or aspects != (Aspect.STEPS,):
        return None
    procedure = Procedure.model_validate(item.payload)
    return Page(0, len(procedure.steps)) if has_long_steps(procedure) else None

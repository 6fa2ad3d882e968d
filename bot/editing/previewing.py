"""What citizens would read of a wording that is not in use yet."""

from knowledge.answers import Answer, Answerer
from knowledge.editing import DESK, Editable
from knowledge.index import Item
from knowledge.index.entries import contact_item, faq_item, procedure_item
from knowledge.records import Contact, Faq


def preview(answerer: Answerer, record: Editable) -> Answer:
    """The answer that ``record`` will give, said by the same code that says all answers."""
    return answerer.tell(_item(record))


def _item(record: Editable) -> Item:
    if isinstance(record, Faq):
        return faq_item(record, DESK)
    if isinstance(record, Contact):
        return contact_item(record, DESK)
    return procedure_item(record, DESK, None, own=True)

"""The title of the source behind a question, from the project's own records."""

from functools import lru_cache

from knowledge.content import load_content


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    content = load_content()
    titles = {faq.id: _named(faq.source.title, faq.source.reference) for faq in content.faqs}
    return titles | {
        procedure.code: _named(procedure.source.title, procedure.source.reference)
        for procedure in content.procedures
        if procedure.code
    }


def source_title(record: str) -> str:
    """The title, with the document's number where it has one.

    Raises:
        KeyError: there is no such record; a test checks every question of the bank.
    """
    return _titles()[record]


def _named(title: str, reference: str | None) -> str:
    return f"{title} ({reference})" if reference else title

"""A question is made ready: what is said goes to the encoder, its folded words to the lexicon."""

import pytest

from knowledge.index import Index
from knowledge.search import Query
from knowledge.search.query import MAX_CHARACTERS
from knowledge.text import AccentRestorer, Aspect


@pytest.fixture(scope="module")
def accents(index: Index) -> AccentRestorer:
    return index.accents


def test_what_was_typed_is_kept(accents: AccentRestorer) -> None:
    assert Query.read("  dk KS cần j?", accents).raw == "  dk KS cần j?"


def test_shorthand_is_written_out(accents: AccentRestorer) -> None:
    query = Query.read("đk ks bn tiền", accents)
    assert query.spoken == "đăng ký khai sinh bao nhiêu tiền"
    assert query.words == "dang ky khai sinh bao nhieu tien"


def test_dialect_of_one_meaning_is_read_as_the_common_word(accents: AccentRestorer) -> None:
    assert Query.read("mần khai sanh chừ ra răng", accents).words == "lam khai sinh bay gio ra rang"
    assert Query.read("sang tên xe mô tô", accents).words == "sang ten xe mo to"


def test_accents_are_restored_only_where_none_were_typed(accents: AccentRestorer) -> None:
    assert Query.read("dang ky khai sinh", accents).spoken == "đăng ký khai sinh"
    assert Query.read("Đăng ky khai sinh", accents).spoken == "Đăng ky khai sinh"


def test_old_terms_are_added_to_what_was_typed(accents: AccentRestorer) -> None:
    query = Query.read("làm sổ hộ khẩu", accents)
    assert query.spoken == "làm sổ hộ khẩu (đăng ký thường trú)"
    assert query.words == "lam so ho khau đăng ký thường trú"


def test_aspects_and_subject_are_told_apart(accents: AccentRestorer) -> None:
    query = Query.read("Làm khai sinh cần gì ạ?", accents)
    assert query.aspects == (Aspect.DOCUMENTS,)
    assert query.subject == ("khai", "sinh")


def test_a_story_keeps_its_beginning_and_its_end(accents: AccentRestorer) -> None:
    story = "Đầu thư. " + "giữa thư " * 500 + "làm khai sinh cần gì?"
    query = Query.read(story, accents)
    assert len(query.spoken) <= MAX_CHARACTERS + 1
    assert query.spoken.startswith("Đầu thư.")
    assert query.spoken.endswith("làm khai sinh cần gì?")
    assert Aspect.DOCUMENTS in query.aspects


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\ufeff", "\n\t"])
def test_nothing_typed_has_no_words(accents: AccentRestorer, nothing: str) -> None:
    query = Query.read(nothing, accents)
    assert (query.spoken, query.words, query.aspects, query.subject) == ("", "", (), ())

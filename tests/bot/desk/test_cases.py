"""Cases: opened once for one matter, claimed by exactly one officer, closed by their holder."""

import datetime as dt
import re
import runpy
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from bot.desk import CaseError, Cases
from bot.store import Case, CaseKind, CaseState, Conversation, Staff, Store
from tests.bot import people

MORNING = dt.datetime(2026, 11, 30, 1, 0, tzinfo=dt.UTC)


@pytest.fixture
def lan(store: Store) -> Conversation:
    return people.conversation(store)


@pytest.fixture
def hoa(store: Store) -> Staff:
    return people.staff(store, "Hoa")


def _open(store: Store, of: Conversation, kind: CaseKind, question: str) -> Case:
    with store.session() as session:
        return Cases.open(session, of, kind, question, "no_source")


@pytest.mark.parametrize("kind", CaseKind)
def test_the_same_matter_told_twice_is_one_case(
    store: Store, lan: Conversation, kind: CaseKind
) -> None:
    first = _open(store, lan, kind, "Xin giấy gì?")
    assert _open(store, lan, kind, "Xin giấy gì?").code == first.code


def test_another_question_is_another_case(store: Store, lan: Conversation) -> None:
    codes = {_open(store, lan, CaseKind.QUESTION, text).code for text in ("một", "hai", "ba")}
    assert len(codes) == 3


def test_asking_for_a_person_in_other_words_is_the_same_wish(
    store: Store, lan: Conversation
) -> None:
    first = _open(store, lan, CaseKind.PERSON, "gặp cán bộ")
    assert _open(store, lan, CaseKind.PERSON, "cho tôi gặp người").code == first.code


def test_two_people_with_one_question_have_two_cases(store: Store, lan: Conversation) -> None:
    minh = people.conversation(store, "minh")
    assert people.case(store, lan).code != people.case(store, minh).code


def test_the_same_matter_the_next_day_is_a_new_case(store: Store, lan: Conversation) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        first = people.case(store, lan)
        clock.shift(dt.timedelta(hours=11, minutes=59))
        assert people.case(store, lan).code == first.code
        clock.shift(dt.timedelta(minutes=2))
        assert people.case(store, lan).code != first.code


def test_a_matter_being_answered_or_closed_opens_anew(
    store: Store, lan: Conversation, hoa: Staff
) -> None:
    first = people.case(store, lan)
    with store.session() as session:
        Cases.claim(session, first.id, hoa)
        Cases.close(session, first.id, hoa, answer="Xong.")
    assert people.case(store, lan).code != first.code


def test_codes_are_read_by_the_dialogue_and_never_words(
    store: Store, lan: Conversation, project_root: Path
) -> None:
    pattern = runpy.run_path(str(project_root / "nlu" / "components" / "patterns.py"))
    for number in range(60):
        code = _open(store, lan, CaseKind.QUESTION, f"câu {number}").code
        assert re.fullmatch(r"PA-[A-Z0-9]{6}", code)
        assert re.search(r"\d", code)
        assert not re.search(r"[BIOSZ01258]", code[3:]), "read aloud, these are mistaken"
        for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
            found = pattern["TRACKING_CODE"].search(f"hỏi {typed} tới đâu rồi")
            assert found
            assert found[1].upper() == code[3:]


def test_exactly_one_of_eight_officers_gets_the_case(store: Store, lan: Conversation) -> None:
    waiting = people.case(store, lan)
    officers = [people.staff(store, f"Cán bộ {number}") for number in range(8)]
    together = threading.Barrier(8)

    def take(officer: Staff) -> str:
        together.wait()
        try:
            with store.session() as session:
                Cases.claim(session, waiting.id, officer)
        except CaseError as error:
            return str(error)
        return officer.name

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(take, officers))
    (winner,) = {officer.name for officer in officers} & set(said)
    assert Counter(said)[f"Việc này {winner} đã nhận."] == 7
    with store.session() as session:
        found = session.scalars(select(Case)).one()
        assert found.state is CaseState.HELD
        assert found.holder is not None
        assert found.holder.name == winner


def test_taking_what_one_holds_already_changes_nothing(
    store: Store, lan: Conversation, hoa: Staff
) -> None:
    waiting = people.case(store, lan)
    with time_machine.travel(MORNING, tick=False) as clock, store.session() as session:
        first = Cases.claim(session, waiting.id, hoa).held_at
        clock.shift(60)
        assert Cases.claim(session, waiting.id, hoa).held_at == first


def test_a_closed_case_is_not_taken_again(store: Store, lan: Conversation, hoa: Staff) -> None:
    waiting = people.case(store, lan)
    other = people.staff(store, "Minh")
    with store.session() as session:
        Cases.claim(session, waiting.id, hoa)
        Cases.close(session, waiting.id, hoa, answer="Xong.")
    with store.session() as session, pytest.raises(CaseError):
        Cases.claim(session, waiting.id, other)
    with store.session() as session:
        assert Cases.holding(session, lan) is None


def test_its_own_holder_does_not_reopen_a_closed_case(
    store: Store, lan: Conversation, hoa: Staff
) -> None:
    """A stale page: the officer presses 'take' on a case that they have closed."""
    waiting = people.case(store, lan)
    with store.session() as session:
        Cases.claim(session, waiting.id, hoa)
        Cases.close(session, waiting.id, hoa, answer="Xong.")
    with pytest.raises(CaseError), store.session() as session:
        Cases.claim(session, waiting.id, hoa)


def test_a_case_that_does_not_exist_is_told(store: Store, hoa: Staff) -> None:
    with store.session() as session, pytest.raises(CaseError, match="Không có việc này"):
        Cases.claim(session, 404, hoa)


def test_holding_silences_and_closing_gives_the_talk_back(
    store: Store, lan: Conversation, hoa: Staff
) -> None:
    waiting = people.case(store, lan)
    with store.session() as session:
        assert Cases.holding(session, lan) is None
        Cases.claim(session, waiting.id, hoa)
    with store.session() as session:
        held = Cases.holding(session, lan)
        assert held is not None
        assert held.id == waiting.id
        Cases.close(session, waiting.id, hoa, answer="Xong.")
    with store.session() as session:
        assert Cases.holding(session, lan) is None
        closed = session.scalars(select(Case)).one()
        assert (closed.state, closed.closed_at is not None) == (CaseState.CLOSED, True)


@pytest.mark.parametrize("taken_by_another", [False, True])
def test_only_the_holder_closes(
    store: Store, lan: Conversation, hoa: Staff, taken_by_another: bool
) -> None:
    waiting = people.case(store, lan)
    if taken_by_another:
        with store.session() as session:
            Cases.claim(session, waiting.id, hoa)
    stranger = people.staff(store, "Tú")
    with store.session() as session, pytest.raises(CaseError, match="nhận việc này trước"):
        Cases.close(session, waiting.id, stranger, answer="Xong.")


def test_the_longest_waiting_is_first_and_closed_ones_newest_first(
    store: Store, lan: Conversation, hoa: Staff
) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        made = []
        for number in range(4):
            made.append(_open(store, lan, CaseKind.QUESTION, f"câu {number}").id)
            clock.shift(60)
        with store.session() as session:
            assert [row.id for row in Cases.listed(session, CaseState.NEW)] == made
            assert [row.id for row in Cases.listed(session, CaseState.NEW, limit=2)] == made[:2]
        for one in made[:3]:
            with store.session() as session:
                Cases.claim(session, one, hoa)
                Cases.close(session, one, hoa, answer="Xong.")
            clock.shift(60)
    with store.session() as session:
        assert [row.id for row in Cases.listed(session, CaseState.CLOSED)] == made[2::-1]
        both = Cases.listed(session, CaseState.NEW, CaseState.CLOSED)
        assert [row.id for row in both] == made


def test_counts_name_every_state(store: Store, lan: Conversation, hoa: Staff) -> None:
    with store.session() as session:
        assert Cases.counts(session) == dict.fromkeys(CaseState, 0)
    cases = [_open(store, lan, CaseKind.QUESTION, f"câu {number}") for number in range(3)]
    with store.session() as session:
        Cases.claim(session, cases[0].id, hoa)
        assert Cases.counts(session) == {
            CaseState.NEW: 2,
            CaseState.HELD: 1,
            CaseState.CLOSED: 0,
        }

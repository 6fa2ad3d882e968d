"""Imported records: the same again changes nothing, and no version is ever lost."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import KnowledgeError
from knowledge.library import Library, SaveResult

KIND = "procedure"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "kho")


def save(library: Library, file: str = "a.csv", **records: Any) -> dict[SaveResult, int]:
    rows = [
        (key, {"fee": value}, (n, n)) for n, (key, value) in enumerate(records.items(), start=2)
    ]
    return {what: n for what, n in library.save(KIND, rows, file).items() if n}


def in_use(library: Library) -> dict[str, Any]:
    return {stored.key: stored.payload["fee"] for stored in library.current(KIND)}


def test_an_empty_library_makes_its_folder(library: Library) -> None:
    assert library.path.is_file()
    assert library.current(KIND) == []
    assert library.versions(KIND, "1.001193") == []


def test_what_is_saved_comes_back_with_its_place(library: Library) -> None:
    save(library, a="8.000 đồng")
    (stored,) = library.current(KIND)
    assert (stored.key, stored.version, stored.file, stored.lines) == ("a", 1, "a.csv", (2, 2))
    assert stored.payload == {"fee": "8.000 đồng"}
    assert stored.imported_at.tzinfo is not None
    assert stored.removed_at is None


def test_saving_the_same_again_changes_nothing(library: Library) -> None:
    assert save(library, a="1", b="2") == {SaveResult.NEW: 2}
    before = library.current(KIND)
    assert save(library, a="1", b="2") == {SaveResult.SAME: 2}
    assert library.current(KIND) == before


def test_the_order_of_fields_is_not_a_change(library: Library) -> None:
    library.save(KIND, [("a", {"x": 1, "y": [1, 2]}, None)], "a.csv")
    counts = library.save(KIND, [("a", {"y": [1, 2], "x": 1}, None)], "a.csv")
    assert counts[SaveResult.SAME] == 1


def test_a_change_is_a_new_version_and_the_old_one_is_kept(library: Library) -> None:
    save(library, a="8.000 đồng")
    assert save(library, a="0 đồng") == {SaveResult.CHANGED: 1}
    assert in_use(library) == {"a": "0 đồng"}
    told = [(stored.version, stored.payload["fee"]) for stored in library.versions(KIND, "a")]
    assert told == [(1, "8.000 đồng"), (2, "0 đồng")]


def test_going_back_to_an_older_text_is_a_version_of_its_own(library: Library) -> None:
    for fee in ("1", "2", "1"):
        save(library, a=fee)
    assert in_use(library) == {"a": "1"}
    assert [stored.version for stored in library.versions(KIND, "a")] == [1, 2, 3]


def test_a_key_twice_in_one_go_is_two_versions(library: Library) -> None:
    library.save(KIND, [("a", {"fee": "1"}, None), ("a", {"fee": "2"}, None)], "a.csv")
    assert in_use(library) == {"a": "2"}
    assert len(library.versions(KIND, "a")) == 2


def test_kinds_do_not_mix(library: Library) -> None:
    library.save("faq", [("a", {"fee": "của faq"}, None)], "a.csv")
    save(library, a="của thủ tục")
    assert in_use(library) == {"a": "của thủ tục"}


def test_a_removed_record_is_marked_and_kept(library: Library) -> None:
    save(library, a="1", b="2")
    assert library.mark_removed(KIND, "a.csv", {"a"}) == ["b"]
    assert in_use(library) == {"a": "1"}
    (kept,) = library.versions(KIND, "b")
    assert kept.removed_at is not None
    assert kept.payload == {"fee": "2"}


def test_removing_again_finds_nothing_to_remove(library: Library) -> None:
    save(library, a="1")
    library.mark_removed(KIND, "a.csv", set())
    assert library.mark_removed(KIND, "a.csv", set()) == []


def test_another_files_records_are_not_removed(library: Library) -> None:
    save(library, "tinh.csv", a="1")
    save(library, "xa.csv", b="2")
    assert library.mark_removed(KIND, "xa.csv", set()) == ["b"]
    assert in_use(library) == {"a": "1"}


def test_a_removed_record_that_returns_unchanged_is_in_use_again(library: Library) -> None:
    save(library, a="1")
    library.mark_removed(KIND, "a.csv", set())
    assert save(library, a="1") == {SaveResult.CHANGED: 1}
    assert in_use(library) == {"a": "1"}
    assert [stored.removed_at is None for stored in library.versions(KIND, "a")] == [False, True]


def test_an_older_version_does_not_come_back_when_the_newest_is_removed(library: Library) -> None:
    save(library, a="1")
    save(library, a="2")
    library.mark_removed(KIND, "a.csv", set())
    assert in_use(library) == {}


def test_a_failure_half_way_saves_nothing(library: Library) -> None:
    save(library, a="1")

    def rows() -> Any:
        yield "a", {"fee": "2"}, None
        raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="stick"):
        library.save(KIND, rows(), "a.csv")
    assert in_use(library) == {"a": "1"}


def test_readers_see_whole_saves_while_a_writer_works(library: Library) -> None:
    keys = [f"k{n}" for n in range(20)]
    save(library, **dict.fromkeys(keys, "0"))
    seen: list[set[str]] = []
    failures: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        mine = Library(library.path.parent)
        try:
            while not done.is_set():
                seen.append(set(in_use(mine).values()))
        except Exception as error:  # noqa: BLE001  (reported by the test below)
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 15):
        save(library, **dict.fromkeys(keys, str(number)))
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert seen
    assert {len(values) for values in seen} == {1}


def test_a_second_opening_sees_the_first(library: Library) -> None:
    save(library, a="1")
    assert in_use(Library(library.path.parent)) == {"a": "1"}


def test_clean_documents_are_kept_once(library: Library) -> None:
    assert library.save_text("luật.txt", "Điều 1. Phạm vi") is SaveResult.NEW
    assert library.save_text("luật khác.txt", "Điều 1. Phạm vi") is SaveResult.SAME
    assert library.save_text("nghị định.txt", "Điều 2.") is SaveResult.NEW
    assert sorted(library.texts()) == ["Điều 1. Phạm vi", "Điều 2."]


def test_a_damaged_library_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"not a database at all" * 300)
    with pytest.raises(KnowledgeError, match=r"library\.db: damaged .* import the files again"):
        Library(tmp_path).current(KIND)


def test_a_library_damaged_in_its_middle_is_a_clear_error(library: Library) -> None:
    save(library, **{f"k{n}": "một giá trị" * 50 for n in range(200)})
    whole = library.path.read_bytes()
    library.path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(KnowledgeError, match=r"library\.db: damaged"):
        library.current(KIND)


def test_replacements_are_settled_for_one_file_and_reopened(library: Library) -> None:
    before = library.fingerprint()
    library.settle_replacement("kh-28.txt", "Khu phố", "Thông", meant=True, by="lan")
    assert library.replacements("kh-28.txt") == {("khu phố", "thông"): True}
    assert library.replacements("kh-29.txt") == {}
    meant = library.fingerprint()
    library.settle_replacement("kh-28.txt", "khu phố", "thông", meant=False, by="hoa")
    assert library.replacements("kh-28.txt") == {("khu phố", "thông"): False}
    assert len({before, meant, library.fingerprint()}) == 3
    library.reopen_replacement("kh-28.txt", "khu phố", "thông")
    assert library.fingerprint() == before


def test_a_library_of_before_keeps_its_confirmed_replacements(tmp_path: Path) -> None:
    Library(tmp_path)
    with closing(sqlite3.connect(tmp_path / "library.db")) as db, db:
        db.execute("ALTER TABLE replacement DROP COLUMN meant")
        db.execute("INSERT INTO replacement VALUES ('kh.txt', 'khu phố', 'thông', 'lan', '2026')")
    assert Library(tmp_path).replacements("kh.txt") == {("khu phố", "thông"): True}

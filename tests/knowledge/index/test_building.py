"""A build does only what is new, beside the index in use, and swaps at the end."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine

from knowledge.errors import KnowledgeError
from knowledge.index import EntryField, Index, build_index, load_index
from knowledge.index.manifest import current_folder
from knowledge.library import Library
from knowledge.records import RecordKind
from tests.knowledge.index.conftest import ONE, THREE, TWO, Build
from tests.knowledge.samples import BIRTH, RECORDS, CountingEncoder, content


def names(root: Path) -> list[str]:
    return [item.title for item in load_index(root).items]


def test_the_index_holds_every_record(index: Index) -> None:
    kinds = [item.kind for item in index.items]
    assert kinds.count(RecordKind.PROCEDURE) == len(RECORDS.procedures)
    assert kinds.count(RecordKind.FAQ) == len(RECORDS.faqs)
    assert kinds.count(RecordKind.HOTLINE) == len(RECORDS.contacts)
    assert kinds.count(RecordKind.PLAN) == 10
    assert index.manifest.items == len(index.items)
    assert index.manifest.entries == len(index.entries) == index.vectors.ntotal


def test_a_procedure_is_found_by_name_aliases_and_life_events(index: Index) -> None:
    position = next(n for n, item in enumerate(index.items) if item.code == BIRTH)
    fields = [entry.field for entry in index.entries if entry.item == position]
    assert fields.count(EntryField.NAME) == 1
    assert fields.count(EntryField.ALIAS) == 3
    assert fields.count(EntryField.LIFE_EVENT) == 2


def test_what_was_written_is_read_back_alike(build: Build, root: Path) -> None:
    build(RECORDS)
    again = load_index(root)
    item = again.find(BIRTH)
    assert item is not None
    assert (item.kind, item.title, item.own, item.commune) == (
        RecordKind.PROCEDURE,
        "Đăng ký khai sinh",
        True,
        True,
    )
    expired = again.find("1.000111")
    assert expired is not None
    assert expired.validity.effective_to == dt.date(2025, 6, 30)
    assert expired.validity.replaced_by == "1.000222"


@pytest.mark.parametrize("reference", [BIRTH, "khai-sinh", f"procedure:{BIRTH}"])
def test_an_item_is_found_by_code_id_or_key(index: Index, reference: str) -> None:
    item = index.find(reference)
    assert item is not None
    assert item.code == BIRTH


def test_every_reference_finds_its_own_item(index: Index) -> None:
    assert [item.key for item in index.items if index.find(item.reference) is not item] == []


@pytest.mark.parametrize("reference", ["", "9.999999", "không có"])
def test_a_reference_to_nothing_finds_nothing(index: Index, reference: str) -> None:
    assert index.find(reference) is None


def test_building_again_is_the_same_generation(
    build: Build, root: Path, counting: CountingEncoder
) -> None:
    first = build(ONE)
    folder = current_folder(root)
    encoded = len(counting.passages_seen)
    assert build(ONE) == first
    assert current_folder(root) == folder
    assert len(counting.passages_seen) == encoded


def test_only_new_texts_are_encoded(build: Build, root: Path, counting: CountingEncoder) -> None:
    build(ONE)
    counting.passages_seen.clear()
    build(TWO)
    assert counting.passages_seen == ["Đăng ký kết hôn. Hộ tịch"]
    assert names(root) == ["Đăng ký khai sinh", "Đăng ký kết hôn"]


def test_vectors_from_the_cache_equal_fresh_ones(
    build: Build, root: Path, tmp_path: Path, counting: CountingEncoder
) -> None:
    build(ONE)
    build(TWO)
    fresh = tmp_path / "fresh" / "index"
    build_index(fresh, TWO, Library(fresh.parent), counting)
    cached, new = load_index(root).vectors, load_index(fresh).vectors
    assert cached.ntotal == new.ntotal
    for row in range(new.ntotal):
        # The batch a text is encoded in may move its last digits.
        assert float(cached.reconstruct(row) @ new.reconstruct(row)) > 0.999


def test_another_model_encodes_everything_anew(build: Build, counting: CountingEncoder) -> None:
    build(ONE)
    everything = sorted(counting.passages_seen)
    counting.passages_seen.clear()
    counting.name = "mô hình khác"
    assert build(ONE).model == "mô hình khác"
    assert sorted(counting.passages_seen) == everything


def test_progress_counts_up_to_what_is_new(root: Path, counting: CountingEncoder) -> None:
    seen: list[tuple[int, int]] = []
    build_index(
        root, ONE, Library(root.parent), counting, progress=lambda *counts: seen.append(counts)
    )
    assert seen
    assert seen[-1][0] == seen[-1][1] == len(counting.passages_seen)


def test_nothing_to_index_is_an_error(build: Build, root: Path) -> None:
    with pytest.raises(KnowledgeError, match="nothing to index"):
        build(content())
    assert not root.exists()


def test_the_old_index_stays_readable_after_the_swap(build: Build, root: Path) -> None:
    build(ONE)
    old = load_index(root)
    old_folder = current_folder(root)
    build(TWO)
    assert current_folder(root) != old_folder
    assert (old_folder / "manifest.json").is_file()
    assert [item.title for item in old.items] == ["Đăng ký khai sinh"]
    assert old.vectors.ntotal == len(old.entries)
    assert names(root) == ["Đăng ký khai sinh", "Đăng ký kết hôn"]


def test_only_the_last_two_generations_are_kept(build: Build, root: Path) -> None:
    for some in (ONE, TWO, THREE):
        build(some)
    assert len([path for path in root.iterdir() if path.is_dir()]) == 2
    assert names(root) == ["Đăng ký nhận con"]


def test_a_build_that_fails_leaves_the_old_index_in_use(
    build: Build, root: Path, counting: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(ONE)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("knowledge.index.building.build_lexical", full)
    with pytest.raises(OSError, match="No space"):
        build(TWO)
    assert names(root) == ["Đăng ký khai sinh"]


def test_a_clock_set_back_does_not_lose_the_new_index(build: Build, root: Path) -> None:
    """Generations are named by the time; a ward's computer may forget the time overnight."""
    for day, some in ((20, ONE), (21, TWO)):
        with time_machine.travel(dt.datetime(2026, 11, day, tzinfo=dt.UTC)):
            build(some)
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)):
        build(THREE)
    assert names(root) == ["Đăng ký nhận con"]
    assert len([path for path in root.iterdir() if path.is_dir()]) == 2


def test_a_text_said_twice_of_one_record_counts_once(build: Build) -> None:
    record = RECORDS.procedures[1].model_copy(
        update={"aliases": ["cưới", "cưới"], "life_events": []}
    )
    assert build(content(procedures=[record])).entries == 2

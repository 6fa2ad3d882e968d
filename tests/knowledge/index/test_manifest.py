"""An index that is not what its manifest says is refused, with the way out."""

import json
import shutil
from pathlib import Path

import pytest

from knowledge.errors import IndexMismatchError, IndexMissingError, KnowledgeError
from knowledge.index import Encoder, build_index, load_index
from knowledge.index.manifest import CURRENT, FORMAT, current_folder
from knowledge.library import Library
from tests.knowledge.index.conftest import ONE, Build
from tests.knowledge.samples import CountingEncoder

ADVICE = "run 'motcua knowledge build'"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """A data folder with an index of ``ONE``; copied by each test that damages it."""
    data = tmp_path_factory.mktemp("one")
    build_index(data / "index", ONE, Library(data), encoder)
    return data


@pytest.fixture
def folder(built: Path, root: Path) -> Path:
    """The generation in use under ``root``, free to be damaged."""
    shutil.copytree(built, root.parent, dirs_exist_ok=True)
    return current_folder(root)


def refused(root: Path, model: str | None = None) -> str:
    with pytest.raises(IndexMismatchError) as error:
        load_index(root, model)
    assert str(error.value).endswith(ADVICE)
    return str(error.value)


@pytest.mark.parametrize("name", ["items.jsonl", "entries.jsonl", "vectors.faiss", "accents.json"])
def test_a_changed_file_is_refused_by_name(folder: Path, root: Path, name: str) -> None:
    with (folder / name).open("ab") as file:
        file.write(b" ")
    assert f"{name}: damaged or missing" in refused(root)


def test_every_file_of_the_index_is_watched(folder: Path, root: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"]
    assert len(files) > 4
    for path in files:
        kept = path.read_bytes()
        path.write_bytes(kept[:-1])
        assert f"{path.name}: damaged or missing" in refused(root)
        path.write_bytes(kept)
    assert load_index(root).items


def test_a_missing_file_is_refused_by_name(folder: Path, root: Path) -> None:
    (folder / "vectors.faiss").unlink()
    assert "vectors.faiss: damaged or missing" in refused(root)


def test_another_model_is_refused_by_both_names(
    folder: Path, root: Path, counting: CountingEncoder
) -> None:
    message = refused(root, "mô hình khác")
    assert counting.name in message
    assert "not mô hình khác" in message
    assert load_index(root, counting.name).items


def test_another_format_is_refused(folder: Path, root: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["format"] = FORMAT + 1
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert f"index format {FORMAT + 1}, this version reads {FORMAT}" in refused(root)


@pytest.mark.parametrize("text", ["", "{", "null", '{"format": 1}', "\x00\x00"])
def test_a_damaged_manifest_is_refused(folder: Path, root: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text)
    assert "damaged" in refused(root)


def missing(root: Path) -> str:
    with pytest.raises(IndexMissingError) as error:
        load_index(root)
    return str(error.value)


def test_before_the_first_build_there_is_no_index(root: Path) -> None:
    message = missing(root)
    assert str(root) in message
    assert message.endswith(ADVICE)


def test_without_the_pointer_there_is_no_index(folder: Path, root: Path) -> None:
    (root / CURRENT).unlink()
    assert missing(root).endswith(ADVICE)


@pytest.mark.parametrize("text", ["", "20000101T000000000000", "../.."])
def test_a_pointer_to_nothing_is_no_index(folder: Path, root: Path, text: str) -> None:
    (root / CURRENT).write_text(text)
    assert missing(root).endswith(ADVICE)


@pytest.mark.parametrize("damage", [b"\xff\xfe\x00", b"\x00" * 30, "chữ".encode()])
def test_a_damaged_pointer_is_a_clear_error(folder: Path, root: Path, damage: bytes) -> None:
    """A power cut may leave a file full of anything."""
    (root / CURRENT).write_bytes(damage)
    with pytest.raises(KnowledgeError, match="motcua knowledge build"):
        load_index(root)


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("vectors.faiss", b"x"),
        ("manifest.json", b"{"),
        (f"../{CURRENT}", b"20000101T000000000000"),
        (f"../{CURRENT}", b"\xff\xfe"),
    ],
)
def test_building_heals_a_damaged_index_without_encoding(
    folder: Path, root: Path, build: Build, counting: CountingEncoder, name: str, damage: bytes
) -> None:
    (folder / name).write_bytes(damage)
    counting.passages_seen.clear()
    build(ONE)
    assert [item.title for item in load_index(root).items] == ["Đăng ký khai sinh"]
    assert counting.passages_seen == []


def test_a_damaged_vector_cache_is_made_anew(
    folder: Path,
    root: Path,
    build: Build,
    counting: CountingEncoder,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (folder / "manifest.json").unlink()
    cache = root.parent / "vectors.db"
    cache.write_bytes(b"not a database at all" * 300)
    build(ONE)
    assert "vectors.db: damaged" in caplog.text
    assert load_index(root).items
    (current_folder(root) / "manifest.json").unlink()
    counting.passages_seen.clear()
    build(ONE)
    assert counting.passages_seen == [], "the new cache holds what was encoded"


def test_a_vector_cache_damaged_in_its_middle_is_made_anew(
    folder: Path, root: Path, build: Build, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "manifest.json").unlink()
    cache = root.parent / "vectors.db"
    whole = cache.read_bytes()
    cache.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    build(ONE)
    assert "vectors.db: damaged" in caplog.text
    assert load_index(root).items

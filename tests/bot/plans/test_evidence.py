"""Links and files that prove something; nothing hidden in a photo, nothing that is no evidence."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from bot.plans import PlanError, log_activity
from bot.plans.evidence import EvidenceFiles, Owner, add_file, add_link, evidence_counts
from bot.plans.limits import FILE_BYTES
from bot.store import Evidence, Store
from tests.bot.plans.test_activities import FACTS


def photo(kind: str = "JPEG") -> bytes:
    picture = Image.new("RGB", (40, 30), "teal")
    exif = Image.Exif()
    exif[0x010F] = "SECRET PHONE"
    written = io.BytesIO()
    picture.save(written, kind, exif=exif)
    return written.getvalue()


@pytest.fixture
def owner(sqlite_store: Store) -> Owner:
    with sqlite_store.session() as session:
        return Owner(activity_id=log_activity(session, FACTS).id)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_without_what_the_phone_hid_in_it(
    sqlite_store: Store, owner: Owner, tmp_path: Path, kind: str
) -> None:
    files = EvidenceFiles(tmp_path)
    assert b"SECRET" in photo(kind)
    with sqlite_store.session() as session:
        kept = add_file(session, files, owner, r"C:\anh\họp.jpg", photo(kind), "lan")
        content = files.read(kept)
    assert b"SECRET" not in content
    assert Image.open(io.BytesIO(content)).size == (40, 30)
    assert (kept.name, kept.size) == ("họp.jpg", len(content))


def test_one_photo_is_one_file_however_often_it_comes(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    assert files.keep(photo()) == files.keep(photo())
    assert len([one for one in files.folder.rglob("*") if one.is_file()]) == 1


def _zip(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, "x")
    return written.getvalue()


def test_office_files_and_pdf_are_known_by_what_is_inside(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    assert files.keep(_zip("word/document.xml"))[0].endswith(".docx")
    assert files.keep(_zip("xl/workbook.xml"))[0].endswith(".xlsx")
    assert files.keep(b"%PDF-1.7 x")[1] == "application/pdf"


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg onload=alert(1)>", b"MZ\x90\0", b"GIF89a", _zip("a.exe"), photo()[:200]],
    ids=["empty", "svg", "exe", "gif", "zip", "cut photo"],
)
def test_other_kinds_are_refused_whatever_their_name(tmp_path: Path, content: bytes) -> None:
    files = EvidenceFiles(tmp_path)
    with pytest.raises(PlanError, match="Không nhận"):
        files.keep(content)
    assert not files.folder.exists()


def test_fifty_megabytes_are_refused_with_what_to_do(
    sqlite_store: Store, owner: Owner, tmp_path: Path
) -> None:
    with sqlite_store.session() as session:
        with pytest.raises(PlanError, match="50 MB, lớn hơn mức 10 MB"):
            add_file(session, EvidenceFiles(tmp_path), owner, "a.jpg", bytes(5 * FILE_BYTES), "lan")
        assert session.scalars(select(Evidence)).all() == []


def test_a_file_that_went_away_is_told(sqlite_store: Store, owner: Owner, tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    with sqlite_store.session() as session:
        kept = add_file(session, files, owner, "a.jpg", photo(), "lan")
        (files.folder / (kept.path or "")).unlink()
        with pytest.raises(PlanError, match=r"'a\.jpg'"):
            files.read(kept)


@pytest.mark.parametrize("owner", [Owner(), Owner(task_id=404), Owner(task_id=1, activity_id=1)])
def test_evidence_belongs_to_exactly_one_thing(sqlite_store: Store, owner: Owner) -> None:
    with sqlite_store.session() as session, pytest.raises(PlanError, match="thuộc về"):
        add_link(session, owner, "https://phuong.gov.vn/bai", "lan")


def test_evidence_of_activities_counts_for_their_tasks(store: Store) -> None:
    from dataclasses import replace

    from tests.bot.plans.test_importing import all_tasks, bring

    bring(store)
    task = all_tasks(store)[0].id
    with store.session() as session:
        add_link(session, Owner(task_id=task), "https://a.vn/1", "lan")
        log_activity(session, replace(FACTS, task_id=task), links=["https://a.vn/2"])
        assert evidence_counts(session) == {task: 2}

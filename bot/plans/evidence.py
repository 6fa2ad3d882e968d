"""Evidence: links and files that show that something was done; photos lose their hidden data."""

import hashlib
import io
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.plans.activities import web_address
from bot.plans.errors import PlanError
from bot.plans.limits import FILE_BYTES, PICTURE_PIXELS
from bot.store import Activity, Evidence, EvidenceKind, PlanTask, RegisterEntry
from knowledge.text import clean

_PICTURES = {
    "JPEG": ("jpg", "image/jpeg"),
    "PNG": ("png", "image/png"),
    "WEBP": ("webp", "image/webp"),
}
_OFFICE = {
    "word/document.xml": (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xl/workbook.xml": (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
ACCEPTED = "ảnh JPG, PNG, WEBP; tệp PDF, DOCX, XLSX"
NAME_CHARS = 200
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


@dataclass(frozen=True)
class Owner:
    """What the evidence is for; exactly one of the three."""

    task_id: int | None = None
    activity_id: int | None = None
    entry_id: int | None = None

    def check(self, session: Session) -> None:
        """Raise PlanError when there is no such row."""
        kinds = ((PlanTask, self.task_id), (Activity, self.activity_id))
        named = [(kind, key) for kind, key in (*kinds, (RegisterEntry, self.entry_id)) if key]
        if len(named) != 1 or session.get(*named[0]) is None:
            raise PlanError("Không có việc mà minh chứng này thuộc về.")


class EvidenceFiles:
    """Files below ``data/files``, named by their content, so that one photo is kept once."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "files"

    def keep(self, content: bytes) -> tuple[str, str, int]:
        """Store ``content``; returns path below the folder, media type and size in bytes.

        Raises:
            PlanError: too large, or of no accepted kind.
        """
        if len(content) > FILE_BYTES:
            raise PlanError(
                f"Tệp {len(content) / 2**20:.0f} MB, lớn hơn mức {FILE_BYTES // 2**20} MB. "
                "Ảnh thì giảm cỡ; phim thì đăng lên trang rồi ghi đường liên kết."
            )
        content, ending, media_type = _recognised(content)
        digest = hashlib.sha256(content).hexdigest()
        path = f"{digest[:2]}/{digest}.{ending}"
        target = self.folder / path
        if not target.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_suffix(".part")
            beside.write_bytes(content)
            beside.replace(target)
        return path, media_type, len(content)

    def read(self, evidence: Evidence) -> bytes:
        """The content of a kept file.

        Raises:
            PlanError: it is a link, or the file is gone.
        """
        try:
            return (self.folder / (evidence.path or "")).read_bytes()
        except OSError:
            raise PlanError(f"Không còn tệp minh chứng '{evidence.name}'.") from None


def add_link(
    session: Session, owner: Owner, url: str, by: str, item: str | None = None
) -> Evidence:
    """Keep a link.

    Raises:
        PlanError: no web address, or nothing to belong to.
    """
    owner.check(session)
    address = web_address(url)
    link = Evidence(**vars(owner), kind=EvidenceKind.LINK, url=address, item=item, added_by=by)
    link.name = address[:NAME_CHARS]
    return _added(session, link)


def add_file(
    session: Session,
    files: EvidenceFiles,
    owner: Owner,
    name: str,
    content: bytes,
    by: str,
    item: str | None = None,
) -> Evidence:
    """Keep a file under ``name``.

    Raises:
        PlanError: too large, of no accepted kind, or nothing to belong to.
    """
    owner.check(session)
    path, media_type, size = files.keep(content)
    shown = clean(Path(name.replace("\\", "/")).name).strip()[-NAME_CHARS:] or "tệp"
    return _added(
        session,
        Evidence(
            **vars(owner),
            kind=EvidenceKind.FILE,
            path=path,
            name=shown,
            media_type=media_type,
            size=size,
            item=item,
            added_by=by,
        ),
    )


def evidence_counts(session: Session) -> dict[int, int]:
    """How many pieces each task has, its activities' included."""
    counts: dict[int, int] = {}
    own = select(Evidence.task_id, func.count()).where(Evidence.task_id.is_not(None))
    of_activities = (
        select(Activity.task_id, func.count())
        .join(Evidence, Evidence.activity_id == Activity.id)
        .where(Activity.task_id.is_not(None), Activity.withdrawn.is_(False))
    )
    for rows in (own.group_by(Evidence.task_id), of_activities.group_by(Activity.task_id)):
        for task_id, count in session.execute(rows):
            assert task_id is not None  # noqa: S101  (both statements leave those out)
            counts[task_id] = counts.get(task_id, 0) + count
    return counts


def _added(session: Session, evidence: Evidence) -> Evidence:
    session.add(evidence)
    session.flush()
    return evidence


def _recognised(content: bytes) -> tuple[bytes, str, str]:
    """Judge by what is inside, whatever the name says."""
    if content.startswith(b"%PDF-"):
        return content, "pdf", "application/pdf"
    if content.startswith(b"PK"):
        try:
            names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            names = set()
        for inside, (ending, media_type) in _OFFICE.items():
            if inside in names:
                return content, ending, media_type
    return _picture(content)


def _picture(content: bytes) -> tuple[bytes, str, str]:
    """Write the picture anew: a photo tells the phone, the hour and the place it was taken at."""
    refused = PlanError(f"Không nhận loại tệp này. Nhận: {ACCEPTED}.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=list(_PICTURES))
            if picture.width * picture.height > PICTURE_PIXELS:
                raise PlanError("Ảnh có quá nhiều điểm ảnh; xin giảm cỡ rồi gửi lại.")
            kind = picture.format or ""
            upright = ImageOps.exif_transpose(picture)
            upright.info.clear()
            written = io.BytesIO()
            upright.save(written, kind, **({"quality": 88} if kind != "PNG" else {}))
    except _BROKEN:
        raise refused from None
    ending, media_type = _PICTURES[kind]
    return written.getvalue(), ending, media_type

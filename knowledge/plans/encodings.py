"""Turn the bytes of a text file into Unicode, whatever Vietnamese encoding they came in."""

import codecs
import re
import unicodedata
from collections.abc import Callable

from knowledge.errors import ImportFileError
from knowledge.plans.constants import CLEARLY_BETTER, MIN_VIETNAMESE
from knowledge.plans.legacy_fonts import from_tcvn3, from_vni
from knowledge.text.syllable_shape import vietnamese_share

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_ONLY_UNICODE = re.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_Convert = Callable[[str], str | None]
_NUL_SHARE = 0.2
_CONTROL_SHARE = 0.01


def decode_text(data: bytes, name: str) -> tuple[str, str | None]:
    """Decode the bytes of file ``name``.

    Returns:
        The text in NFC with line feeds as line ends; the conversion made, None for UTF-8.

    Raises:
        ImportFileError: when the bytes are no text, or in an encoding nobody here knows.
    """
    text, conversion = _decoded(data, name)
    controls = sum(unicodedata.category(char) == "Cc" for char in text) - text.count("\n")
    if controls - text.count("\t") - text.count("\f") > _CONTROL_SHARE * len(text):
        raise _no_text(name)
    return text, conversion


def _decoded(data: bytes, name: str) -> tuple[str, str | None]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _unknown(name) from error
            return repair_encoding(_tidy(text), encoding if encoding != "utf-8" else None)
    if b"\0" in data[:_SAMPLE]:
        return _tidy(_without_bom(data, name)), "utf-16"
    try:
        return repair_encoding(_tidy(data.decode("utf-8")), None)
    except UnicodeDecodeError:
        return _legacy_bytes(data, name)


def repair_encoding(text: str, already: str | None = None) -> tuple[str, str | None]:
    """Undo mojibake and legacy fonts in ``text`` where that clearly makes it more Vietnamese.

    Lines that are in Unicode already stay: a document is often put together from several.

    Returns:
        The text, and the name of the conversion (``already`` where none was needed).
    """
    sample = text[:_SAMPLE]
    best, conversion = vietnamese_share(sample) + CLEARLY_BETTER, already
    chosen: _Convert | None = None
    for label, convert in _CONVERSIONS.items():
        share = vietnamese_share(_by_line(sample, convert))
        if share > best and share >= MIN_VIETNAMESE:
            best, conversion, chosen = share, label, convert
    return (_tidy(_by_line(text, chosen)), conversion) if chosen else (text, already)


def in_unicode(text: str) -> bool:
    """Whether ``text`` holds a letter that only Vietnamese in Unicode has (ă, đ, ơ, ạ …)."""
    return _ONLY_UNICODE.search(text) is not None


def _by_line(text: str, convert: _Convert) -> str:
    """``text`` with its lines converted, but for those that are in Unicode.

    A line without a telling letter goes with the line before it.
    """
    lines, unicode_before = [], False
    for line in text.split("\n"):
        converted = None if in_unicode(line) else convert(line)
        if converted is None:
            unicode_before = True
        elif converted != line:
            gain = vietnamese_share(converted) - vietnamese_share(line)
            unicode_before = gain < 0 or (gain == 0 and unicode_before)
        lines.append(line if converted is None or unicode_before else converted)
    return "\n".join(lines)


def _without_bom(data: bytes, name: str) -> str:
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nuls = data[start::2].count(0)
        if nuls > _NUL_SHARE * len(data) / 2:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    raise _no_text(name)


def _legacy_bytes(data: bytes, name: str) -> tuple[str, str]:
    readings = {label: _tidy(read(data)) for label, read in _BYTES.items()}
    if b"\n" in data:
        readings["utf-8, vài dòng bảng mã khác"] = _tidy(_line_by_line(data))
    shares = {label: vietnamese_share(text[:_SAMPLE]) for label, text in readings.items()}
    # In doubt the first one: each is more usual than those after it.
    label = max(shares, key=lambda key: shares[key])
    if shares[label] < MIN_VIETNAMESE:
        raise _unknown(name)
    return readings[label], label


def _line_by_line(data: bytes) -> str:
    """Lines in UTF-8 as they are, the others in whatever makes them most Vietnamese."""
    lines = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(max((read(line) for read in _BYTES.values()), key=vietnamese_share))
    return "\n".join(lines)


def _no_text(name: str) -> ImportFileError:
    return ImportFileError(
        f"{name}: không phải tệp văn bản (có byte 0). Lưu lại thành .txt UTF-8, .docx hoặc .pdf."
    )


def _unknown(name: str) -> ImportFileError:
    return ImportFileError(
        f"{name}: không nhận ra bảng mã. Mở bằng Word rồi lưu lại thành .docx hoặc .txt UTF-8."
    )


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _from_mojibake(text: str) -> str | None:
    """UTF-8 that was read as Windows-1252, as bytes again and read rightly."""
    data = bytearray()
    for char in text:
        try:
            data += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:  # noqa: PLR2004 - a byte's largest value
                return None
            data.append(ord(char))
    return data.decode("utf-8", errors="replace")


def _through_cp1258(text: str) -> str | None:
    """Windows-1258 bytes that were read as Windows-1252."""
    try:
        return _tidy(text.encode("cp1252").decode("cp1258"))
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


_CONVERSIONS: dict[str, _Convert] = {
    "utf-8 đọc nhầm": _from_mojibake,
    "tcvn3": from_tcvn3,
    "vni": from_vni,
    "cp1258": _through_cp1258,
}

_BYTES: dict[str, Callable[[bytes], str]] = {
    "cp1258": lambda data: data.decode("cp1258", errors="replace"),
    "tcvn3": lambda data: from_tcvn3(data.decode("latin-1")),
    "vni": lambda data: from_vni(data.decode("cp1252", errors="replace")),
    "utf-8 (hỏng vài byte)": lambda data: data.decode("utf-8", errors="replace"),
}

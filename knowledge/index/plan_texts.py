"""The texts that lead to a window of a plan: its sentences, and what its elements answer.

A window of twenty lines says many things; a question asks one. The reading knows which line tells
who leads, when, or for whom, so it is said beside the words as people ask for it.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.plans import PlanWindow
from knowledge.records import PlanReading

# A passage of this many words is one sentence of an officer's prose; longer ones are cut.
LONGEST = 45
SHORTEST = 5
_PARAGRAPH = re.compile(r"\n(?=\s*(?:[-+•*]|\d+[.)]|[a-zđ][.)]))")
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-ZĐÀ-Ỹ])")

Role = tuple[tuple[int, int], str]


def sentences(text: str) -> Iterator[str]:
    """The sentences and list items of a window, at most LONGEST words each."""
    for paragraph in _PARAGRAPH.split(text):
        for sentence in _SENTENCE.split(" ".join(paragraph.split())):
            words = sentence.split()
            for start in range(0, len(words), LONGEST):
                part = words[start : start + LONGEST]
                if len(part) >= SHORTEST:
                    yield " ".join(part)


def roles_in(window: PlanWindow, roles: Sequence[Role]) -> Iterator[str]:
    """Of ``roles`` those whose element begins within the window."""
    first, last = window.lines
    yield from (text for lines, text in roles if first <= lines[0] <= last)


def roles(reading: PlanReading, header: tuple[int, int]) -> list[Role]:
    """Each element of ``reading`` with its lines, told by the question that it answers.

    ``header`` are the lines of the first window, where number, date and issuer stand.
    """
    told: list[Role] = [(header, "Số kế hoạch, ngày ban hành, cơ quan ban hành, tên kế hoạch")]
    told += [
        (one.lines, _words("Căn cứ, thực hiện theo văn bản", one.number, one.issuer, one.about))
        for one in reading.based_on
    ]
    told += [
        (one.lines, _words("Văn bản viện dẫn", one.number, one.issuer))
        for one in reading.references
    ]
    told += [(one.lines, f"Mục đích, yêu cầu: {one.text}") for one in reading.purposes]
    told += [
        (one.lines, f"Đối tượng tuyên truyền, tuyên truyền cho những ai: {one.text}")
        for one in reading.audiences
    ]
    told += [(one.lines, f"Nội dung tuyên truyền: {one.text}") for one in reading.contents]
    told += [(one.lines, f"Hình thức, kênh tuyên truyền: {one.name}") for one in reading.channels]
    told += _of_units(reading)
    told += _of_schedule(reading)
    told += [
        (one.lines, _words("Báo cáo khi nào, ngày nào, gửi ai:", one.who, one.what, one.when))
        for one in reading.reporting
    ]
    if reading.funding:
        told.append(
            (reading.funding.lines, f"Kinh phí lấy từ đâu, nguồn kinh phí: {reading.funding.text}")
        )
    if reading.signer:
        told.append((reading.signer.lines, f"Ai ký, người ký: {reading.signer.text}"))
    told += [(one.lines, f"Nơi nhận: {one.text}") for one in reading.recipients]
    return told


def _of_units(reading: PlanReading) -> Iterator[Role]:
    for unit in reading.units:
        yield unit.lines, f"{unit.unit} làm gì, có nhiệm vụ gì"
        for duty in unit.duties:
            yield duty.lines, f"Ai làm, đơn vị nào: {unit.unit} {duty.text}"


def _of_schedule(reading: PlanReading) -> Iterator[Role]:
    for row in reading.schedule:
        yield (
            row.lines,
            _words(
                f"Ai chủ trì, quý mấy, thời gian nào: {row.content}.",
                f"Chủ trì {row.lead}." if row.lead else None,
                f"Phối hợp {', '.join(row.coordinating)}." if row.coordinating else None,
                row.time,
            ),
        )
        yield row.lines, f"Hình thức, sản phẩm: {row.content}. {'; '.join(row.forms)}"


def _words(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)

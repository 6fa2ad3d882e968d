"""Read a whole plan into its record."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.plans.outline import Part, Section, outline
from knowledge.plans.parse.body_rows import body_rows, sets_out_tasks
from knowledge.plans.parse.channels import channels
from knowledge.plans.parse.citations import Citation, as_printed, citations, unread_numbers
from knowledge.plans.parse.closing import last_order
from knowledge.plans.parse.ending import funding, recipients, signer
from knowledge.plans.parse.header import Header, read_header
from knowledge.plans.parse.items import as_item, items
from knowledge.plans.parse.passage import Passage, paragraphs
from knowledge.plans.parse.reporting import reporting
from knowledge.plans.parse.roles import Block, Role, blocks
from knowledge.plans.parse.schedule import ReadRow, schedule
from knowledge.plans.parse.tellings import tellings
from knowledge.plans.parse.units import units
from knowledge.plans.repair.model import RepairedLine
from knowledge.records.plan import (
    BasedOn,
    Item,
    PlanReading,
    Reference,
    Unit,
)


def read_plan(repaired: Sequence[RepairedLine]) -> PlanReading:
    """Read all lines of one plan; every ``lines`` of the reading counts them from 1.

    Returns:
        The record. What cannot be read is None or empty, and named in ``warnings``.
    """
    restored = [line.text for line in repaired]
    lines = [line.read for line in repaired]
    sections = outline(restored)
    found = [_with_tasks(restored, block) for block in blocks(sections)]
    header = read_header(restored, lines)
    warnings = list(header.warnings)
    based_on, references = _documents(restored, lines, sections, header, warnings)
    bodies = [unit for block in _of(found, Role.DUTIES) for unit in units(restored, lines, block)]
    warnings += _letters_for_digits(repaired) + _offers(repaired)
    rows, unclear = _annex(restored, sections)
    ending = next((s for s in sections if s.part is Part.RECIPIENTS), None)
    signature = signer(restored, ending) if ending else None
    reading = PlanReading(
        number=header.number,
        date=header.date,
        issuer=header.issuer,
        place=header.place,
        title=header.title,
        period=header.period,
        based_on=based_on,
        references=references,
        purposes=_items(restored, _of(found, Role.PURPOSE)),
        audiences=_items(restored, _of(found, Role.AUDIENCE)),
        contents=_items(restored, _of(found, Role.CONTENT)),
        channels=channels(
            tellings([line.alternative for line in repaired], sections, found, rows), bodies
        ),
        units=bodies + _last_orders(restored, sections),
        schedule=[
            *body_rows(restored, _of(found, Role.CONTENT, Role.TASKS)),
            *(r.row for r in rows),
        ],
        reporting=reporting(
            bodies, _items(restored, _of(found, Role.REPORTING)), _closing(restored, sections)
        ),
        funding=funding(restored, _of(found, Role.FUNDING)),
        signer=signature,
        recipients=recipients(restored, ending) if ending else [],
    )
    if signature and signature.text not in lines[signature.lines[0] - 1]:
        warnings.append("Tên người ký đọc từ bản chụp, dấu cần kiểm tra lại.")
    return reading.model_copy(update={"warnings": warnings + unclear + _missing(reading)})


def _of(found: Sequence[Block], *roles: Role) -> list[Block]:
    return [block for block in found if block.role in roles]


def _with_tasks(lines: Sequence[str], block: Block) -> Block:
    """``block`` as a list of tasks where its title promises duties and it names no bodies."""
    if block.role is Role.DUTIES and sets_out_tasks(lines, block):
        return replace(block, role=Role.TASKS)
    return block


def _items(lines: Sequence[str], found: Sequence[Block]) -> list[Item]:
    return [item for block in found for item in items(lines, block)]


def _last_orders(lines: Sequence[str], sections: Sequence[Section]) -> list[Unit]:
    closings = (section for section in sections if section.part is Part.CLOSING)
    return [unit for section in closings if (unit := last_order(lines, section))]


def _closing(lines: Sequence[str], sections: Sequence[Section]) -> Iterator[Item]:
    for section in sections:
        if section.part is Part.CLOSING:
            for piece in paragraphs(lines, section.first, section.last):
                if item := as_item(piece):
                    yield item


def _documents(
    lines: Sequence[str],
    read: Sequence[str],
    sections: Sequence[Section],
    header: Header,
    warnings: list[str],
) -> tuple[list[BasedOn], list[Reference]]:
    """Documents that the opening rests on, and every other one, each once."""
    opening = sections[0].last if sections[0].part is Part.OPENING else 0
    own = header.number.replace(" ", "").upper() if header.number else None
    merged: dict[tuple[str, ...], Citation] = {}
    passages = list(_passages(lines, sections))
    for found in (cited for text in passages for cited in citations(text)):
        if own and found.number.upper().replace("Đ", "D") == own.replace("Đ", "D"):
            continue
        known = merged.setdefault(found.key, found)
        if known is not found and known.date is None and found.date is not None:
            merged[found.key] = found
        elif known.date and found.date and known.date != found.date:
            warnings.append(f"Văn bản {found.number} được ghi hai ngày khác nhau.")
        if (shown := as_printed(read, found)) is not None:
            warnings.append(f"Dòng {found.lines[0]}: số văn bản '{shown}' đọc là {found.number}.")
    warnings += [
        f"Dòng {line}: không đọc được số văn bản '{shown}'."
        for text in passages
        for shown, line in unread_numbers(text)
    ]
    based_on, references = [], []
    for found in merged.values():
        if found.unclear:
            warnings.append(f"Dòng {found.lines[0]}: văn bản {found.number}, {found.unclear}.")
        if found.lines[0] <= opening:
            based_on.append(
                BasedOn(number=found.number, date=found.date, issuer=found.issuer,
                        about=found.about, lines=found.lines)
            )  # fmt: skip
        else:
            references.append(
                Reference(
                    number=found.number, date=found.date, issuer=found.issuer, lines=found.lines
                )
            )
    return based_on, references


def _passages(lines: Sequence[str], sections: Sequence[Section]) -> Iterator[Passage]:
    for section in sections:
        yield from paragraphs(lines, section.first, section.last)


def _annex(lines: Sequence[str], sections: Sequence[Section]) -> tuple[list[ReadRow], list[str]]:
    rows: list[ReadRow] = []
    warnings: list[str] = []
    for section in sections:
        if section.part is Part.ANNEX:
            more, unclear = schedule(lines, section.first, section.last)
            rows, warnings = rows + more, warnings + unclear
    return rows, warnings


def _letters_for_digits(repaired: Sequence[RepairedLine]) -> list[str]:
    return [
        f"Dòng {number}: {note}."
        for number, line in enumerate(repaired, start=1)
        for note in line.warnings
    ]


def _offers(repaired: Sequence[RepairedLine]) -> list[str]:
    """What somebody may have replaced blindly, with the places; nothing of it is changed."""
    places: dict[tuple[str, str], list[int]] = {}
    for number, line in enumerate(repaired, start=1):
        for offer in line.offers:
            places.setdefault(offer.pair, []).append(number)
    return [
        f"Nghi '{found}' đã bị thay cho '{suggested}' ở các dòng "
        f"{', '.join(map(str, dict.fromkeys(numbers)))}; chưa sửa, cần xác nhận."
        for (found, suggested), numbers in places.items()
    ]


def _missing(reading: PlanReading) -> list[str]:
    checks: tuple[tuple[object, str], ...] = (
        (reading.based_on, "căn cứ ban hành"),
        (reading.purposes, "mục đích"),
        (reading.audiences, "đối tượng"),
        (reading.units, "đơn vị thực hiện"),
        (reading.funding, "kinh phí"),
        (reading.signer, "người ký"),
        (reading.recipients, "nơi nhận"),
    )
    return [f"Không thấy hoặc không đọc được {name}." for value, name in checks if not value]

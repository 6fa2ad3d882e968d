"""Pages drawn as an office would scan them, and a typed page."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONTS = Path("/usr/share/fonts/truetype")
FONT = next(
    (path for path in sorted(_FONTS.rglob("*Serif-Regular.ttf")) if "Noto" in path.name), None
)
_SIZE, _STEP, _LEFT, _TOP = 42, 60, 200, 500
_WIDTHS = (130, 800, 520, 480)


def draw_table(rows: list[list[str]], tilt: float, merged: bool = False) -> Image.Image:
    """An A4 page at 300 dpi with a ruled table of four columns, turned by ``tilt`` degrees.

    ``merged`` leaves out the rule between the last two cells of the last column.
    """
    page = Image.new("L", (2480, 3508), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), _SIZE) if FONT else ImageFont.load_default(_SIZE)
    edges = [_LEFT + sum(_WIDTHS[:n]) for n in range(len(_WIDTHS) + 1)]
    pen.text((900, 300), "PHỤ LỤC PHÂN CÔNG", font=font, fill=20)
    top = _TOP
    pen.line((edges[0], top, edges[-1], top), fill=20, width=4)
    for number, row in enumerate(rows):
        bottom = top + _STEP * max(cell.count("\n") + 1 for cell in row) + 40
        for left, cell in zip(edges, row, strict=False):
            pen.multiline_text((left + 20, top + 16), cell, font=font, fill=20, spacing=12)
        for edge in edges:
            pen.line((edge, top, edge, bottom), fill=20, width=4)
        right = edges[-2] if merged and number == len(rows) - 2 else edges[-1]
        pen.line((edges[0], bottom, right, bottom), fill=20, width=4)
        top = bottom
    return page.rotate(tilt, fillcolor=255, resample=Image.Resampling.BICUBIC)


def _typed() -> bytes:
    """A PDF of one typed page, as small as can be."""
    line = "(Ke hoach tuyen truyen cai cach hanh chinh nam 2026) Tj T*"
    drawn = f"BT /F1 11 Tf 50 780 Td 14 TL {line * 5} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    pdf, places = "%PDF-1.4\n", []
    for number, found in enumerate(objects, start=1):
        places.append(len(pdf))
        pdf += f"{number} 0 obj\n{found}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(pdf)}\n%%EOF"
    return f"{pdf}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


TYPED = _typed()

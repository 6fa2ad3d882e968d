"""The certificate of a winner: one picture, A4 lying, in a font with every Vietnamese letter."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.quiz.contest import Contest

# Fonts of the Debian package fonts-dejavu-core (scripts/system-packages), also found by name.
_REGULAR, _BOLD = "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"
SIZE = (1754, 1240)  # A4 lying at 150 dots an inch
_RED, _GOLD, _INK, _PAPER = "#9c1c1c", "#b08d2e", "#222222", "#fffdf6"
_MARGIN = 60
_WIDEST = SIZE[0] - 4 * _MARGIN


class FontMissingError(Exception):
    """The font is not installed; the message says how to get it."""


def draw_certificate(contest: Contest, place: int, name: str, code: str) -> bytes:
    """The certificate as PNG; ``place`` counts from 1, ``code`` stands at its foot.

    Raises:
        FontMissingError: no DejaVu Serif on this machine.
    """
    picture = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(picture)
    width, height = SIZE
    for inset, colour, line in ((_MARGIN, _RED, 10), (_MARGIN + 22, _GOLD, 4)):
        draw.rectangle((inset, inset, width - inset, height - inset), outline=colour, width=line)
    prize = contest.prizes[place - 1]
    lines = (
        (185, contest.organiser.upper(), _BOLD, 40, _INK),
        (330, "GIẤY CHỨNG NHẬN", _BOLD, 96, _RED),
        (490, "Trân trọng trao cho", _REGULAR, 44, _INK),
        (590, name, _BOLD, 84, _RED),
        (735, f"Giải {prize}", _BOLD, 64, _GOLD),
        (845, f"Cuộc thi “{contest.name}”", _REGULAR, 48, _INK),
        (930, f"từ {contest.opens:%d/%m/%Y} đến {contest.until:%d/%m/%Y}", _REGULAR, 40, _INK),
        (1090, f"Mã số {code}", _REGULAR, 28, _INK),
    )
    for top, text, font, size, colour in lines:
        fitting = _fitting(draw, text, font, size)
        draw.text((width / 2, top), text, font=fitting, fill=colour, anchor="mm")
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _fitting(draw: ImageDraw.ImageDraw, text: str, font: str, size: int) -> ImageFont.FreeTypeFont:
    """The font as large as wished, smaller when the line would run over the frame."""
    try:
        found = ImageFont.truetype(font, size)
        wide = draw.textlength(text, font=found)
        return found if wide <= _WIDEST else ImageFont.truetype(font, int(size * _WIDEST / wide))
    except OSError:
        raise FontMissingError(
            f"{font} is missing: install the Debian package fonts-dejavu-core"
        ) from None

"""A script as DOCX: large type, wide lines, for the person at the microphone."""

import io

from docx import Document
from docx.shared import Pt

# The format of the properties allows no more.
_PROPERTY_MAX = 255
_TITLE, _ABOUT, _SCRIPT = Pt(18), Pt(11), Pt(16)


def script_docx(title: str, about: str, script: str) -> bytes:
    """A Word file with what the speaker should know, then the script, one paragraph each."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", _SCRIPT
    normal.paragraph_format.line_spacing = 1.5
    document.core_properties.title = title[:_PROPERTY_MAX]
    document.core_properties.author = "Một Cửa"
    heading = document.add_paragraph().add_run(title)
    heading.bold, heading.font.size = True, _TITLE
    for line in about.splitlines():
        document.add_paragraph().add_run(line).font.size = _ABOUT
    for paragraph in script.split("\n\n"):
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()

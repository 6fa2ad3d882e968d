"""Cut the names of attached files that the portal's export glues onto the lines of a dossier.

'Đơn đề nghị của Bộ Công anMẫu NA5.docx' is a paper and the file of its form, with nothing in
between. A name is cut only from a seam that no writer leaves in running text; without one only
the suffix goes, for a line that says too much still names the paper.
"""

import re

# The export also writes '.doc x'.
_SUFFIX = re.compile(r"\.(?:docx?|pdf)\b(?:\s?x\b)?", re.IGNORECASE)
# No file name holds these, so the name starts after the last of them.
_NEVER_IN_A_NAME = re.compile(r'[/\\:*?"<>|;]')
# The longest real name has 125 characters; what is longer begins with the paper's own text.
_LONGEST_NAME = 140

_VOWEL = "aeiouyàáâãèéêìíòóôõùúýăĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_LOWER = "a-zđ" + _VOWEL
_UPPER = _LOWER.upper()
_SEAM = re.compile(
    "|".join(
        (
            r"(?<=[)\];…”])(?=[\w~])",  # 'Công an)Mẫu', 'quy định;Phụ lục'
            rf"(?<=[{_LOWER})\];. ][.,])(?=\w)",  # 'Chính phủ.Mẫu', 'phép.12.Cp'
            rf"(?<=[{_UPPER}][.,])(?=[^\W\d])",  # 'TỜ KHAI.Mẫu', but not 'I.9'
            rf"(?<=\d\.)(?=[^\W\d][{_LOWER}]{{2}})",  # 'số 01.Phụ lục', but not '06.QLT'
            rf"(?<=[{_LOWER}])(?=[{_UPPER}])",  # 'khoáng sảnMau'
            rf"(?<=[{_LOWER}]{{2}})(?=\d)",  # 'theo mẫu1.004286'
            rf"(?<=[{_UPPER}\d])(?=[{_UPPER}][hr]?[{_VOWEL}])",  # 'BNNMTMẫu', '2026Mau'
            rf"(?<=[{_UPPER}]{{2}})(?=[{_LOWER}]{{2}})",  # 'BNNMTthuyết minh'
            r"(?<=/\d{4})\.?(?=[^\W\d])",  # '25/01/2026Mau', '30/6/2023.NA5'
            # Who issued it is written in capitals, as is many a file: 'BNNPTNTPHỤ LỤC'.
            r"-(?:CP|TTg|BNNPTNT|BNNMT|NHNN|BTC)\.?(?=\w)",
            rf"(?<=[{_LOWER}])(?=(?:mẫu|mau|văn bản|đơn|báo cáo|bản khai|tờ trình)\b)",
        )
    )
)


def without_attachments(line: str) -> str:
    """``line`` without the files at its end; a line that is nothing but a name keeps its words."""
    suffixes = list(_SUFFIX.finditer(line))
    if not suffixes or line[suffixes[-1].end() :].strip(" .,;"):
        return line
    head = line[: suffixes[0].start()]
    barred = max((match.end() for match in _NEVER_IN_A_NAME.finditer(head)), default=0)
    seam = _SEAM.search(head, max(barred, len(head) - _LONGEST_NAME))
    return head[: seam.end()] if seam else head

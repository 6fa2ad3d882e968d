"""A window is found by its sentences and by the questions that its elements answer."""

import datetime as dt

from knowledge.index.plan_texts import LONGEST, roles, roles_in, sentences
from knowledge.plans import PlanWindow
from knowledge.records import PlanReading

READING = PlanReading.model_validate(
    {
        "number": "12/KH-UBND",
        "date": dt.date(2026, 1, 5),
        "issuer": "UBND phường Hoa Mai",
        "units": [
            {
                "unit": "Công chức Tài chính",
                "duties": [{"text": "lập dự toán kinh phí", "lines": (31, 32)}],
                "lines": (30, 32),
            }
        ],
        "schedule": [
            {
                "content": "Phát thanh về dịch vụ công",
                "forms": ["loa truyền thanh"],
                "lead": "Công chức Văn hóa",
                "time": "Quý II",
                "lines": (40, 44),
            }
        ],
        "funding": {"text": "ngân sách phường", "lines": (28, 28)},
    }
)


def test_each_element_is_told_by_the_question_it_answers() -> None:
    told = {text: lines for lines, text in roles(READING, (1, 10))}
    assert told["Số kế hoạch, ngày ban hành, cơ quan ban hành, tên kế hoạch"] == (1, 10)
    assert told["Ai làm, đơn vị nào: Công chức Tài chính lập dự toán kinh phí"] == (31, 32)
    row = next(text for text in told if text.startswith("Ai chủ trì, quý mấy"))
    assert "Công chức Văn hóa" in row
    assert "Quý II" in row


def test_a_window_gets_the_elements_that_begin_in_it() -> None:
    window = PlanWindow("Kinh phí …", (25, 31), "III")
    found = list(roles_in(window, roles(READING, (1, 10))))
    assert len(found) == 3
    assert not any("Phát thanh" in text for text in found)


def test_sentences_and_list_items_are_cut_apart() -> None:
    text = (
        "1. Phát thanh trên loa hai buổi mỗi tuần. Bài phát do Văn hóa soạn trước.\n"
        "- Niêm yết đủ thủ tục\ntại bộ phận một cửa"
    )
    assert list(sentences(text)) == [
        "Phát thanh trên loa hai buổi mỗi tuần.",
        "Bài phát do Văn hóa soạn trước.",
        "- Niêm yết đủ thủ tục tại bộ phận một cửa",
    ]


def test_an_endless_sentence_is_cut() -> None:
    assert all(len(part.split()) <= LONGEST for part in sentences("chữ " * 200))

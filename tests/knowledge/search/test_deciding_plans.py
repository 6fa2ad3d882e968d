"""What a place in a plan may answer: its own year and ward, and only a value that it prints."""

import pytest

from knowledge.records import RecordKind
from knowledge.search.deciding import Decision, Verdict
from tests.knowledge.search.judging import HIGH, LIMITS, hit, item, judged

PLAN = item(
    RecordKind.PLAN,
    "Kế hoạch tuyên truyền năm 2024",
    question="II.3",
    answer="Công khai đường dây nóng tại bộ phận một cửa.",
)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("số điện thoại đường dây nóng trong kế hoạch là gì", "số điện thoại"),
        ("kinh phí của kế hoạch là bao nhiêu tiền", "số tiền"),
        ("ai ký kế hoạch", "tên người"),
        ("link trang của phường trong kế hoạch", "đường liên kết"),
        ("hội thi bắt đầu ngày nào", "ngày cụ thể"),
    ],
)
def test_a_plan_that_does_not_print_the_value_answers_in_part(question: str, missing: str) -> None:
    assert judged(question, hit(PLAN, HIGH)) == Decision(Verdict.NO_SOURCE, "value", missing)


def test_a_plan_named_tells_its_half_though_little_else_speaks_for_it() -> None:
    # It orders hotlines to be published and prints no number; a number is not to be asked back.
    plan = item(
        RecordKind.PLAN,
        "Kế hoạch năm 2024 của phường Sơn Lộc",
        called=["UBND phường Sơn Lộc"],
        question="II.3",
        answer="Công khai số điện thoại đường dây nóng tại trụ sở.",
    )
    asked = "đường dây nóng trong kế hoạch Sơn Lộc số mấy"
    low = hit(plan, LIMITS.clarify + 1)
    rival = hit(item(RecordKind.FAQ, "Gọi số nào", answer="1022"), LIMITS.clarify + 0.9)
    half = Decision(Verdict.NO_SOURCE, "value", "số điện thoại", plan)
    assert judged(asked, low, rival) == half
    refusal = item(RecordKind.REFUSAL, "điều kế hoạch không ghi", reason="no_source")
    assert judged(asked, hit(refusal, HIGH), low) == half
    # A passage on something else is no half of an answer.
    told = "Kinh phí do ngân sách phường bảo đảm."
    budget = item(RecordKind.PLAN, plan.title, question="VI", answer=told)
    assert judged(asked, hit(budget, LIMITS.clarify + 1), rival).why == "unprinted"


def test_the_day_a_record_was_checked_is_no_number_that_it_prints() -> None:
    plan = item(
        RecordKind.PLAN,
        "Kế hoạch",
        question="II",
        answer="Đường dây nóng.",
        checked_on="2026-11-22",
    )
    assert judged("đường dây nóng số nào", hit(plan, HIGH)).missing == "số điện thoại"


def test_a_plan_that_prints_the_value_answers() -> None:
    told = item(RecordKind.PLAN, "Kế hoạch", question="III", answer="Kinh phí 20.000.000 đồng.")
    assert judged("kinh phí bao nhiêu tiền", hit(told, HIGH)).verdict is Verdict.ANSWERED


def test_another_years_plan_is_not_this_ones() -> None:
    assert judged("kế hoạch năm 2027", hit(PLAN, HIGH)) == Decision(Verdict.NO_SOURCE, "year")


@pytest.mark.parametrize("place", ["tỉnh Cà Mau", "huyện Củ Chi", "thanh pho Vung Tau"])
def test_another_places_plan_is_not_this_ones(place: str) -> None:
    plan = item(RecordKind.PLAN, "Kế hoạch năm 2024 của phường Hải Hòa", question="", answer="Loa.")
    question = f"kế hoạch của {place}"
    assert judged(question, hit(plan, HIGH)) == Decision(Verdict.NO_SOURCE, "place")
    question = f"phường Hải Hòa và {place} làm gì"
    assert judged(question, hit(plan, HIGH)).verdict is Verdict.ANSWERED


def test_the_day_of_a_cited_decision_is_not_the_day_of_the_meeting() -> None:
    plan = item(
        RecordKind.PLAN,
        "Kế hoạch năm 2023",
        question="x",
        answer="Tổ chức hội nghị theo Quyết định ngày 15/7/2021.",
    )
    assert judged("hội nghị tổ chức ngày mấy", hit(plan, HIGH)).missing == "ngày cụ thể"

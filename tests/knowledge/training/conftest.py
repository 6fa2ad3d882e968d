"""Sentences to compare encoders on."""

import pytest

SENTENCES = (
    "Đăng ký khai sinh cho con ở đâu?",
    "nhà có người mới mất, giờ phải báo những đâu",
    "dang ky ket hon can giay to gi",
    "lam cccd het bao nhiu tien vay ad?",
    "Kế hoạch số 28/KH-UBND ngày 07/02/2024 – “cải cách”… ½ ﬁ",
    "Người yêu cầu nộp hồ sơ tại Trung tâm Phục vụ hành chính công cấp xã. " * 12,
)


@pytest.fixture
def sentences() -> tuple[str, ...]:
    return SENTENCES

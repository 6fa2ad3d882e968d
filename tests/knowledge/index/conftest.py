"""A small data folder of its own for each test that builds, and an encoder that counts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.content import Content
from knowledge.index import Encoder, build_index
from knowledge.index.manifest import Manifest
from knowledge.library import Library
from tests.knowledge.samples import CountingEncoder, content, procedure

BIRTH = procedure(code="1.001193", name="Đăng ký khai sinh", aliases=["làm khai sinh"])
ONE = content(procedures=[BIRTH])
TWO = content(procedures=[BIRTH, procedure(code="1.000894", name="Đăng ký kết hôn")])
THREE = content(procedures=[procedure(code="1.000894", name="Đăng ký nhận con")])

Build = Callable[[Content], Manifest]


@pytest.fixture
def counting(encoder: Encoder) -> CountingEncoder:
    return CountingEncoder(encoder)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def build(root: Path, counting: CountingEncoder) -> Build:
    """``build(content)``: an index under ``root`` with the counting encoder."""

    def make(some: Content) -> Manifest:
        return build_index(root, some, Library(root.parent), counting)

    return make

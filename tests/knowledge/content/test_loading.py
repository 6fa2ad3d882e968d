"""A mistake in a content file is named with its file, entry and field; all mistakes at once."""

from pathlib import Path

import pytest

from knowledge.content import load_content
from knowledge.errors import ContentError
from tests.knowledge.samples import write_yaml

GOOD = """
- id: viec-mau
  code: "1.001193"
  name: Việc mẫu
  field: Hộ tịch
  level: [xã]
  source: {title: Nguồn, reference: 01/QĐ-UBND}
  checked_on: 2026-10-01
"""
QUESTION = """
- id: cau-mau
  topic: vneid
  question: Câu mẫu?
  variants: [một, hai, ba]
  answer: Trả lời.
  related: [viec-mau]
  source: {title: Nguồn, reference: 01/QĐ-UBND}
  checked_on: 2026-10-01
"""


def problems(root: Path) -> list[str]:
    with pytest.raises(ContentError) as error:
        load_content(root)
    return str(error.value).splitlines()


def test_good_files_load_in_order(tmp_path: Path) -> None:
    write_yaml(
        tmp_path, "procedures/b.yaml", GOOD.replace("viec-mau", "viec-hai").replace("193", "194")
    )
    write_yaml(tmp_path, "procedures/a.yaml", GOOD)
    write_yaml(tmp_path, "faqs/a.yaml", QUESTION)
    loaded = load_content(tmp_path)
    assert [record.id for record in loaded.procedures] == ["viec-mau", "viec-hai"]
    assert [record.id for record in loaded.faqs] == ["cau-mau"]


def test_phrases_of_one_code_in_two_files_are_joined(tmp_path: Path) -> None:
    write_yaml(tmp_path, "phrases/1.yaml", '- {code: "1.001193", phrases: [một]}')
    write_yaml(tmp_path, "phrases/2.yaml", '- {code: "1.001193", phrases: [hai]}')
    assert load_content(tmp_path).phrases == {"1.001193": ("một", "hai")}


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    write_yaml(tmp_path, "procedures/a.yaml", GOOD.replace("field: Hộ tịch", "feild: Hộ tịch"))
    write_yaml(
        tmp_path, "faqs/b.yaml", QUESTION.replace("checked_on: 2026-10-01", "checked_on: hôm qua")
    )
    write_yaml(tmp_path, "directory/c.yaml", "- {id: so-mau, kind: hotline}")
    found = problems(tmp_path)
    assert any(line.startswith("procedures/a.yaml: viec-mau: feild:") for line in found)
    assert any(line.startswith("procedures/a.yaml: viec-mau: field:") for line in found)
    assert any(line.startswith("faqs/b.yaml: cau-mau: checked_on:") for line in found)
    assert any(line.startswith("directory/c.yaml: so-mau: scope:") for line in found)


def test_an_entry_without_an_id_is_named_by_its_place(tmp_path: Path) -> None:
    write_yaml(tmp_path, "procedures/a.yaml", GOOD + "- name: Không tên\n- chỉ là chữ\n")
    found = problems(tmp_path)
    assert any(line.startswith("procedures/a.yaml: 2: id:") for line in found)
    assert any(line.startswith("procedures/a.yaml: 3:") for line in found)


def test_a_part_deep_inside_is_named_with_its_path(tmp_path: Path) -> None:
    write_yaml(tmp_path, "procedures/a.yaml", GOOD + "  documents: [{text: Tờ khai}, {txt: Đơn}]\n")
    found = problems(tmp_path)
    assert any("procedures/a.yaml: viec-mau: documents.1.txt:" in line for line in found)


@pytest.mark.parametrize(
    "text",
    [
        "- id: [chưa đóng",
        "- id: a\n   b: c\n  - d",
        "\t- id: a",
        "- {id: a}\n\x01",
        "- id: *chua-co",
    ],
)
def test_broken_yaml_names_its_file_and_the_others_are_still_read(
    tmp_path: Path, text: str
) -> None:
    write_yaml(tmp_path, "procedures/a.yaml", text)
    write_yaml(tmp_path, "faqs/b.yaml", QUESTION.replace("topic: vneid", "topic: khac"))
    found = "\n".join(problems(tmp_path))
    assert "procedures/a.yaml: not valid YAML" in found
    assert "faqs/b.yaml: cau-mau: topic:" in found


@pytest.mark.parametrize("day", ["2026-02-31", "2026-13-01"])
def test_a_day_that_does_not_exist_names_its_file(tmp_path: Path, day: str) -> None:
    """YAML makes a date of it while reading and raises a plain ValueError."""
    write_yaml(tmp_path, "procedures/a.yaml", GOOD.replace("2026-10-01", day))
    assert any(line.startswith("procedures/a.yaml:") for line in problems(tmp_path))


def test_a_file_that_is_not_utf8_names_itself(tmp_path: Path) -> None:
    (tmp_path / "faqs").mkdir()
    (tmp_path / "faqs" / "a.yaml").write_bytes("- id: hòa".encode("utf-16"))
    assert any(line.startswith("faqs/a.yaml:") for line in problems(tmp_path))


@pytest.mark.parametrize("text", ["", "# chưa có gì\n", "id: a\n", "chữ\n"])
def test_a_file_that_is_no_list_names_itself(tmp_path: Path, text: str) -> None:
    write_yaml(tmp_path, "plans/a.yaml", text)
    assert problems(tmp_path) == ["plans/a.yaml: must be a list of records"]


def test_an_id_used_twice_is_refused_even_between_kinds(tmp_path: Path) -> None:
    write_yaml(tmp_path, "procedures/a.yaml", GOOD)
    write_yaml(tmp_path, "faqs/a.yaml", QUESTION.replace("id: cau-mau", "id: viec-mau"))
    assert problems(tmp_path) == ["faqs: viec-mau: this id is already used in procedures"]


def test_a_related_record_must_exist(tmp_path: Path) -> None:
    write_yaml(tmp_path, "faqs/a.yaml", QUESTION)
    assert problems(tmp_path) == ["faqs: cau-mau: related: there is no record 'viec-mau'"]


def test_a_code_without_quotes_is_refused(tmp_path: Path) -> None:
    """YAML reads 1.001190 as a number and loses the last digit."""
    write_yaml(tmp_path, "procedures/a.yaml", GOOD.replace('"1.001193"', "1.001190"))
    assert any("viec-mau: code:" in line for line in problems(tmp_path))

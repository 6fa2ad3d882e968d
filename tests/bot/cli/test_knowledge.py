"""motcua knowledge: import, build, search, ask; in the contract's shapes."""

import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Run, told_in_one_line
from tests.bot.records import BIRTH, RECORDS

ROW = ["id", "question", "outcome", "ms", "hits"]
HIT = ["id", "kind", "code", "title", "score", "text", "source", "validity"]
PROCEDURE = {
    "code": "9.100100",
    "name": "Cấp phép nuôi voi cảnh",
    "field": "Nông nghiệp",
    "level": "xã",
    "steps": "Nộp đơn tại quầy.",
    "how": "Trực tiếp",
    "documents": "Đơn xin phép nuôi voi",
    "fee": "Không",
    "time_limit": "10 ngày làm việc",
    "audience": "Cá nhân",
    "agency": "Ủy ban nhân dân cấp xã",
    "result": "Giấy phép",
    "requirements": "",
    "legal_basis": "",
    "forms": "",
}


def _jsonl(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_ask_prints_what_a_citizen_reads(run: Run, folder: Path) -> None:
    result = run("knowledge", "ask", "làm khai sinh cần giấy tờ gì", data=folder)
    assert result.exit_code == 0
    assert "Giấy chứng sinh" in result.stdout
    assert f"Nguồn: Cổng Dịch vụ công quốc gia ({BIRTH}), kiểm tra ngày 01/10/2026" in result.stdout


def test_ask_as_json_is_a_row_of_search_and_the_answer(run: Run, folder: Path) -> None:
    result = run("knowledge", "ask", "làm khai sinh cần giấy tờ gì", "--json", data=folder)
    row = json.loads(result.stdout)
    assert list(row) == [*ROW, "answer"]
    assert row["outcome"] == "answered"
    assert "Giấy chứng sinh" in row["answer"]


@pytest.mark.parametrize("question", ["", "😀", "a" * 10_000, "'; DROP TABLE x", "\u200b"])
def test_ask_takes_any_question(run: Run, folder: Path, question: str) -> None:
    result = run("knowledge", "ask", question, "--json", data=folder)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["answer"]


def test_search_prints_one_row_a_question_in_order(run: Run, folder: Path, tmp_path: Path) -> None:
    asked = _jsonl(
        tmp_path / "in.jsonl",
        {"id": "a", "question": "làm khai sinh cần giấy tờ gì"},
        "",
        {"id": "b", "question": "vneid là gì", "gold": ["x"]},
        {"id": 3, "question": ""},
    )
    result = run("knowledge", "search", "--questions", asked, "--top", 2, "--json", data=folder)
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b", 3]
    for row in rows:
        assert list(row) == ROW
        assert len(row["hits"]) <= 2
        assert row["ms"] >= 0
        for hit in row["hits"]:
            assert list(hit) == HIT
            assert hit["kind"] in ("procedure", "plan", "faq", "office", "hotline")
            assert set(hit["source"]) == {"file", "lines"}
    assert (rows[0]["outcome"], rows[0]["hits"][0]["code"]) == ("answered", BIRTH)
    assert rows[0]["question"] == "làm khai sinh cần giấy tờ gì"
    assert rows[1]["hits"][0]["kind"] == "faq"
    assert rows[2]["hits"] == []


@pytest.mark.parametrize("row", ["{", "[]", "5", '{"id": 1}', '{"question": "a"}'])
def test_a_bad_row_is_named_with_its_line(run: Run, folder: Path, tmp_path: Path, row: str) -> None:
    asked = _jsonl(tmp_path / "in.jsonl", row)
    told = told_in_one_line(run("knowledge", "search", "--questions", asked, data=folder))
    assert "in.jsonl:1" in told


def test_a_question_that_is_no_text_is_named_with_its_line(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    asked = _jsonl(tmp_path / "in.jsonl", {"id": 1, "question": None})
    told = told_in_one_line(run("knowledge", "search", "--questions", asked, data=folder))
    assert "in.jsonl:1" in told


def test_questions_in_another_encoding_are_one_line(run: Run, folder: Path, tmp_path: Path) -> None:
    asked = tmp_path / "in.jsonl"
    asked.write_bytes('{"id": 1, "question": "khai sinh ở đâu"}'.encode("utf-16"))
    assert "in.jsonl" in told_in_one_line(
        run("knowledge", "search", "--questions", asked, data=folder)
    )


def test_a_file_that_is_not_there_is_one_line(run: Run, folder: Path, tmp_path: Path) -> None:
    for asked in (tmp_path / "none.jsonl", tmp_path):
        told = told_in_one_line(run("knowledge", "search", "--questions", asked, data=folder))
        assert str(asked) in told


@pytest.mark.parametrize("words", [("ask", "x"), ("search", "--questions", "x.jsonl")])
def test_without_an_index_it_says_what_to_do(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    told = told_in_one_line(run("knowledge", *words, data=tmp_path / "empty"))
    assert "motcua knowledge build" in told


def test_a_damaged_index_is_one_line(run: Run, folder: Path) -> None:
    for file in (folder / "knowledge" / "index").rglob("items.jsonl"):
        file.write_text("{", encoding="utf-8")
    told = told_in_one_line(run("knowledge", "ask", "khai sinh", data=folder))
    assert "motcua knowledge build" in told


def test_import_build_and_ask(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The content is the small one here: building all of it takes a minute."""
    file = _jsonl(tmp_path / "tthc.jsonl", PROCEDURE)
    first = run("knowledge", "import", "procedures", file, data=folder)
    assert (first.exit_code, first.stdout.split(",")[0]) == (0, "new 1"), first.output
    again = run("knowledge", "import", "procedures", file, data=folder)
    assert "same 1" in again.stdout
    changed = _jsonl(file, PROCEDURE | {"fee": "Một trăm đồng"})
    assert "changed 1" in run("knowledge", "import", "procedures", changed, data=folder).stdout
    from bot.cli import building

    monkeypatch.setattr(building, "load_content", lambda: RECORDS)
    built = run("knowledge", "build", data=folder)
    assert built.exit_code == 0, built.output
    assert f"{len(RECORDS.procedures) + len(RECORDS.faqs) + len(RECORDS.contacts) + 1} items" in (
        built.stdout
    )
    row = json.loads(
        run("knowledge", "ask", "cấp phép nuôi voi cảnh", "--json", data=folder).stdout
    )
    top = row["hits"][0]
    assert (top["code"], top["source"]) == ("9.100100", {"file": "tthc.jsonl", "lines": [1, 1]})


def test_a_bad_record_is_reported_with_its_line_and_the_rest_lands(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    file = _jsonl(
        tmp_path / "tthc.jsonl", PROCEDURE, "{broken", PROCEDURE | {"code": "9.100101", "name": ""}
    )
    result = run("knowledge", "import", "procedures", file, data=folder)
    assert result.exit_code == 1
    assert "new 1" in result.stdout
    assert "skipped 2" in result.stdout
    *faults, gaps = result.stderr.splitlines()
    assert [line.partition(": ")[0] for line in faults] == ["tthc.jsonl:2", "tthc.jsonl:3"]
    assert "without 'fee'" in gaps


FAQ = """- id: xe-dap
  topic: an-toan
  question: Để xe đạp ở đâu?
  variants: [xe đạp để đâu, gửi xe đạp, chỗ để xe đạp]
  answer: Ở cổng sau.
  source: {title: Nội quy, reference: 01/NQ}
  checked_on: 2026-10-01
"""


def test_faqs_and_texts_come_in(run: Run, folder: Path, tmp_path: Path) -> None:
    faq = tmp_path / "hoi-dap.yaml"
    faq.write_text(FAQ, encoding="utf-8")
    assert "new 1" in run("knowledge", "import", "faq", faq, data=folder).stdout
    text = tmp_path / "van-ban.txt"
    text.write_text("Căn cứ Luật Tổ chức chính quyền địa phương.\n" * 3, encoding="utf-8")
    assert "new 1" in run("knowledge", "import", "texts", text, data=folder).stdout
    assert "same 1" in run("knowledge", "import", "texts", text, data=folder).stdout


@pytest.mark.parametrize("kind", ["faq", "directory", "procedures"])
@pytest.mark.parametrize("body", [None, b"\xff\xfe\x00", b"a: [1,\nb: }\n- c", b"just words"])
def test_a_file_that_cannot_be_read_is_told_without_a_traceback(
    run: Run, folder: Path, tmp_path: Path, kind: str, body: bytes | None
) -> None:
    file = tmp_path / ("tthc.jsonl" if kind == "procedures" else "tep.yaml")
    if body is not None:
        file.write_bytes(body)
    result = run("knowledge", "import", kind, file, data=folder)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert file.name in result.stderr
    if body is None or kind != "procedures":
        assert len(result.stderr.splitlines()) == 1, result.stderr


def test_a_bad_faq_line_is_skipped_and_the_rest_lands(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    import yaml

    good = yaml.safe_load(FAQ)[0] | {"checked_on": "2026-10-01"}
    file = _jsonl(tmp_path / "hoi-dap.jsonl", "{broken", good, good | {"id": "KHÔNG HỢP LỆ"})
    result = run("knowledge", "import", "faq", file, data=folder)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "new 1" in result.stdout
    assert "hoi-dap.jsonl" in result.stderr


@pytest.mark.parametrize("kind", ["plans", "texts"])
def test_a_plan_that_is_not_there_is_skipped_and_told(
    run: Run, folder: Path, tmp_path: Path, kind: str
) -> None:
    result = run("knowledge", "import", kind, tmp_path / "none.txt", data=folder)
    assert result.exit_code == 1
    assert "none.txt" in result.stderr
    assert "Traceback" not in result.output


def test_an_unknown_model_is_one_line(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_EMBEDDING_MODEL", "/khong/co/thu-muc-nay")
    told = told_in_one_line(run("knowledge", "ask", "khai sinh", data=folder))
    assert told.startswith("MOTCUA_EMBEDDING_MODEL")

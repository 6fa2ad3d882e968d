"""One million vectors: ``python -m tests.benchmarks.million KNOWLEDGE [SIZE]``.

The vectors are those of the index in the folder KNOWLEDGE, jittered; the questions are the real
ones of the project's evaluation set. The index kind is what the product itself chooses for the
size. Searching is measured in a process of its own on one thread, so that its memory is that of
searching alone.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import faiss
import numpy as np

from knowledge.evaluating import own_questions
from knowledge.index import load_encoder, load_index
from knowledge.index.encoder import Vectors
from knowledge.index.vectors import vector_index
from tests.benchmarks.memory import peak_memory
from tests.benchmarks.page import table, write_section

NEAREST = 10
# The length of the noise added to a unit vector: the copy's cosine to it is about .94, as near as
# two ways of asking the same thing are.
JITTER = 0.35
BLOCK = 20_000


def main() -> None:
    """Make, search, compare; one JSON object on stdout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder knowledge of a data folder")
    parser.add_argument("size", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--search", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    faiss.omp_set_num_threads(1)
    found = _search(chosen.search) if chosen.search else measure(chosen.data, chosen.size)
    sys.stdout.write(json.dumps(found) + "\n")
    if not chosen.search:
        write_section("million", table(list(found), [[str(cell) for cell in found.values()]]))


def measure(data: Path, size: int) -> dict[str, object]:
    """Figures for ``size`` vectors made of those under ``data``."""
    index = load_index(data / "index")
    real = index.vectors.reconstruct_n(0, index.vectors.ntotal)
    encoder = load_encoder(folder=data / "model")
    questions = encoder.queries([question.text for question in own_questions()])
    many = jittered(real, size)
    started = time.perf_counter()
    made = vector_index(many)
    seconds = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        faiss.write_index(made, str(place / "vectors.faiss"))
        np.save(place / "questions.npy", questions)
        np.save(place / "exact.npy", _exact(many, questions))
        del many, made
        command = [sys.executable, "-m", __spec__.name, str(data), "--search", str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {"vectors": size, "build s": round(seconds), **json.loads(done.stdout)}


def jittered(real: Vectors, size: int) -> Vectors:
    """``size`` unit vectors, each a copy of one of ``real`` with noise."""
    random = np.random.default_rng(1)
    made = np.empty((size, real.shape[1]), dtype=np.float32)
    for start in range(0, size, BLOCK):
        rows = np.arange(start, min(start + BLOCK, size)) % len(real)
        noise = random.standard_normal((len(rows), real.shape[1]), dtype=np.float32)
        block = real[rows] + noise * np.float32(JITTER / np.sqrt(real.shape[1]))
        made[start : start + len(rows)] = block / np.linalg.norm(block, axis=1, keepdims=True)
    return made


def _exact(many: Vectors, questions: Vectors) -> np.ndarray:
    flat = faiss.IndexFlatIP(many.shape[1])
    flat.add(many)
    return flat.search(questions, NEAREST)[1]


def _search(place: Path) -> dict[str, object]:
    index = faiss.read_index(str(place / "vectors.faiss"))
    questions, exact = np.load(place / "questions.npy"), np.load(place / "exact.npy")
    index.search(questions[:1], NEAREST)
    took, right = [], 0
    for question, wanted in zip(questions, exact, strict=True):
        started = time.perf_counter()
        rows = index.search(question[None, :], NEAREST)[1]
        took.append((time.perf_counter() - started) * 1000)
        right += len(set(rows[0]) & set(wanted))
    inverted = isinstance(index, faiss.IndexIVF)
    return {
        "kind": type(index).__name__,
        "lists": index.nlist if inverted else None,
        "probes": index.nprobe if inverted else None,
        "p50 ms": round(float(np.percentile(took, 50)), 2),
        "p95 ms": round(float(np.percentile(took, 95)), 2),
        "recall@10": round(right / exact.size, 4),
        "RSS MB": peak_memory(),
    }


if __name__ == "__main__":
    main()

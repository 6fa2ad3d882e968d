"""What a search costs beside the bare query embedding, and what a fresh process needs."""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from knowledge.evaluating import own_questions
from knowledge.search import Searcher

ROUNDS = 300
_FRESH = """
import json, sys, time
from pathlib import Path
from knowledge.index import DEFAULT_MODEL
from knowledge.live import LiveKnowledge
from tests.benchmarks.memory import peak_memory
import sentence_transformers
before = peak_memory()
started = time.perf_counter()
live = LiveKnowledge(Path(sys.argv[1]), DEFAULT_MODEL)
answer = live.answerer.answer("làm khai sinh cho con cần giấy tờ gì")
took = time.perf_counter() - started
assert answer.text
print(json.dumps({"first answer s": took, "memory MB": peak_memory(), "imports MB": before}))
"""


def search_cost(searcher: Searcher) -> dict[str, float]:
    """Median milliseconds of a whole search and of the bare query embedding, taken in turns."""
    whole, bare = [], []
    for question in own_questions()[:ROUNDS]:
        started = time.perf_counter()
        searcher.encoder.queries([question.text])
        middle = time.perf_counter()
        searcher.search(question.text)
        bare.append((middle - started) * 1000)
        whole.append((time.perf_counter() - middle) * 1000)
    return {
        "search p50": statistics.median(whole),
        "search p95": statistics.quantiles(whole, n=20)[-1],
        "embedding p50": statistics.median(bare),
        "ratio": statistics.median(whole) / statistics.median(bare),
    }


def fresh_process(knowledge: Path) -> dict[str, float]:
    """Seconds from the end of the imports to the first answer, and the memory it took."""
    done = subprocess.run(
        [sys.executable, "-c", _FRESH, str(knowledge)], capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))

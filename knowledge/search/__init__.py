"""Find the right record, or say honestly that there is none."""

from knowledge.search.query import Query
from knowledge.search.ranking import Candidate
from knowledge.search.searcher import Hit, Searcher, SearchResult, Verdict

__all__ = ["Candidate", "Hit", "Query", "SearchResult", "Searcher", "Verdict"]

"""Find the right record, or say honestly that there is none."""

from knowledge.search.deciding import Decision, Hit, Verdict
from knowledge.search.query import Query
from knowledge.search.ranking import Candidate
from knowledge.search.searcher import Searcher, SearchResult

__all__ = ["Candidate", "Decision", "Hit", "Query", "SearchResult", "Searcher", "Verdict"]

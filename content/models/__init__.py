"""The pages that editors write."""

from content.models.pages import Article, ArticleIndex, HomePage, LegalPage, Written
from content.models.problems import KnownProblem, KnownProblems

__all__ = ["Article", "ArticleIndex", "HomePage", "KnownProblem", "KnownProblems", "LegalPage", "Written"]

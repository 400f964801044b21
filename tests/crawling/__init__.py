"""A reader that follows every link that somebody can reach, and keeps all that it was given."""

from tests.crawling.crawl import Answer, crawl
from tests.crawling.reading import said_in

__all__ = ["Answer", "crawl", "said_in"]

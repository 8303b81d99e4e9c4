"""From sources to articles. Nouns: crawler.article."""

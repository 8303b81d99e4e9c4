"""From articles to stories. Nouns: nlp.story."""

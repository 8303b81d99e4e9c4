"""From stories to an issue someone reads. Nouns: digest.issue."""

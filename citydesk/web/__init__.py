"""The web pages: the editors' desk, and what every page needs to be served safely."""

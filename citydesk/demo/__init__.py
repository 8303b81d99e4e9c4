"""The demo: a small web of our own writing, served on this machine, for citydesk to crawl; nothing is loaded here."""

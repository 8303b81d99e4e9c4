"""Published issues → messages to subscribers, and what comes back: the only room that speaks SMTP."""

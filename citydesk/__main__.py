"""`python -m citydesk` is `citydesk`."""

from citydesk.cli import main

main()

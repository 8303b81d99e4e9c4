"""Speed of each step, as a ratio to the plain way of doing it: `python -m tests.bench NAME`."""

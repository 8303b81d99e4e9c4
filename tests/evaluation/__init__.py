"""Quality of each step, measured on data that nobody here wrote: `python -m tests.evaluation NAME --data DIR`."""

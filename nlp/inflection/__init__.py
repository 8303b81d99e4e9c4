"""The name of a city in, what it becomes in a text of its language out: by our own rules, before anything runs."""

# make demo, make test, make check: each sets the machine up first; a second call is quick.
# TORCH_OPTIONS: what pip needs to find a CPU build of torch where the plain one brings CUDA (README.md).
PYTHON ?= python3
TORCH_OPTIONS ?=
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check install --quiet
DONE := $(VENV)/.installed
# The model is converted, and its quickest pass measured, once and before anything is in a hurry.
CONVERT := from citydesk.engine import make_encoder; from citydesk.service_models import Model; make_encoder(Model()).encode(["a tram"])

.PHONY: setup demo test check clean
setup: $(DONE)

$(DONE): pyproject.toml constraints.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(PIP) $(TORCH_OPTIONS) torch==2.13.0
	$(PIP) --constraint constraints.txt --editable '.[dev]'
	$(VENV)/bin/python -c '$(CONVERT)'
	touch $(DONE)

demo: setup
	$(VENV)/bin/citydesk demo

test: setup
	$(VENV)/bin/python -m pytest --numprocesses 2 --dist loadfile

check: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

clean:
	rm -rf $(VENV) demo-archive build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

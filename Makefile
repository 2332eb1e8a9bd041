# Two commands matter: `make demo` and `make test`. Both work on a fresh machine with Python >= 3.11 and its venv module.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
# A matching pair; on machines without a GPU the CPU builds of the same versions do, e.g.
#   make TORCH="torch==2.14.1+cpu torchvision==0.29.1+cpu --index-url https://download.pytorch.org/whl/cpu" demo
TORCH ?= torch==2.14.1 torchvision==0.29.1
WORKERS ?= 2
# Waiting OpenMP threads sleep instead of spinning, which matters when several processes share the cores.
export OMP_WAIT_POLICY = PASSIVE

.PHONY: demo test fuzz lint openapi sdk torture bench serve containers clean docs

demo: $(VENV)/installed
	$(BIN)/winnow demo

serve: $(VENV)/installed
	$(BIN)/winnow up

# The base install is tested in an environment of its own: it must not need what the worker needs.
test: $(VENV)/installed $(VENV)-gateway/installed
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not e2e and not crash"
	$(BIN)/python -m pytest -m "e2e or crash"

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m service.openapi --check openapi/openapi.json
	$(BIN)/python openapi/generate.py --check
	$(BIN)/python openapi/breaking.py
	cd openapi && PATH="$$PATH:$(abspath $(BIN))" typescript/node_modules/.bin/redocly lint openapi.json --config redocly.yaml

openapi: $(VENV)/installed
	$(BIN)/python -m service.openapi > openapi/openapi.json.new
	mv openapi/openapi.json.new openapi/openapi.json

# Both clients, out of openapi/openapi.json.
sdk: openapi
	$(BIN)/python openapi/generate.py

# Everything that the API's description allows and forbids, with a new seed every time; FUZZ_EXAMPLES for each operation.
FUZZ_EXAMPLES ?= 200
fuzz: $(VENV)/installed
	WINNOW_FUZZ_EXAMPLES=$(FUZZ_EXAMPLES) $(BIN)/python -m pytest --timeout 0 tests/service/test_contract.py

torture: $(VENV)/installed
	$(BIN)/python -m bench.torture

# Builds both images, brings the compose up and runs the demo against it; see docs/deployment.md.
containers:
	tests/containers/run

# The manual as a site, in build/site.
docs: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --editable ".[docs]"
	$(BIN)/mkdocs build

bench: $(VENV)/peers
	$(BIN)/python -m bench

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet --editable ".[worker,dev]"
	touch $@

$(VENV)/peers: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --editable ".[peers]"
	touch $@

$(VENV)-gateway/installed: pyproject.toml
	test -x $(VENV)-gateway/bin/python || $(PYTHON) -m venv $(VENV)-gateway
	$(VENV)-gateway/bin/python -m pip install --quiet --upgrade pip
	$(VENV)-gateway/bin/python -m pip install --quiet --editable .
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-gateway winnow-data .mypy_cache .ruff_cache .pytest_cache

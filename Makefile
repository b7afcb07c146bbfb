# Everything a newcomer or a developer types; `make` alone lists it.

PYTHON ?= python3
TEST_WORKERS ?= 2
# How often a failed walk or fault is tried again, which the summary names: docs/decisions/0021.
RERUNS ?= 0
# Files go to the workers in the order of tests/conftest.py, which begins with those that take longest.
SIDE_BY_SIDE = -n $(TEST_WORKERS) --dist loadfile --no-loadscope-reorder
# Where torch and torchvision come from. Empty: the CPU build on Linux without an NVIDIA GPU, if its index can be
# reached, else whatever PyPI (or your mirror of it) serves. docs/RUNNING.md, "Which torch".
TORCH_INDEX ?=
CPU_INDEX := https://download.pytorch.org/whl/cpu

VENV := .venv
APP := $(VENV)/.stamp-app
DEV := $(VENV)/.stamp-dev
INDEX_USED := $(VENV)/.stamp-torch-index
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check

.NOTPARALLEL:
.PHONY: help run test test-fast test-avx2 test-live check format bench load gpu record prune clean

help:
	@echo 'make run      the lab, at http://localhost:8501'
	@echo 'make test     all tests: the fast ones, training again as with AVX2, the browser, all side by side; then the faults'
	@echo 'make check    ruff, ruff format, mypy (also by the rules of Windows and macOS), known advisories'
	@echo 'make format   what ruff can mend by itself'
	@echo 'make bench    every bench; BENCH=layer_table for one'
	@echo 'make load     a class of learners on this server: seconds from control to page, memory, errors, against the goals'
	@echo 'make gpu      on a machine with an NVIDIA GPU: the tests that need one, and the table of what it gives'
	@echo 'make record   trains and measures what gallery/ holds anew, from the real data (about an hour), and prints its tables'
	@echo 'make prune    removes old runs for good, as LAB_KEEP_DAYS, LAB_KEEP_MB and LAB_TRASH_DAYS say; DRY=1 only tells'
	@echo 'make clean    removes .venv; runs and data are elsewhere and stay'
	@echo 'Variables: PYTHON=python3.12  TORCH_INDEX=$(CPU_INDEX)  TEST_WORKERS=4'

run: $(APP)
	$(PY) -m streamlit run app.py

test: test-fast test-avx2 test-live

test-fast: $(DEV)
	OMP_NUM_THREADS=1 $(PY) -m pytest $(SIDE_BY_SIDE) -m 'not faults' --ignore=tests/browser --ignore=tests/faults

# Training once more as processors without AVX-512 compute; where there is no AVX2, this is the same again.
test-avx2: $(DEV)
	ONEDNN_MAX_CPU_ISA=AVX2 ATEN_CPU_CAPABILITY=avx2 OMP_NUM_THREADS=1 \
	  $(PY) -m pytest $(SIDE_BY_SIDE) -m 'not slow' \
	  tests/training tests/studies/race/test_measure.py tests/studies/growth/test_measure.py tests/studies/block_timing/test_measure.py

# Two walks at a time, each with a server and a browser of its own; then the faults on two grounds at a time, each with
# a lab of its own.
test-live: $(DEV)
	OMP_NUM_THREADS=1 $(PY) -m pytest $(SIDE_BY_SIDE) --reruns $(RERUNS) tests/browser
	$(PY) -m pytest -n $(TEST_WORKERS) --dist loadgroup --reruns $(RERUNS) -m faults tests/faults tests/deploy

AS_ON = --platform $(1) --cache-dir .mypy_cache/$(1) app.py main.py pages server ui resnet_core
check: $(DEV)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	printf '%s\n' '--cache-dir .mypy_cache' '$(call AS_ON,win32)' '$(call AS_ON,darwin)' | xargs -P $(TEST_WORKERS) -L 1 $(PY) -m mypy
	$(PY) .ci/audit.py

format: $(DEV)
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

BENCH ?= $(filter-out live_server learner load rehearse gpu,$(basename $(notdir $(wildcard benches/*.py))))
bench: $(DEV)
	@set -e; for bench in $(BENCH); do echo "== $$bench"; $(PY) -m benches.$$bench; done

# Minutes, and more to say on a machine that does nothing else. LOAD='--learners 30 --minutes 10' for a long look at memory.
load: $(DEV)
	$(PY) -m benches.load $(LOAD)

gpu: $(DEV)
	$(PY) -m pytest -m gpu
	$(PY) -m benches.gpu

record: $(APP)
	$(PY) -m resnet_core.jobs.record
	$(PY) -m ui.recorded_tables

prune: $(APP)
	DRY=$(DRY) $(PY) -m resnet_core.jobs.prune

clean:
	rm -rf $(VENV)

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python %d.%d: the lab needs 3.11 or newer; install one and say make run PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(APP): requirements.txt | $(VENV)/pyvenv.cfg
	@echo 'Installing. The first time this takes some minutes.'
	@index='$(TORCH_INDEX)'; \
	if [ -z "$$index" ] && [ "$$(uname -s)" = Linux ] && ! command -v nvidia-smi >/dev/null; then \
	  if $(PY) -c 'import urllib.request as u; u.urlopen("$(CPU_INDEX)/torch/", timeout=5)' 2>/dev/null; \
	  then index='$(CPU_INDEX)'; \
	  else echo 'No NVIDIA GPU, and $(CPU_INDEX) cannot be reached from here: PyPI serves the CUDA build, about 3 GB.'; fi; \
	fi; \
	if [ -n "$$index" ]; then \
	  echo "torch and torchvision from $$index"; \
	  $(PIP) install --index-url "$$index" $$(sed -nE 's/^(torch(vision)?==[^ #]+).*/\1/p' requirements.txt); \
	fi && \
	$(PIP) install -r requirements.txt && \
	echo "$$index" > $(INDEX_USED)
	@touch $@

$(DEV): requirements-dev.txt requirements-postgresql.txt requirements-cluster.txt $(APP)
	$(PIP) install -r requirements-dev.txt
	@touch $@

# A build is chosen once, when .venv is made: pip would call the other build of the same version "already satisfied".
ifneq ($(TORCH_INDEX),)
ifneq ($(wildcard $(INDEX_USED)),)
ifneq ($(TORCH_INDEX),$(shell cat $(INDEX_USED)))
$(error TORCH_INDEX=$(TORCH_INDEX): .venv already holds another build of torch; run 'make clean' first)
endif
endif
endif

# Everything a newcomer or a developer types; `make` alone lists it.

PYTHON ?= python3
TEST_WORKERS ?= 2
# Where torch and torchvision come from. Empty: the CPU build on Linux without an NVIDIA GPU, if its index can be
# reached, else whatever PyPI (or your mirror of it) serves. README, "Which torch".
TORCH_INDEX ?=
CPU_INDEX := https://download.pytorch.org/whl/cpu

VENV := .venv
APP := $(VENV)/.stamp-app
DEV := $(VENV)/.stamp-dev
INDEX_USED := $(VENV)/.stamp-torch-index
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check

.NOTPARALLEL:
.PHONY: help run test test-fast test-avx2 test-live check format bench gpu record clean

help:
	@echo 'make run      the lab, at http://localhost:8501'
	@echo 'make test     all tests: the fast ones side by side, training again as with AVX2, then the browser and the faults'
	@echo 'make check    ruff, ruff format, mypy (also by the rules of Windows and macOS)'
	@echo 'make format   what ruff can mend by itself'
	@echo 'make bench    every bench; BENCH=layer_table for one'
	@echo 'make gpu      on a machine with an NVIDIA GPU: the tests that need one, and the table of what it gives'
	@echo 'make record   trains and measures what gallery/ holds anew, from the real data (about an hour), and prints its tables'
	@echo 'make clean    removes .venv; runs and data are elsewhere and stay'
	@echo 'Variables: PYTHON=python3.12  TORCH_INDEX=$(CPU_INDEX)  TEST_WORKERS=4'

run: $(APP)
	$(PY) -m streamlit run app.py

test: test-fast test-avx2 test-live

test-fast: $(DEV)
	OMP_NUM_THREADS=1 $(PY) -m pytest -n $(TEST_WORKERS) --dist loadfile -m 'not browser and not faults'

# Training once more as processors without AVX-512 compute; where there is no AVX2, this is the same again.
test-avx2: $(DEV)
	ONEDNN_MAX_CPU_ISA=AVX2 ATEN_CPU_CAPABILITY=avx2 OMP_NUM_THREADS=1 \
	  $(PY) -m pytest -n $(TEST_WORKERS) --dist loadfile -m 'not slow' \
	  tests/training tests/experiments/test_race.py tests/experiments/test_growth.py tests/experiments/test_block_timing.py

test-live: $(DEV)
	$(PY) -m pytest -m 'browser or faults'

check: $(DEV)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	for platform in win32 darwin; do $(PY) -m mypy --platform $$platform --cache-dir .mypy_cache/$$platform app.py pages ui resnet_core || exit 1; done

format: $(DEV)
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

BENCH ?= $(filter-out live_server gpu,$(basename $(notdir $(wildcard benches/*.py))))
bench: $(DEV)
	@set -e; for bench in $(BENCH); do echo "== $$bench"; $(PY) -m benches.$$bench; done

gpu: $(DEV)
	$(PY) -m pytest -m gpu
	$(PY) -m benches.gpu

record: $(APP)
	$(PY) -m resnet_core.jobs.record
	$(PY) -m ui.recorded_tables

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

$(DEV): requirements-dev.txt $(APP)
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

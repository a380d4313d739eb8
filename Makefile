# make run    environment, sample corpus on first start, page served, address printed
# make test   environment and what the tests need, then every test
# make check  ruff and mypy
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 7860
ARGS   ?=

.PHONY: run test test-fast check format env env-dev chromium screenshot clean

run: env
	$(BIN)/python app.py --host $(HOST) --port $(PORT) $(ARGS)

# A file's tests share a site or an index: they stay together. More than four browsers at once only wait for one another.
test: env-dev chromium
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

test-fast: env-dev
	$(BIN)/python -m pytest -m "not slow and not browser"

check: env-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: env-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshot: env-dev chromium
	$(BIN)/python -m web.screenshot

env: $(VENV)/.run
env-dev: $(VENV)/.dev

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"Python 3.11 or newer is needed, this is {v[0]}.{v[1]}: set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

# torch first: once it is there, nothing that needs it asks for another build.
$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@echo "正在安装 Python 包，约 1.7 GB，要几分钟，其间没有输出 (installing packages, about 1.7 GB, some minutes, in silence)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $$(grep '^torch==' requirements.txt)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "正在安装测试用的包 (installing what the tests need)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# The browser tests skip, and say so, where no Chromium can be had.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; } || \
	  echo "Chromium is not installed and cannot be installed here: the browser tests will be skipped." >&2

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache

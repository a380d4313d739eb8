"""The bench: question sets in, runs and reports out. `python -m eval --help` lists what it does."""

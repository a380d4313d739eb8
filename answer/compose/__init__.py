"""The answer as it is said: claims with citations, comparisons, lists, verdicts."""

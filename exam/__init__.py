"""Exam papers made from clauses, each key and each wrong option checked against them."""

from exam.blueprint import Blueprint, load, parse, plain
from exam.check import check, flagged
from exam.make import make, remake, replace, versions
from exam.papers import load_paper, paper_json, read_paper, write_paper
from exam.ports import Library, Sources

__all__ = [
    "Blueprint",
    "Library",
    "Sources",
    "check",
    "flagged",
    "load",
    "load_paper",
    "make",
    "paper_json",
    "parse",
    "plain",
    "read_paper",
    "remake",
    "replace",
    "versions",
    "write_paper",
]

"""The slow grammar is built when it is asked for, and says then what it always says."""

import sys

import pytest

from tests.processes import output_of

pytest.importorskip("rfc3987_syntax", reason="nothing here installed the slow module, so there is nothing to postpone")

PROGRAM = """
import course.postponed_grammar, sys
import nbformat, jsonschema
before = "lark" in sys.modules
checker = jsonschema.FormatChecker()
print(before, checker.conforms("http://example.org/é", "iri"), checker.conforms("no address", "iri"))
print("lark" in sys.modules, sys.modules["rfc3987_syntax"].RFC3987_SYNTAX_PARSER_TYPE)
"""


def test_reading_notebooks_builds_no_grammar_and_checking_an_address_does_and_the_rest_is_there():
    run = output_of([sys.executable, "-c", PROGRAM])
    assert run.stdout.splitlines() == ["False True False", "True earley"], run.stderr

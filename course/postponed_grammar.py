"""Reading notebooks without first building a grammar of web addresses that nobody here asks for.

nbformat imports jsonschema, which imports ``rfc3987_syntax`` where that is installed, and JupyterLab brings it: its
import builds a grammar, 2 to 3 s of CPU in every process. After `postpone` the grammar is built when the first address
is checked against it; the answer is the same. The standard library's LazyLoader would build it at once, since
jsonschema, when it is imported, takes a function out of the module. Also a pytest plugin,
``-p course.postponed_grammar``: plugins that are named are imported before installed ones, nbval among them.
"""

import importlib.util
import sys
from types import ModuleType

SLOW = "rfc3987_syntax"


class Postponed(ModuleType):
    """Stands for the module until something of it is used."""

    def is_valid_syntax(self, term, value):
        """Whether ``value`` is a ``term``, as the module itself says; jsonschema takes this function over at once."""
        return self._real().is_valid_syntax(term, value)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)  # asked by the import system, for instance whether this is a package
        return getattr(self._real(), name)

    def _real(self):
        if sys.modules.get(SLOW) is self:
            del sys.modules[SLOW]
        return importlib.import_module(SLOW)


def postpone():
    """Put a stand-in in the module's place until it is used, unless it is missing or loaded already."""
    if SLOW not in sys.modules and (found := importlib.util.find_spec(SLOW)) is not None:
        stand_in = sys.modules[SLOW] = Postponed(SLOW)
        stand_in.__spec__ = found


postpone()

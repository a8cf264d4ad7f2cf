"""The site as it is published, and a real browser that looks at it: Debian's Chromium, through Playwright.

Where either is missing each test is skipped by name, with the reason; COURSE_BROWSER=must makes that a failure.
"""

import functools
import http.server
import importlib.util
import os
import shutil
import threading
from types import SimpleNamespace

import pytest

from course.places import ROOT
from course.site import command, output
from tests.browser.visitor import PATIENCE_MS, Visitor

NEEDED = ("playwright", "axe_playwright_python", "pypdf")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser():
    """A browser without a window."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing or not path:
        lacks = f"the package {missing[0]}: pip install -e '.[browser]'" if missing else f"any of {', '.join(NAMES)}"
        (pytest.fail if os.environ.get("COURSE_BROWSER") == "must" else pytest.skip)(f"this machine lacks {lacks}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(browser, tmp_path_factory):
    """Folder of the site: the one in the course's folder if it is up to date, else one that is made now."""
    here = ROOT / command.SITE
    if output.made_from(here) == output.inputs(ROOT):
        return here
    temporary = tmp_path_factory.getbasetemp()
    out = (temporary.parent if "PYTEST_XDIST_WORKER" in os.environ else temporary) / command.SITE  # made by one worker
    command.run(SimpleNamespace(out=str(out), serve=False))
    return out


@pytest.fixture(scope="session")
def served(site):
    """Address of the site, served on this computer alone."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            """Say no line for each request."""

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visit(browser):
    """A new visitor, who knows nothing of the site yet: visit(language="es", dark=True, ...)."""
    visitors = []

    def begin(**wishes):
        visitors.append(Visitor(browser, PATIENCE_MS, **wishes))
        return visitors[-1]

    yield begin
    for one in visitors:
        one.leave()

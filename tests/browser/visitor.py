"""One visitor of the site: a browser's page with nothing kept, and what happened behind it."""

from pathlib import Path
from urllib.parse import urlsplit

WIDE, NARROW = 1280, 320
HEIGHT = 900
PATIENCE_MS = 60_000  # a busy machine is slow; nothing that is waited for takes this long
FORMULAS_READY = "() => window.MathJax?.startup?.promise"


class Visitor:
    """A page of its own, with a record of its requests and of what it complains of.

    Attributes:
        page: Playwright's.
        requests: addresses asked for, in order.
        complaints: errors and warnings of the console, exceptions of scripts, requests that failed.
    """

    def __init__(self, browser, patience_ms, language="en", width=WIDE, dark=False, **wishes):
        scheme = "dark" if dark else "light"
        wishes |= {"locale": language, "color_scheme": scheme, "viewport": {"width": width, "height": HEIGHT}}
        self.context = browser.new_context(**wishes)
        self.context.set_default_timeout(patience_ms)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        self.page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        self.page.on("console", self._said)

    def open(self, address):
        """The page of a path or an address, once its formulas are set."""
        self.page.goto(address.as_uri() if isinstance(address, Path) else address)
        self.page.evaluate(FORMULAS_READY)
        return self.page

    def strangers(self):
        """The requests that left this computer."""
        return [one for one in self.requests if urlsplit(one).hostname not in (None, "", "127.0.0.1", "localhost")]

    def leave(self):
        """Close the page and forget all that it kept."""
        self.context.close()

    def _failed(self, request):
        # The door leads on at once: that page is left before it has come whole, and nothing is missing.
        if not (request.is_navigation_request() and request.failure == "net::ERR_ABORTED"):
            self.complaints.append(f"failed: {request.url}: {request.failure}")

    def _answered(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def _said(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")


def pages_of(site):
    """The pages of a site, the door first."""
    found = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    return sorted(found, key=lambda path: (len(path.parts), path))

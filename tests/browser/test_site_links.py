"""A crawler that follows every link of the site from its door, served and from a folder, and hears what pages say."""

from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from tests.browser.visitor import pages_of

LOOK = """async () => {
  for (const image of document.images) image.loading = "eager";
  const loaded = await Promise.allSettled([...document.images].map((image) => image.decode()));
  const named = [...document.querySelectorAll("[href], [src], [action]")].map((one) =>
    one.getAttribute("href") ?? one.getAttribute("src") ?? one.getAttribute("action"));
  return {
    links: named.map((one) => new URL(one, location.href).href),
    ids: [...document.querySelectorAll("[id], a[name]")].flatMap((one) => [one.id, one.name]),
    broken: [...document.images].filter((_, place) => loaded[place].status === "rejected").map((one) => one.src),
  };
}"""
DOOR = "index.html"


class Crawl:
    """What a crawl has found.

    Attributes:
        begins: what the addresses of the site begin with.
        ids: the ids of each page by its path in the site.
        links: pairs of a page's path and an address that it names.
        broken: pictures that did not load.
    """

    def __init__(self, begins):
        self.begins, self.ids, self.links, self.broken = begins, {}, [], []

    def path(self, address):
        """An address of the site as a path in it, without its query; None for any other."""
        bare = urldefrag(address).url
        return unquote(urlsplit(bare[len(self.begins) :]).path) if bare.startswith(self.begins) else None

    def from_page(self, visitor, path):
        """Look at a page, and at all that it leads to."""
        waiting = [path]
        while waiting:
            path = waiting.pop()
            if path in self.ids:
                continue
            page = visitor.open(self.begins + path)
            found = page.evaluate(LOOK)
            self.ids[path] = set(found["ids"])
            self.links += [(path, one) for one in found["links"]]
            self.broken += found["broken"]
            waiting += [inside for one in found["links"] if (inside := self.path(one)) and inside.endswith(".html")]

    def dead(self, site):
        """Pairs of a page's path and an address of the site at which there is nothing."""
        for page, address in self.links:
            path, anchor = self.path(address), unquote(urldefrag(address).fragment)
            if path is None:
                continue
            if not (site / path).is_file() or (anchor and anchor not in self.ids.get(path, ())):
                yield page, address

    def outside(self):
        """The addresses of other sites that pages name."""
        return {address for _, address in self.links if self.path(address) is None}


@pytest.fixture(params=["served", "from a folder"])
def crawled(request, site, visit):
    """The site's folder, the visitor who went through it, and what was found."""
    begins = f"{request.getfixturevalue('served')}/" if request.param == "served" else f"{site.as_uri()}/"
    visitor, crawl = visit(), Crawl(begins)
    page = visitor.open(begins + DOOR)
    page.wait_for_url(f"{begins}en/index.html")  # the door leads on to the reader's own language
    crawl.ids[DOOR] = set()
    for language in sorted(one.name for one in site.iterdir() if (one / DOOR).is_file()):
        crawl.from_page(visitor, f"{language}/{DOOR}")
    return site, visitor, crawl


def test_every_link_leads_somewhere_and_nothing_is_asked_of_others(crawled):
    site, visitor, crawl = crawled
    assert list(crawl.dead(site)) == []
    assert set(crawl.ids) == {path.relative_to(site).as_posix() for path in pages_of(site)}  # no page is left out
    assert len(crawl.links) > 10 * len(crawl.ids)
    assert crawl.broken == []
    assert visitor.strangers() == []
    assert visitor.complaints == []
    assert [one for one in crawl.outside() if not one.startswith(("https://", "data:"))] == []


def test_the_door_leads_a_reader_to_their_language_and_lets_others_choose(served, visit):
    page = visit(language="es").open(f"{served}/")
    page.wait_for_url(f"{served}/es/index.html")
    assert page.get_attribute("html", "lang") == "es"
    page = visit(language="fi").open(f"{served}/")
    page.wait_for_url(f"{served}/en/index.html")
    page = visit(java_script_enabled=False).page
    page.goto(f"{served}/")
    page.get_by_role("link", name="español").click()
    page.wait_for_url(f"{served}/es/index.html")

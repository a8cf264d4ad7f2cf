"""Make the course as a static web site in every language, from what is built; it works offline, from its folder."""

import functools
import http.server
import multiprocessing
import os
import shutil
import signal
import sys
import time
import webbrowser
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from course import places
from course.files import alone_in, make_folder, write_text
from course.progress import progress_bar
from course.site import (
    about,
    addresses,
    built_lessons,
    home,
    language_site,
    output,
    sample_report,
    sphinx_pages,
    written_pages,
)
from helpers.language import ENGLISH

SITE, WORKING = "_site", ".site"
JUDGING = ("helpers/**/*.*", "course/authoring/*.py", "course/site/gallery.py")  # what a verdict depends on


def arguments(parser):
    """Add this verb's arguments."""
    parser.add_argument(
        "--out", metavar="FOLDER", help=f"where the site goes; {SITE} in the course's folder unless given"
    )
    parser.add_argument("--serve", action="store_true", help="then serve it on this computer and open it")


def run(options, root=places.ROOT):
    """Exit status: 0 when the site is as its sources give it."""
    out = Path(options.out).resolve() if options.out else root / SITE
    output.refuse_strange(out)
    make_folder(root / WORKING)
    began = time.monotonic()
    with alone_in(root / WORKING):
        output.recover(out)
        made_of = output.inputs(root)
        if output.made_from(out) == made_of:
            print(f"nothing has changed since {out} was made")
        else:
            pages = build(root, out, made_of)
            print(f"{pages} pages in {out}, {time.monotonic() - began:.0f} s; open {out / 'index.html'}")
    if options.serve:
        serve(out)
    return 0


def build(root, out, made_of):
    """Make the site anew and put it in place; how many pages it has.

    Args:
        root: the folder of the course.
        out: the folder of the site.
        made_of: digest of what it is made from.
    """
    sphinx_pages.refuse_missing()
    lessons, languages = places.lessons(root), [ENGLISH, *places.languages(root)]
    for language in languages:  # before anything long begins
        written_pages.text(root / "README.md", language)
        for name in places.DOCS:
            written_pages.texts(name, root, language)
        for lesson in lessons:
            built_lessons.stored(built_lessons.in_language(lesson, language))
    names = _make(lessons, languages, root / WORKING, output.inputs(root, JUDGING))
    new = output.begin(out, made_of)
    for language in languages:
        shutil.move(root / WORKING / language / "html", new / language)
    write_text(new / "index.html", home.door(languages))
    write_text(new / ".nojekyll", "")  # else GitHub leaves out what begins with _
    if site := addresses.of(root).site:
        write_text(new / "sitemap.xml", about.sitemap(names[0], languages, site))
    output.put(out)
    return sum(map(len, names))


def _make(lessons, languages, working, judged_by):
    """The names of each language's pages, which stand in the working folder then; processes share the work."""
    # At Ctrl-C a worker ends without a word: the command itself says what that leaves.
    dying = signal.signal, (signal.SIGINT, signal.SIG_DFL)
    pool = ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn"), *dying)
    with progress_bar() as progress:
        bar = progress.add_task("judging known mistakes", total=len(lessons) + len(languages) + 1)
        try:
            report = pool.submit(sample_report.graded, lessons[0], languages, working)
            judged = [pool.submit(built_lessons.galleries, lesson, working, judged_by) for lesson in lessons]
            mistakes = {}
            for lesson, found in zip(lessons, judged, strict=True):
                mistakes[lesson.name] = found.result()
                progress.advance(bar)
            if left_out := report.result():
                print(f"The sample report is left out. {left_out}", file=sys.stderr)
            progress.update(bar, advance=1, description="making pages")
            folders = [working / language for language in languages]
            every = {"languages": languages, "lessons": lessons, "mistakes": mistakes, "left_out": left_out}
            make = functools.partial(language_site.make, **every)
            made = [pool.submit(make, each, folder=folder) for each, folder in zip(languages, folders, strict=True)]
            names = []
            for pages in made:
                names.append(pages.result())
                progress.advance(bar)
            return names
        finally:  # after Ctrl-C nothing new is begun
            pool.shutdown(cancel_futures=True)


def serve(out):
    """Serve a folder to this computer alone, open it in the browser, and go on until an interrupt."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            """Say no line for each request."""

    handler = functools.partial(Quiet, directory=str(out))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        print(f"serving {out} at {address}; Ctrl-C ends it", flush=True)
        webbrowser.open(address)
        server.serve_forever()

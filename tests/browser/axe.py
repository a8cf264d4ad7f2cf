"""What axe finds wrong on a page, of WCAG 2.2 A and AA and of good practice."""

from functools import cache
from pathlib import Path

# Of ten thousand coloured words of code axe would compute the contrast of each, a minute a page. It depends on nothing
# but the colours of a word, its size and what lies behind it: of each such look one word is measured.
RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const looks = new Map(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const word = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !word.checkVisibility()) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(word);
    const look = [color, fontSize, fontWeight];
    for (let each = word; each; each = each.parentElement) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(each);
      look.push(backgroundColor, backgroundImage, opacity, position);
    }
    const shown = look.filter((one) => !["rgba(0, 0, 0, 0)", "none", "1", "static", "relative"].includes(one)).join();
    if (!looks.has(shown)) looks.set(shown, word);
  }
  for (const word of document.querySelectorAll("[data-look]")) word.removeAttribute("data-look");
  for (const word of looks.values()) word.setAttribute("data-look", "");
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false });
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html}`));
}"""


@cache
def script():
    """The source of axe-core, as the package carries it."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page):
    """Lines "rule: HTML" of a page as it is shown now."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(script())
    return page.evaluate(RUN)

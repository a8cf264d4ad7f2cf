// Plays the predictions, and keeps choices and finished sections in this browser; nothing is sent anywhere.
(() => {
  const KEY = "gradients-course";
  const page = location.pathname.split("/").pop().replace(".html", "");
  let inMemory = {}; // where the browser keeps nothing
  const kept = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return inMemory; }
  };
  const of = (all, name) => ({ choices: {}, finished: [], ...all[name] });
  const keep = (change) => {
    const all = kept(), mine = of(all, page);
    change(mine);
    inMemory = { ...all, [page]: mine };
    try { localStorage.setItem(KEY, JSON.stringify(inMemory)); } catch { /* a private window: played, not kept */ }
  };

  const play = (box) => {
    const form = box.querySelector("form"), said = box.querySelector(".said"), reason = box.querySelector(".reason");
    const open = () => {
      // A button that is about to go would take the focus with it.
      if (document.activeElement?.matches("button") && form.contains(document.activeElement)) said.focus();
      box.classList.add("open");
      reason.open = true;
    };
    const tell = (letter) => {
      const right = letter === box.dataset.right;
      const starts = `(${letter})`;
      const mistake = [...reason.querySelectorAll("li")].find((item) => item.querySelector("strong")?.textContent === starts);
      const verdict = document.createElement("strong");
      verdict.textContent = `${right ? "✓" : "✗"} ${right ? said.dataset.right : said.dataset.wrong} `;
      const text = document.createElement("span");
      if (!right && mistake) text.append(...(mistake.querySelector("p") || mistake).cloneNode(true).childNodes);
      said.replaceChildren(verdict, text);
      said.classList.toggle("right", right);
      open();
    };
    const choose = (letter) => {
      tell(letter);
      keep((mine) => { mine.choices[box.dataset.prediction] = letter; });
    };
    const before = of(kept(), page).choices[box.dataset.prediction];
    if (before) {
      form.querySelector(`[value="${before}"]`).checked = true;
      tell(before);
    }
    said.setAttribute("role", "status"); // from now on what it says is read aloud
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = form.querySelector("input:checked");
      if (chosen) choose(chosen.value);
    });
    // A pointer chooses at once. The arrow keys only move; Enter or the button answers.
    form.addEventListener("click", (event) => {
      const option = event.target.closest("label");
      if (option && event.detail > 0) choose(option.querySelector("input").value);
    });
    form.querySelector(".show").addEventListener("click", open);
  };

  const mark = (box) => {
    let section = box.closest("section");
    while (section.parentElement.closest("section")?.parentElement.closest("section")) {
      section = section.parentElement.closest("section");
    }
    const entry = document.querySelector(`.toc-tree a[href="#${CSS.escape(section.id)}"]`);
    const show = () => entry?.classList.toggle("done", box.checked);
    box.checked = of(kept(), page).finished.includes(box.dataset.section);
    show();
    box.addEventListener("change", () => {
      show();
      keep((mine) => {
        mine.finished = mine.finished.filter((name) => name !== box.dataset.section);
        if (box.checked) mine.finished.push(box.dataset.section);
      });
    });
  };

  const offer = (box) => {
    const said = box.querySelector("[role=status]");
    box.querySelector(".export").addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([JSON.stringify(kept(), null, 1)], { type: "application/json" }));
      link.download = `${KEY}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
      said.textContent = said.dataset.exported;
    });
    box.querySelector(".forget").addEventListener("click", () => {
      inMemory = {};
      try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ }
      for (const one of document.querySelectorAll(".prediction.open")) {
        one.classList.remove("open");
        one.querySelector("form").reset();
        one.querySelector(".said").replaceChildren();
      }
      for (const one of document.querySelectorAll("[data-section]:checked")) one.click();
      try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ }
      for (const one of document.querySelectorAll(".finished-of")) one.textContent = "";
      said.textContent = said.dataset.forgotten;
    });
  };

  // The other language opens where the reader is, by the place of the heading, which both pages have for an id.
  const keepPlace = (event) => {
    const link = event.target.closest?.(".languages a");
    if (!link) return;
    // A heading that was led to stands at most 5.5rem down, below the bar of a narrow page.
    const line = 7 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const isAbove = (one) => one.getBoundingClientRect().top < line;
    link.hash = (scrollY && [...document.querySelectorAll("[id^=heading-]")].findLast(isAbove)?.id) || "";
  };
  for (const kind of ["click", "auxclick", "contextmenu"]) addEventListener(kind, keepPlace, true);

  // What is closed on the screen is open on paper, but for the galleries, which would be most of it.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open]):not(.gallery)")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of opened) one.open = false; });

  // Pictures further down come once the page has settled: a print, or a reader who goes offline, has them all.
  addEventListener("load", () => setTimeout(() => {
    for (const one of document.images) one.loading = "eager";
  }, 3000));

  // In a line that is too long the arrows scroll; elsewhere the theme lets them turn the page.
  addEventListener("keydown", (event) => {
    if (event.key.startsWith("Arrow") && event.target.closest?.("pre, .table-wrapper, .math-wrapper")) event.stopPropagation();
  }, true);

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".prediction").forEach(play);
    document.querySelectorAll("[data-section]").forEach(mark);
    document.querySelectorAll(".kept").forEach(offer);
    for (const one of document.querySelectorAll(".finished-of")) {
      const done = of(kept(), one.dataset.lesson).finished.length;
      if (done) one.textContent = ` · ${one.dataset.text.replace("DONE", done)}`;
    }
  });
})();

// Turns the page of slides by keys and buttons, and says which one is shown. Without scripts it is a page to scroll.
(() => {
  const slides = [...document.querySelectorAll(".slide")], nav = document.querySelector("nav");
  const place = nav.querySelector(".place");
  document.documentElement.classList.add("plays");
  try { document.body.dataset.theme = localStorage.getItem("theme") || "auto"; } catch { /* the system's colours */ }

  // The slide whose middle is nearest to the middle of the window.
  const off = (slide) => {
    const { top, bottom } = slide.getBoundingClientRect();
    return Math.abs(top + bottom - innerHeight);
  };
  const shown = () => slides.reduce((best, one, at) => (off(one) < off(slides[best]) ? at : best), 0);
  let wanted = null; // on the way there, while the page scrolls
  const tell = () => { place.textContent = `${(wanted ?? shown()) + 1} / ${slides.length}`; };
  const go = (at) => {
    wanted = Math.max(0, Math.min(at, slides.length - 1));
    slides[wanted].scrollIntoView();
    slides[wanted].focus({ preventScroll: true }); // whoever listens hears its heading
    history.replaceState(null, "", `#${slides[wanted].id}`);
    tell();
  };
  const turn = (by) => go((wanted ?? shown()) + by);

  const keys = {
    ArrowRight: () => turn(1), ArrowLeft: () => turn(-1),
    ArrowDown: () => turn(1), PageDown: () => turn(1), ArrowUp: () => turn(-1), PageUp: () => turn(-1),
    Home: () => go(0), End: () => go(slides.length - 1),
    Escape: () => { location.href = nav.dataset.page; },
  };
  addEventListener("keydown", (event) => {
    // What has keys of its own keeps them, a slider say; and a slide taller than the window is scrolled.
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input") || !keys[event.key]) return;
    if (/Down|Up/.test(event.key) && slides[shown()].offsetHeight > innerHeight) return;
    event.preventDefault();
    keys[event.key]();
  });
  nav.querySelector(".back").addEventListener("click", () => turn(-1));
  nav.querySelector(".on").addEventListener("click", () => turn(1));
  for (const kind of ["click", "auxclick", "contextmenu"]) nav.addEventListener(kind, (event) => {
    if (event.target.matches("[lang]")) event.target.hash = slides[wanted ?? shown()].id; // the same in every language
  });
  addEventListener("scrollend", () => { wanted = null; tell(); });
  addEventListener("scroll", tell);
  tell();
})();

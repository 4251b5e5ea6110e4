// The small part of the viewers, on every page with figures: it waits until one is asked for.
//
// A panel's link opens the figure viewer (figure-dialog), its button the series viewer
// (series-viewer): the script and the sheet of that name are fetched then, and what both share.
// Without this script the link leads to the full-size image and no button shows.
"use strict";

(() => {
  const WORDS = {
    file: "The series can be scrolled where this page is read from a web server, not from a file.",
    browser: "This browser cannot show the series; a newer one can scroll through it.",
    memory: "This device has too little memory to scroll through the series.",
    script: "The viewer of the series could not be fetched; reload the page to try again.",
  };
  const LEAST_MEMORY = 1; // GiB, as navigator.deviceMemory rounds it; unknown passes.

  const own = document.currentScript.src;
  const local = location.protocol === "file:";
  const able = "HTMLDialogElement" in window;

  const hindrance = () => {
    if (local) return WORDS.file;
    if (!able || !("DecompressionStream" in window)) return WORDS.browser;
    return navigator.deviceMemory < LEAST_MEMORY ? WORDS.memory : "";
  };

  const explain = (button, sentence) => {
    const words = document.createElement("p");
    words.className = "figure__note";
    words.textContent = sentence;
    button.replaceWith(words);
  };

  const fetched = {};
  const once = (name, tag, properties) =>
    (fetched[name] ??= new Promise((done, failed) => {
      const element = Object.assign(document.createElement(tag), properties);
      element.onload = done;
      element.onerror = failed;
      document.head.append(element);
    }));
  // Scripts run in the order in which they are asked for. They are no modules, which browsers do
  // not load from a file; the series viewer, which needs a server anyway, is one.
  const script = (name) => once(name, "script", { src: new URL(name, own), async: false });
  const style = (name) =>
    once(name, "link", { rel: "stylesheet", href: new URL(name, own) }).catch(() => {});

  const open = (name, getting, panel, opener, failed) =>
    Promise.all([getting, style("viewer.css"), style(name)])
      .then(([viewer]) => viewer.open(panel, opener))
      .catch(failed);

  const openFigure = (panel, link) => {
    script("viewer.js").catch(() => {});
    const viewer = script("figure-dialog.js").then(() => window.caseViewer.figure);
    open("figure-dialog.css", viewer, panel, link, () => link && location.assign(link.href));
  };

  const openSeries = (panel, button) => {
    const viewer = script("viewer.js").then(() => import(new URL("series-viewer.js", own)));
    open("series-viewer.css", viewer, panel, button, () => explain(button, WORDS.script));
  };

  // The address "#view=ct-coronal" opens the panel of that id.
  const openAddressed = () => {
    const id = location.hash.startsWith("#view=") && decodeURIComponent(location.hash.slice(6));
    for (const panel of document.querySelectorAll(".figure .panel"))
      if (panel.dataset.id === id) openFigure(panel, panel.querySelector(".panel__link"));
  };

  const sentence = hindrance();
  for (const button of document.querySelectorAll(".panel__series"))
    if (sentence) explain(button, sentence);
    else button.hidden = false;

  if (!able) return;
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button > 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest(".figure .panel :is(.panel__link, .panel__series)");
    if (!link) return;
    const panel = link.closest(".panel");
    event.preventDefault();
    if (link.matches(".panel__link")) openFigure(panel, link);
    else openSeries(panel, link);
  });
  window.addEventListener("hashchange", openAddressed);
  openAddressed();
})();

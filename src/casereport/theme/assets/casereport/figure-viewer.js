// The small part of the viewers, on every page. A panel's link opens the figure viewer
// (figure-dialog), its button the series viewer: what they need is fetched then.
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

  // Scripts run as asked for. No browser loads a module from a file.
  const fetched = {};
  const fetchAll = (...names) =>
    Promise.all(names.map((name) => (fetched[name] ??= new Promise((onload, onerror) => {
      const element = document.createElement(name.endsWith("js") ? "script" : "link");
      const src = new URL(name, own);
      Object.assign(element, { src, href: src, rel: "stylesheet", async: false, onload, onerror });
      document.body.append(element);
    }))));

  const openFigure = (panel, link, addressed) =>
    fetchAll("viewer.js", "figure-dialog.js", "viewer.css", "figure-dialog.css")
      .then(() => caseViewer.figure.open(panel, link, addressed))
      .catch(() => link && location.assign(link.href));

  const openSeries = (panel, button) =>
    fetchAll("viewer.js", "viewer.css", "series-viewer.css")
      .then(() => import(new URL("series-viewer.js", own)))
      .then((viewer) => viewer.open(panel, button))
      .catch(() => explain(button, WORDS.script));

  // The address "#view=ct-coronal" opens that panel.
  const openAddressed = () => {
    const id = location.hash.startsWith("#view=") && decodeURIComponent(location.hash.slice(6));
    for (const panel of document.querySelectorAll(".figure .panel"))
      if (panel.dataset.id === id) openFigure(panel, panel.querySelector(".panel__link"), true);
  };

  const prepare = () => {
    const sentence = hindrance();
    for (const button of document.querySelectorAll(".panel__series"))
      if (sentence) explain(button, sentence);
      else button.hidden = false;
    document.querySelector("dialog.viewer[open]")?.close();
    if (able) openAddressed();
  };

  // Material tells of this page, and of each that navigation.instant shows.
  if (window.document$) document$.subscribe(prepare);
  else prepare();

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
})();

// The small part of the viewers, on every page with figures: it waits until one is asked for.
//
// A panel's link opens the figure viewer (figure-dialog.js), its button the series viewer
// (series-viewer.js); their code and their style are fetched at that moment. Without this script,
// or where modules cannot be had, the link leads to the full-size image and no button shows.
"use strict";

(() => {
  const WORDS = {
    file: "The series can be scrolled where this page is read from a web server, not from a file.",
    browser: "This browser cannot show the series; a newer one can scroll through it.",
    memory: "This device has too little memory to scroll through the series.",
    script: "The viewer of the series could not be fetched; reload the page to try again.",
  };
  const STYLE_ID = "viewers-style"; // Looked for in the page: Material drops it with the page before.
  const LEAST_MEMORY = 1; // GiB, as navigator.deviceMemory rounds it; unknown passes.

  const own = document.currentScript.src;
  const local = location.protocol === "file:";
  const able = !local && "HTMLDialogElement" in window;

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

  const style = () =>
    new Promise((done) => {
      if (document.getElementById(STYLE_ID)) return done();
      const link = document.createElement("link");
      link.id = STYLE_ID;
      link.rel = "stylesheet";
      link.href = new URL("viewers.css", own);
      link.onload = link.onerror = done;
      document.head.append(link);
    });

  const open = (module, panel, opener, failed) =>
    Promise.all([import(new URL(module, own)), style()])
      .then(([viewer]) => viewer.open(panel, opener))
      .catch(failed);

  const openFigure = (panel, link) =>
    open("figure-dialog.js", panel, link, () => link && location.assign(link.href));

  // The address "#view=ct-coronal" opens the panel of that id.
  const openAddressed = () => {
    const id = location.hash.startsWith("#view=") && decodeURIComponent(location.hash.slice(6));
    for (const panel of id ? document.querySelectorAll(".figure .panel") : [])
      if ((panel.id || panel.dataset.id) === id)
        openFigure(panel, panel.querySelector(".panel__link"));
  };

  const prepare = () => {
    const sentence = hindrance();
    for (const button of document.querySelectorAll(".panel__series"))
      if (sentence) explain(button, sentence);
      else button.hidden = false;
    // A viewer belongs to the page it was opened on.
    document.querySelector("dialog.viewer[open]")?.close();
    if (able) openAddressed();
  };

  // Material's document$ tells of this page, and of each that navigation.instant puts in its place.
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
    else open("series-viewer.js", panel, link, () => explain(link, WORDS.script));
  });
  window.addEventListener("hashchange", openAddressed);
})();

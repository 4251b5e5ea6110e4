// The figure viewer: one panel at a time, large, with everything the page says of it.
"use strict";

(() => {
  const { View, box, button, enable, frame, keys, make, set, slider, typed, zoomTools } = window.caseViewer;

  const WORDS = {
    previousPanel: "Previous panel",
    nextPanel: "Next panel",
    previousFigure: "Previous figure",
    nextFigure: "Next figure",
    settings: "Display and keys",
    display: "Display only",
    displayMore: "These change what you see here, not the image.",
    brightness: "Brightness",
    contrast: "Contrast",
    resetDisplay: "Reset display",
    reset: "Whole image",
    link: "Link to this panel",
    copied: "Link copied",
    series: ["Scroll through the", "series"],
    zoom: (label, percent) => `${label}, zoom ${percent}%`,
    keys: [
      ["← →", "previous, next panel; move the image when zoomed"],
      ["↑ ↓", "previous, next figure; move the image when zoomed"],
      ["Page Up, Page Down", "previous, next panel at any zoom"],
      ["+ − 0", "zoom in, zoom out, whole image"],
      ["Wheel, pinch, double click", "zoom"],
      ["Drag", "move the zoomed image; swipe for the next panel"],
      ["Esc", "close"],
    ],
  };

  // Drawn on 24 × 24, because what a device's own signs look like nobody knows.
  const ICONS = {
    reset: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    series: "M4 8h12v12H4zM8 4h12v12",
    link: "M10 14l4-4M11 7l2-2a4 4 0 0 1 6 6l-2 2M13 17l-2 2a4 4 0 0 1-6-6l2-2",
    settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  };

  const icon = (path) => {
    const [svg, line] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("class", "viewer__icon");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };

  // An icon, and the words beside it where there is room for them.
  const labelled = (control, path, words, short = "") => {
    const long = make("span", { className: "viewer__word" }, words);
    control.title = control.ariaLabel = [words, short].filter(Boolean).join(" ");
    control.replaceChildren(icon(path), long, ...(short ? [make("span", { className: "viewer__short" }, short)] : []));
    return control;
  };

  let shown = null; // The open viewer's own `show`, while there is one.

  // `addressed`: whether the page's address asks for the panel.
  function open(first, opener, addressed) {
    if (shown) return shown(first);
    const panels = [...document.querySelectorAll(".figure .panel")].filter((one) => one.querySelector("img"));
    const figures = [...new Set(panels.map((one) => one.closest(".figure")))];
    const former = location.hash.startsWith("#view=") ? location.pathname + location.search : location.href;
    const viewer = frame(opener, addressed);
    const { about, signal } = viewer;
    viewer.dialog.classList.add("viewer--figure");
    signal.addEventListener("abort", () => (shown = null));
    let panel = first;
    let light = { brightness: 100, contrast: 100 };

    const image = make("img", { className: "viewer__image", draggable: false });
    viewer.stage.append(image);

    const fitted = () => {
      const width = Number(panel.dataset.width) || image.naturalWidth || 1;
      const height = Number(panel.dataset.height) || image.naturalHeight || 1;
      const [across, down] = view.room;
      const scale = Math.min(across / width, down / height);
      return [width * scale, height * scale];
    };
    const place = () => {
      const [width, height] = fitted();
      image.style.width = `${width}px`;
      image.style.height = `${height}px`;
      image.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.zoom})`;
      viewer.stage.toggleAttribute("data-zoomed", view.zoom > 1);
      tools.refresh();
      viewer.say(WORDS.zoom(panel.dataset.label, Math.round(view.zoom * 100)));
    };
    const view = new View(viewer.stage, { size: fitted, changed: place, signal });
    const tools = zoomTools(view);

    const dim = (changes) => {
      light = { ...light, ...changes };
      brightness.set(light.brightness);
      contrast.set(light.contrast);
      image.style.filter = `brightness(${light.brightness}%) contrast(${light.contrast}%)`;
    };
    const brightness = slider(WORDS.brightness, [50, 200], "%", (value) => dim({ brightness: value }));
    const contrast = slider(WORDS.contrast, [50, 200], "%", (value) => dim({ contrast: value }));

    const go = (list, here, by, show) => {
      const to = list[list.indexOf(here) + by];
      if (to) show(to);
    };
    const step = (by) => go(panels, panel, by, show);
    const stepFigure = (by) =>
      go(figures, panel.closest(".figure"), by, (figure) => show(panels.find((one) => figure.contains(one))));

    const previous = button(WORDS.previousPanel, () => step(-1), "‹");
    const next = button(WORDS.nextPanel, () => step(1), "›");
    const previousFigure = button(WORDS.previousFigure, () => stepFigure(-1), "«");
    const nextFigure = button(WORDS.nextFigure, () => stepFigure(1), "»");
    const several = figures.length > 1 && panels.length > figures.length;
    if (panels.length > 1) viewer.nav.append(previous, next);
    if (several) {
      viewer.nav.prepend(previousFigure);
      viewer.nav.append(nextFigure);
    }

    const link = labelled(make("a", { className: "viewer__button" }), ICONS.link, WORDS.link);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      navigator.clipboard?.writeText(link.href).then(() => viewer.say(WORDS.copied, 0), () => {});
    });
    const toSeries = () => {
      const asked = panel.querySelector(".panel__series");
      viewer.end();
      // The series takes over the entry in the browser's history, or makes its own.
      history.replaceState(history.state, "", former);
      asked.click();
    };
    const series = labelled(button("", toSeries), ICONS.series, ...WORDS.series);
    const reset = labelled(button("", () => view.reset()), ICONS.reset, WORDS.reset);
    // Where there is room for the settings this button does not show, and they always do.
    const settings = labelled(button(""), ICONS.settings, WORDS.settings);
    settings.classList.add("viewer__settings");
    settings.popoverTargetElement = viewer.controls;
    viewer.controls.popover = "auto";
    const [zoom, moves] = tools.parts;
    viewer.stage.append(moves);
    viewer.tools.append(zoom, box("group", reset, series, link, settings));
    viewer.controls.append(
      set(
        WORDS.display,
        make("p", {}, WORDS.displayMore),
        brightness.part,
        contrast.part,
        button(WORDS.resetDisplay, () => dim({ brightness: 100, contrast: 100 })),
      ),
      keys(WORDS.keys),
    );

    function show(to) {
      panel = to;
      const still = panel.querySelector("img");
      const address = panel.dataset.full || panel.querySelector(".panel__link")?.href || still.src;
      viewer.show(panel, panel.dataset.label);
      hint();
      image.alt = still.alt;
      const description = about.querySelector("h3 + p");
      if (description) description.id = "viewer-description";
      image.setAttribute("aria-describedby", description?.id ?? "");
      // What the page shows already stands in until the large image is decoded.
      image.src = still.currentSrc || still.src;
      const large = new Image();
      large.src = address;
      large.decode().then(() => panel === to && (image.src = large.src), () => {});

      const hash = `#view=${encodeURIComponent(panel.id || panel.dataset.id)}`;
      history.replaceState(history.state, "", hash);
      link.href = hash;
      series.hidden = !panel.querySelector(".panel__series:not([hidden])");
      enable(previous, panel !== panels[0]);
      enable(next, panel !== panels.at(-1));
      enable(previousFigure, panel.closest(".figure") !== figures[0]);
      enable(nextFigure, panel.closest(".figure") !== figures.at(-1));
      dim({ brightness: 100, contrast: 100 });
      view.reset();
    }

    // A sign that there is more to read, while there is.
    function hint() {
      about.toggleAttribute("data-more", about.scrollHeight - about.scrollTop - about.clientHeight > 2);
    }
    about.addEventListener("scroll", hint);
    const watcher = new ResizeObserver(hint);
    watcher.observe(about);
    signal.addEventListener("abort", () => watcher.disconnect());

    const press = (event) => {
      if (typed(event)) return;
      const { key } = event;
      const arrows = { ArrowLeft: [step, -1], ArrowRight: [step, 1], ArrowUp: [stepFigure, -1], ArrowDown: [stepFigure, 1] };
      if (key in arrows && view.zoom > 1) view.key(key);
      else if (key in arrows) arrows[key][0](arrows[key][1]);
      else if (key === "PageUp" || key === "PageDown") step(key === "PageUp" ? -1 : 1);
      else if (view.isKey(key)) view.key(key);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", press, { signal });

    // A swipe of one finger across the whole image; a second finger is a pinch.
    let touched = null;
    const listen = (type, listener) => viewer.stage.addEventListener(type, listener, { signal });
    listen("pointerdown", (event) => (touched = event.isPrimary && view.zoom === 1 ? event : null));
    listen("pointerup", (event) => {
      const dx = touched ? event.clientX - touched.clientX : 0;
      if (Math.abs(dx) > 50 + 2 * Math.abs(event.clientY - touched?.clientY)) step(-Math.sign(dx));
    });

    // No side: the style lays out each part by itself. What the page says comes first.
    viewer.controls.parentNode.replaceWith(about, viewer.tools, viewer.controls);
    shown = show;
    viewer.close.focus();
    show(first);
  }

  window.caseViewer.figure = { open };
})();

// What both viewers share: a dialog, a view that zooms and pans.
// A classic script: browsers load no module from a file.
"use strict";

(() => {
  const WORDS = {
    close: "Close",
    about: "About this image",
    description: "Description",
    zoom: [["Zoom out", "−", "-"], ["Zoom in", "+", "+"]],
    moves: [
      ["Move left", "←", "ArrowLeft"],
      ["Move up", "↑", "ArrowUp"],
      ["Move down", "↓", "ArrowDown"],
      ["Move right", "→", "ArrowRight"],
    ],
    keys: "Keys and gestures",
  };
  const SAY_AFTER = 350; // Milliseconds: of a burst the last is announced.
  const MOST = 8;
  const STEP = 1.5;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const box = (name, ...children) => make("div", { className: `viewer__${name}` }, ...children);

  const button = (words, onclick, sign) => {
    const made = make("button", { type: "button", className: "viewer__button", onclick }, sign ?? words);
    if (sign) made.title = made.ariaLabel = words;
    return made;
  };

  // Unlike `disabled` this keeps the focus.
  const enable = (control, enabled) => (control.ariaDisabled = !enabled);

  // Keys that mean something there.
  const typed = (event) =>
    event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey ||
    event.target.closest?.("select, input:not(.viewer__slice), .viewer__about");

  // All the page says of a panel, without ids.
  const describe = (panel, about) => {
    const all = (selector) => [...panel.closest(".figure").querySelectorAll(`figcaption ${selector}`)];
    const notes = all(".figure__note").filter((note) => {
      const letters = note.querySelector(".figure__panel")?.textContent;
      return !letters || letters.includes(panel.dataset.label.at(-1));
    });
    const text = document.getElementById(panel.querySelector("img").getAttribute("aria-describedby"));
    const description = text ? [make("h3", {}, WORDS.description), text] : [];
    const parts = [...all("> p:not(.figure__note)"), ...notes, ...description];
    about.replaceChildren(...parts.map((part) => part.cloneNode(true)));
    for (const element of about.querySelectorAll("[id]")) element.removeAttribute("id");
  };

  // Zoom and pan by buttons: no gesture is the only way (WCAG 2.5.7).
  const zoomTools = (view, after) => {
    const shown = make("span", { className: "viewer__zoom" });
    const act = ([words, sign, key]) =>
      button(words, () => { view.key(key); after?.(); }, sign);
    const [out, into] = WORDS.zoom.map(act);
    const moves = WORDS.moves.map(act);
    return {
      parts: [box("group", out, shown, into), box("group viewer__moves", ...moves)],
      refresh() {
        shown.textContent = `${Math.round(view.zoom * 100)}%`;
        enable(out, view.zoom > 1);
        enable(into, view.zoom < MOST);
        for (const move of moves) enable(move, view.limits.some(Boolean));
      },
    };
  };

  const slider = (label, [min, max], unit, change) => {
    const shown = make("span"); // An output would take the label, and announce.
    const input = make("input", {
      type: "range", min, max, ariaLabel: label, oninput: () => change(input.valueAsNumber),
    });
    return {
      part: make("label", { className: "viewer__slider" }, make("span", {}, label), shown, input),
      set(value) {
        input.value = value;
        input.ariaValueText = shown.textContent = `${value}${unit}`.replace("-", "−");
      },
    };
  };

  const set = (legend, ...parts) =>
    make("fieldset", { className: "viewer__set" }, make("legend", {}, legend), ...parts);

  const keys = (rows) => {
    const list = rows.flatMap(([key, does]) => [make("dt", {}, key), make("dd", {}, does)]);
    const summary = make("summary", {}, WORDS.keys);
    return make("details", { className: "viewer__keys" }, summary, make("dl", {}, ...list));
  };

  // All but an addressed viewer have an entry in the history, and Back closes them.
  const frame = (opener, addressed) => {
    const over = new AbortController();
    const title = make("h2", { className: "viewer__title" });
    const mark = make("span", { className: "viewer__mark" });
    const close = button(WORDS.close, () => dialog.close(), "×");
    const [nav, stage, tools, controls, about] = ["nav", "stage", "tools", "controls", "about"].map((name) => box(name));
    Object.assign(about, { role: "region", ariaLabel: WORDS.about, tabIndex: 0 });
    const status = make("p", { className: "viewer__status", role: "status" });
    // Itself it may not fill the screen.
    const all = box("frame", box("bar", title, mark, nav, close), stage, tools, box("side", controls, about), status);
    const dialog = make("dialog", { className: "viewer" }, all);
    let timer = 0;

    const end = () => {
      over.abort();
      dialog.remove();
      opener?.focus();
    };
    dialog.addEventListener("close", () => {
      if (history.state?.viewer) return history.back();
      if (addressed) history.replaceState(null, "", location.pathname + location.search);
      end();
    });
    addEventListener("popstate", end, { signal: over.signal });
    // Esc closes a card first.
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && about.querySelector(".card")) event.preventDefault();
    });
    about.addEventListener("click", ({ target }) => {
      if (!target.closest(`a[href^="#"]:not(.abbreviation)`)) return;
      opener = null; // No way back.
      end();
    });

    if (!addressed && !history.state?.viewer) history.pushState({ viewer: true }, "");
    document.body.append(dialog);
    dialog.showModal();
    return {
      dialog, nav, stage, tools, controls, about, all, close, end,
      signal: over.signal, // Aborted at its end.
      show(panel, words) {
        dialog.ariaLabel = title.textContent = words;
        describe(panel, about);
        mark.textContent = about.querySelector(".stand-in-mark")?.textContent ?? "";
        about.scrollTop = 0;
      },
      say(text, after = SAY_AFTER) {
        clearTimeout(timer);
        timer = setTimeout(() => (status.textContent = text), after);
      },
    };
  };

  class View {
    zoom = 1; // 1 shows the whole image.
    x = 0; // From the view's centre to the image's, in CSS pixels.
    y = 0;

    // `size()`: of the image at zoom 1. A free view brings any point to the centre, another keeps
    // the stage covered. `inset`: of the stage, above and below the view.
    constructor(stage, { size, changed, free, inset = [0, 0], drag, wheel, signal }) {
      Object.assign(this, { stage, size, changed, free, inset });
      const pointers = new Map();
      const on = (type, listener) => stage.addEventListener(type, listener, { signal, passive: false });

      on("pointerdown", (event) => {
        if (event.target.closest("button")) return;
        stage.setPointerCapture(event.pointerId);
        pointers.set(event.pointerId, event);
      });
      on("pointermove", (event) => {
        const before = pointers.get(event.pointerId);
        if (!before) return;
        const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
        const other = [...pointers.values()].find((one) => one.pointerId !== event.pointerId);
        pointers.set(event.pointerId, event);
        if (other) this.pinch(before, event, other);
        else if (!drag?.(dx, dy, event)) this.panBy(dx, dy);
      });
      for (const type of ["pointerup", "pointercancel"]) on(type, (event) => pointers.delete(event.pointerId));
      on("wheel", (event) => {
        event.preventDefault();
        const { deltaY, ctrlKey } = event; // A touch pad's pinch comes as a wheel with Ctrl.
        if (wheel && !ctrlKey) wheel(event);
        else this.zoomBy(Math.exp(-deltaY / (ctrlKey ? 100 : 400)), event);
      });
      on("dblclick", (event) => (this.zoom > 1 ? this.reset() : this.zoomBy(2, event)));

      const watcher = new ResizeObserver(() => this.panBy(0, 0));
      watcher.observe(stage);
      signal.addEventListener("abort", () => watcher.disconnect());
    }

    pinch(before, after, other) {
      const far = (event) => Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY) || 1;
      const middle = (axis) => (after[axis] + other[axis]) / 2;
      this.zoomBy(far(after) / far(before), { clientX: middle("clientX"), clientY: middle("clientY") });
      this.panBy((after.clientX - before.clientX) / 2, (after.clientY - before.clientY) / 2);
    }

    get room() {
      return [this.stage.clientWidth, this.stage.clientHeight - this.inset[0] - this.inset[1]];
    }

    // From the view's centre.
    at(event) {
      const { left, top } = this.stage.getBoundingClientRect();
      const [width, height] = this.room;
      return [event.clientX - left - width / 2, event.clientY - top - this.inset[0] - height / 2];
    }

    get limits() {
      const room = this.free ? [0, 0] : this.room;
      return this.size().map((length, axis) => Math.max(0, Math.round((length * this.zoom - room[axis]) / 2)));
    }

    zoomBy(factor, event) {
      const zoom = Math.min(Math.max(this.zoom * factor, 1), MOST);
      if (zoom === 1) return this.reset();
      const [x, y] = event ? this.at(event) : [0, 0];
      this.x = x - ((x - this.x) * zoom) / this.zoom;
      this.y = y - ((y - this.y) * zoom) / this.zoom;
      this.zoom = zoom;
      this.panBy(0, 0);
    }

    panBy(dx, dy) {
      const [across, down] = this.limits;
      this.x = Math.min(Math.max(this.x + dx, -across), across);
      this.y = Math.min(Math.max(this.y + dy, -down), down);
      this.changed();
    }

    reset() {
      Object.assign(this, { zoom: 1, x: 0, y: 0 });
      this.changed();
    }

    isKey(key) {
      return "+=-0".includes(key);
    }

    // An arrow moves what is seen, as a scroll bar does.
    key(key) {
      const by = /Left|Up/.test(key) ? 80 : -80;
      if (key === "0") this.reset();
      else if (this.isKey(key)) this.zoomBy(key === "-" ? 1 / STEP : STEP);
      else this.panBy(...(/Up|Down/.test(key) ? [0, by] : [by, 0]));
    }
  }

  window.caseViewer = { View, box, button, enable, frame, keys, make, set, slider, typed, zoomTools };
})();

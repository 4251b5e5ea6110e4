// The series viewer: the volume a panel was cut from, slice by slice.
import { PLANES, cut, greys, nearest, valueAt } from "./volume.js";
import { inset, overlay } from "./series-overlay.js";
import { arrive } from "./series-fetching.js";

const { View, box, button, frame, keys, make, set, slider, typed, zoomTools } = window.caseViewer;

const WORDS = {
  title: (label) => `Series of ${label}`,
  planes: { axial: "Axial", coronal: "Coronal", sagittal: "Sagittal" },
  plane: "Plane",
  slice: "Slice",
  window: "Window",
  presets: [
    { name: "Soft tissue", center: 50, width: 400 },
    { name: "Angiographic", center: 150, width: 600 },
    { name: "Bone", center: 400, width: 1800 },
    { name: "Lung", center: -600, width: 1500 },
  ],
  preset: ({ name, center, width }) => `${name} (${number(center)} / ${width})`,
  asPanel: (label) => `As in ${label}`,
  own: "Own setting",
  center: "Centre",
  width: "Width",
  sliceOf: (label) => `Slice of ${label}`,
  reset: "Reset",
  fullScreen: ["Full screen", "Leave full screen"],
  slices: (plane, at, count, axis, mm) =>
    `${WORDS.planes[plane]} slice ${at} of ${count}, ${"xyz"[axis]} = ${number(mm, 1)} mm`,
  value: (hu) => `${number(hu)} HU`,
  atCenter: " at the centre",
  outside: "Outside the slice",
  view: (center, width, zoom) =>
    `Window centre ${number(center)}, width ${width}, zoom ${Math.round(zoom * 100)}%`,
  keys: [
    ["↑ ↓, wheel", "slice by slice"],
    ["Page Up, Page Down", "ten slices"],
    ["Home, End", "first, last slice"],
    ["+ − 0", "zoom in, zoom out, whole slice"],
    ["Shift + arrows", "move the slice"],
    ["Drag", "slices; a mouse moves what is zoomed"],
    ["Two fingers", "zoom, move"],
    ["Right button drag", "window: width across, centre up and down"],
  ],
};
const CENTERS = [-1000, 2000];
const WIDTHS = [1, 4000];
const RATIO = 2; // Device pixels per CSS pixel at most: more shows nothing.
const STEPS = {
  ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1,
  PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity,
};

// The smallest of negative numbers are written as zero.
const number = (value, digits) => (+value.toFixed(digits) || 0).toFixed(digits).replace("-", "−");
const clamp = (value, [least, most]) => Math.min(Math.max(Math.round(value), least), most);

export function open(panel, opener) {
  if (document.querySelector(".viewer[open]")) return;
  const { volume: address, standIn = "" } = panel.dataset;
  const own = { center: Number(panel.dataset.center), width: Number(panel.dataset.window) };
  const now = { plane: panel.dataset.plane, index: 0, ...own };
  const viewer = frame(opener);
  const { stage, tools, controls, say, signal } = viewer;
  const table = new Uint32Array(65536);
  const film = document.createElement("canvas"); // One slice, voxel by voxel.
  const canvas = make("canvas", { className: "viewer__canvas", role: "img" });
  const ink = canvas.getContext("2d", { alpha: false });
  let volume = null;
  let exposed = false; // Whether the film shows what is asked for.
  let pointer = null; // Where the mouse is, from the view's centre.
  let marked = false; // Whether the centre is, for those who do not point.
  let asked = 0;
  let notches = 0;

  const axes = () => PLANES[now.plane];
  const flat = () => [axes().across, axes().up];
  const fitted = () => {
    if (!volume) return [0, 0];
    const lengths = flat().map((axis) => volume.size[axis] * volume.spacing[axis]);
    const scale = Math.min(...lengths.map((length, at) => view.room[at] / length));
    return lengths.map((length) => length * scale);
  };

  const expose = () => {
    if (exposed) return;
    exposed = true;
    [film.width, film.height] = flat().map((axis) => volume.size[axis]);
    const image = new ImageData(film.width, film.height);
    cut(volume, now.plane, now.index, table, new Uint32Array(image.data.buffer));
    film.getContext("2d").putImageData(image, 0, 0);
  };
  const draw = () => {
    asked = 0;
    if (!volume) return;
    expose();
    const ratio = Math.min(devicePixelRatio, RATIO);
    const whole = [stage.clientWidth, stage.clientHeight];
    const [w, h] = whole.map((length) => Math.round(length * ratio));
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    const [across, down] = fitted().map((length) => length * view.zoom);
    const center = [whole[0] / 2, view.inset[0] + view.room[1] / 2];
    const image = [center[0] + view.x - across / 2, center[1] + view.y - down / 2, across, down];
    ink.setTransform(ratio, 0, 0, ratio, 0, 0);
    ink.fillStyle = "#000";
    ink.fillRect(0, 0, ...whole);
    ink.drawImage(film, ...image);
    const centimetre = ((across / film.width) * 10) / volume.spacing[axes().across];
    const cross = marked && !pointer;
    overlay(ink, { stage: whole, image, axes: axes(), centimetre, words: standIn, center, cross });
    const texts = [here(), value() + (pointer ? "" : WORDS.atCenter), windowed()];
    texts.forEach((text, at) => (readout.children[at].textContent = text));
    canvas.ariaLabel = `${here()}. ${standIn}`;
  };
  const redraw = () => (asked ||= requestAnimationFrame(draw));

  const value = () => {
    const [x, y] = pointer ?? [0, 0];
    const from = [view.x - x, view.y - y];
    const voxel = Array(3).fill(now.index);
    fitted().forEach((length, at) => {
      const axis = flat()[at];
      voxel[axis] = Math.ceil(volume.size[axis] * (from[at] / length / view.zoom + 0.5)) - 1;
    });
    const inside = voxel.every((index, axis) => index >= 0 && index < volume.size[axis]);
    return inside ? WORDS.value(valueAt(volume, voxel)) : WORDS.outside;
  };
  const here = () => {
    const { through } = axes();
    const mm = volume.origin[through] + now.index * volume.spacing[through];
    return WORDS.slices(now.plane, now.index + 1, volume.size[through], through, mm);
  };
  const windowed = () => WORDS.view(now.center, now.width, view.zoom);
  const tell = (text) => volume && say(marked && !pointer ? `${text()}, ${value()}${WORDS.atCenter}` : text());

  const goTo = (plane, index) => {
    if (!volume) return;
    const { through } = PLANES[plane];
    const last = volume.size[through] - 1;
    now.plane = plane;
    now.index = clamp(index, [0, last]);
    exposed = false;
    scroll.max = last + 1;
    scroll.value = now.index + 1;
    for (const radio of radios) radio.checked = radio.value === plane;
    for (const { go, tick, panel: one } of marks) {
      const at = indexOf(one);
      tick.hidden = one.dataset.plane !== plane;
      tick.style.setProperty("--at", at / (last || 1));
      go.setAttribute("aria-pressed", !tick.hidden && at === now.index);
    }
    view.panBy(0, 0); // Within the limits of another plane; redraws.
    tell(here);
  };
  const turn = (by) => goTo(now.plane, now.index + by);
  const gather = (by) => {
    notches += by;
    const steps = Math.trunc(notches);
    notches -= steps;
    if (steps) turn(steps);
  };
  const indexOf = ({ dataset }) => nearest(volume, PLANES[dataset.plane].through, Number(dataset.position));
  const goToPanel = (one) => goTo(one.dataset.plane, indexOf(one));
  // A plane opens where a panel was cut, else in the middle.
  const goToPlane = (plane) => {
    const mark = marks.find((one) => one.panel.dataset.plane === plane);
    if (mark) goToPanel(mark.panel);
    else goTo(plane, (volume.size[PLANES[plane].through] - 1) / 2);
  };
  const setWindow = (to) => {
    now.center = clamp(to.center ?? now.center, CENTERS);
    now.width = clamp(to.width ?? now.width, WIDTHS);
    greys(table, now.center, now.width);
    exposed = false;
    centers.set(now.center);
    widths.set(now.width);
    select.selectedIndex = preset() + 1;
    redraw();
    tell(windowed);
  };
  const reset = () => {
    view.reset();
    setWindow(own);
    goToPanel(panel);
  };

  const view = new View(stage, {
    size: fitted,
    free: true,
    inset: inset(standIn),
    signal,
    changed() {
      zoom.refresh();
      redraw();
    },
    // A mouse wheel's notch is one slice; a touch pad's stream is gathered.
    wheel({ deltaY, deltaMode }) {
      gather(deltaMode || Math.abs(deltaY) >= 50 ? -Math.sign(deltaY) : -deltaY / 30);
    },
    drag(dx, dy, { buttons, pointerType }) {
      if (buttons & 2) setWindow({ center: now.center - 2 * dy, width: now.width + 4 * dx });
      else if (pointerType === "mouse" && (view.zoom > 1 || buttons & 4)) return false;
      else gather((-dy * scroll.max) / stage.clientHeight);
      return true;
    },
  });
  const zoom = zoomTools(view, () => tell(windowed));

  const scroll = make("input", {
    type: "range", className: "viewer__slice", min: 1, ariaLabel: WORDS.slice,
    oninput: () => goTo(now.plane, scroll.value - 1),
  });
  const marks = [...document.querySelectorAll(".panel[data-volume]")]
    .filter((one) => one.dataset.volume === address)
    .map((one) => ({
      panel: one,
      tick: make("span", { className: "viewer__tick", hidden: true }),
      go: button(WORDS.sliceOf(one.dataset.label), () => goToPanel(one)),
    }));
  const radios = Object.keys(PLANES).map((value) =>
    make("input", { type: "radio", name: "viewer-plane", value, onchange: () => goToPlane(value) }),
  );
  const presets = [...WORDS.presets];
  const preset = () => presets.findIndex((one) => one.center === now.center && one.width === now.width);
  if (preset() < 0) presets.unshift({ name: WORDS.asPanel(panel.dataset.label), ...own });
  const select = make(
    "select",
    { ariaLabel: WORDS.window, onchange: () => setWindow(presets[select.value]) },
    make("option", { disabled: true, hidden: true }, WORDS.own),
    ...presets.map((one, value) => make("option", { value }, WORDS.preset(one))),
  );
  const centers = slider(WORDS.center, CENTERS, " HU", (center) => setWindow({ center }));
  const widths = slider(WORDS.width, WIDTHS, " HU", (width) => setWindow({ width }));
  const screen = button(WORDS.fullScreen[0], () =>
    (document.fullscreenElement ? document.exitFullscreen() : viewer.all.requestFullscreen()).catch(() => {}),
  );
  screen.hidden = !document.fullscreenEnabled;
  const readout = box("readout", make("span"), make("span"), make("span"));

  tools.append(
    readout,
    box("track", ...marks.map(({ tick }) => tick), scroll),
    ...zoom.parts,
    box("group", ...marks.map(({ go }) => go)),
    box("group", button(WORDS.reset, reset), screen),
  );
  controls.append(
    set(WORDS.plane, box("planes", ...radios.map((radio) => make("label", {}, radio, WORDS.planes[radio.value])))),
    set(WORDS.window, select, centers.part, widths.part),
    keys(WORDS.keys),
  );

  const listen = (target, type, listener) => target.addEventListener(type, listener, { signal });
  const point = (at, mark) => {
    pointer = at;
    marked = mark;
    redraw();
  };
  listen(stage, "pointermove", (event) => {
    if (event.pointerType === "mouse") point(view.at(event), false);
    else point(null, true);
  });
  listen(stage, "pointerleave", () => point(null, marked));
  listen(stage, "contextmenu", (event) => event.preventDefault());
  listen(document, "fullscreenchange", () => {
    screen.textContent = WORDS.fullScreen[document.fullscreenElement ? 1 : 0];
  });
  listen(document, "keydown", (event) => {
    const { key } = event;
    const moves = event.shiftKey && key.startsWith("Arrow");
    if (!volume || typed(event) || !(moves || key in STEPS || view.isKey(key))) return;
    event.preventDefault();
    point(null, true);
    if (!moves && key in STEPS) return turn(STEPS[key]);
    view.key(key);
    tell(windowed);
  });

  tools.inert = controls.inert = true;
  viewer.show(panel, WORDS.title(panel.dataset.label));
  setWindow(own);
  arrive(viewer, panel, (fetched) => {
    volume = fetched;
    stage.replaceChildren(canvas);
    tools.inert = controls.inert = false;
    reset();
    scroll.focus();
  });
}

// The wait for a volume: progress, a way to cancel, one sentence when it fails.
import { fetchVolume } from "./volume.js";

const { box, button, make } = window.caseViewer;

const WORDS = {
  fetching: "Fetching the series",
  bytes: (done, total) => `${(done / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`,
  cancel: "Cancel",
  again: "Try again",
  network: "The series could not be fetched; the still images remain.",
  format: "What came is not a complete CT volume this viewer can read; the still images remain.",
  memory: "This device has too little memory for the series; the still images remain.",
  cancelled: "Fetching was cancelled; the still images remain.",
};

let kept = {}; // The last volume: the next panel cut from it opens at once.

export const arrive = async (viewer, panel, ready) => {
  const { stage, say, signal } = viewer;
  const address = panel.dataset.volume;
  const bytes = Number(panel.dataset.bytes);
  if (kept.address === address) return ready(kept.volume);
  kept = {};
  const cancel = new AbortController();
  signal.addEventListener("abort", () => cancel.abort());
  const bar = make("progress", { ariaLabel: WORDS.fetching });
  const count = make("span");
  const stop = button(WORDS.cancel, () => cancel.abort());
  const wait = box("wait", make("p", {}, WORDS.fetching), bar, count, stop);
  const progress = (done, total) => {
    bar.max = total;
    bar.value = done;
    count.textContent = WORDS.bytes(done, total);
  };
  progress(0, bytes);
  const { currentSrc, src } = panel.querySelector("img");
  stage.replaceChildren(make("img", { className: "viewer__still", src: currentSrc || src, alt: "" }), wait);
  stop.focus();
  say(`${WORDS.fetching}, ${count.textContent}`, 0);
  try {
    const volume = await fetchVolume(address, bytes, cancel.signal, progress);
    kept = { address, volume };
    if (!signal.aborted) ready(volume);
  } catch (error) {
    if (signal.aborted) return;
    const sentence = WORDS[error.message] ?? WORDS.format;
    const again = button(WORDS.again, () => arrive(viewer, panel, ready));
    wait.replaceChildren(make("p", {}, sentence), again);
    again.focus();
    say(sentence, 0);
  }
};

// What is written over a slice: directions, a scale, the stand-in's words. Lengths in CSS pixels.

const WORDS = { positive: "RAS", negative: "LPI", centimetres: (length) => `${length} cm` };
const LENGTHS = [10, 5, 2, 1]; // Centimetres a scale may show.
const EDGE = 6;
const LINE = 20;
const BAND = 26;

// Room above and below the slice.
export const inset = (words) => [words ? LINE + BAND : LINE, LINE];

export const overlay = (ink, { stage: [width, height], image, axes, centimetre, words, center, cross }) => {
  const [left, , across] = image;
  const font = getComputedStyle(ink.canvas).fontFamily;
  const stroke = (...lines) => {
    for (const [style, thick] of [["#000", 4], ["#fff", 1.5]]) {
      ink.strokeStyle = style;
      ink.lineWidth = thick;
      ink.beginPath();
      for (const [x0, y0, x1, y1] of lines) {
        ink.moveTo(x0, y0);
        ink.lineTo(x1, y1);
      }
      ink.stroke();
    }
  };
  // White words with a black rim are read on every grey.
  const write = (text, x, y, align) => {
    ink.strokeStyle = "#000";
    ink.lineWidth = 3;
    ink.textAlign = align;
    ink.strokeText(text, x, y);
    ink.fillText(text, x, y);
  };
  ink.font = `600 14px ${font}`;
  ink.fillStyle = "#fff";
  ink.lineJoin = "round";
  ink.textBaseline = "middle";

  const { positive, negative } = WORDS;
  const [above, below] = inset(words);
  write(positive[axes.up], width / 2, above - LINE / 2, "center");
  write(negative[axes.up], width / 2, height - below / 2, "center");
  write(positive[axes.across], Math.max(left - LINE, EDGE), center[1], "left");
  write(negative[axes.across], Math.min(left + across + LINE, width - EDGE), center[1], "right");

  const length = LENGTHS.find((one) => one * centimetre < width / 3) ?? 1;
  const y = height - EDGE * 2;
  const marks = Array.from({ length: length + 1 }, (_, at) => EDGE * 2 + at * centimetre);
  stroke(
    [marks[0], y, marks.at(-1), y],
    ...marks.map((x, at) => [x, y, x, y - (at % length ? 5 : 9)]),
  );
  write(WORDS.centimetres(length), marks.at(-1) + EDGE, y - 3, "left");

  if (cross)
    stroke(...[[1, 0], [-1, 0], [0, 1], [0, -1]].map(([x, y]) => [
      center[0] + 5 * x, center[1] + 5 * y, center[0] + 12 * x, center[1] + 12 * y,
    ]));

  if (!words) return;
  ink.font = `700 15px ${font}`;
  ink.fillStyle = "#000";
  ink.fillRect(0, 0, width, BAND);
  ink.fillStyle = "#ffd591";
  ink.textAlign = "center";
  ink.fillText(words, width / 2, BAND / 2 + 1, width - 16);
};

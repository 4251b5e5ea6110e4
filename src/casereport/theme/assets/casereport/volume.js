// A CT volume in the reader's memory: fetched, unpacked, understood, cut into slices.
// Only what the import writes is read: NIfTI-1, little endian, int16 HU, RAS+, mm. Nothing is guessed.

const HEADER = 352; // Bytes.

const parse = (buffer) => {
  if (buffer.byteLength < HEADER) throw new Error();
  const view = new DataView(buffer);
  const short = (at) => view.getInt16(at, true);
  const real = (at) => view.getFloat32(at, true);
  const size = [42, 44, 46].map(short);
  const rows = [280, 296, 312].map((row) => [0, 4, 8, 12].map((column) => real(row + column)));
  const understood =
    short(0) === 348 &&
    view.getUint32(344) === 0x6e2b3100 && // "n+1"
    real(108) === HEADER &&
    size.every((length) => length > 0) &&
    short(40) === 3 && // Dimensions.
    short(70) === 4 && // int16
    (!real(112) || (real(112) === 1 && !real(116))) && // Slope and intercept change nothing.
    rows.every((row, axis) => row.every((x, at) => at > 2 || (at === axis ? x > 0 : !x)));
  if (!understood) throw new Error();
  return {
    size,
    spacing: rows.map((row, axis) => row[axis]),
    origin: rows.map((row) => row[3]),
    count: size[0] * size[1] * size[2],
  };
};

// A server may have the browser unpack the file: plain bytes are then received and counted.
// An error's message is "network", "format", "memory" or "cancelled".
export const fetchVolume = async (address, bytes, signal, progress) => {
  let lost = true;
  let first = new Uint8Array();
  let received = 0;
  try {
    const response = await fetch(address, { signal });
    lost = !response.ok;
    if (lost) throw new Error();
    const source = response.body.getReader();
    const read = async () => {
      const { value } = await source.read().catch((error) => {
        lost = true;
        throw error;
      });
      received += value?.length ?? 0;
      progress(received, Math.max(bytes, received));
      return value;
    };
    for (let part; first.length < HEADER && (part = await read()); )
      first = new Uint8Array(await new Blob([first, part]).arrayBuffer());
    const packed = first[0] === 0x1f && first[1] === 0x8b;
    if (!packed) bytes = HEADER + 2 * parse(first.buffer).count;
    const stream = new ReadableStream({
      start: (to) => to.enqueue(first),
      async pull(to) {
        const part = await read();
        part ? to.enqueue(part) : to.close();
      },
    });
    const plain = packed ? stream.pipeThrough(new DecompressionStream("gzip")) : stream;
    const buffer = await new Response(plain).arrayBuffer();
    const volume = parse(buffer);
    if (buffer.byteLength < HEADER + 2 * volume.count) throw new Error();
    return { ...volume, data: new Uint16Array(buffer, HEADER, volume.count) };
  } catch (error) {
    const cause = error instanceof RangeError ? "memory" : lost ? "network" : "format";
    throw new Error(signal.aborted ? "cancelled" : cause);
  }
};

// Axes: 0 right, 1 anterior, 2 superior; on the image each grows leftwards or upwards.
export const PLANES = {
  axial: { across: 0, up: 1, through: 2 },
  coronal: { across: 0, up: 2, through: 1 },
  sagittal: { across: 1, up: 2, through: 0 },
};

export const nearest = ({ origin, spacing, size }, axis, position) =>
  Math.min(Math.max(Math.round((position - origin[axis]) / spacing[axis]), 0), size[axis] - 1);

// The grey of every int16, by its unsigned bits: the panels' window (DICOM PS3.3, C.11.2.1.2.1).
export const greys = (table, center, width) => {
  for (let bits = 0; bits < table.length; bits += 1) {
    const part = (((bits << 16) >> 16) - center + 0.5) / Math.max(width - 1, 1) + 0.5;
    table[bits] = 0xff000000 | (Math.round(Math.min(Math.max(part, 0), 1) * 255) * 0x10101);
  }
};

// Fills `pixels` (Uint32Array, across × up) with one slice.
export const cut = ({ size, data }, plane, index, table, pixels) => {
  const { across, up, through } = PLANES[plane];
  const strides = [1, size[0], size[0] * size[1]];
  const stride = strides[across];
  let row = index * strides[through] + (size[up] - 1) * strides[up] + (size[across] - 1) * stride;
  for (let to = 0; to < pixels.length; row -= strides[up])
    for (let from = row, end = to + size[across]; to < end; from -= stride) pixels[to++] = table[data[from]];
};

export const valueAt = ({ size, data }, [x, y, z]) => (data[x + size[0] * (y + size[1] * z)] << 16) >> 16;

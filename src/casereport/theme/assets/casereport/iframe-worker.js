// Only in the offline copy: the search works where browsers start no worker, in a page opened from
// a file.
//
// Material's search is a worker's script. Here it runs in a hidden frame instead, which has a
// window and names of its own. Under the name IFrameWorker that script expects such a frame, and
// finds the files of its languages by the script element it stands in.
"use strict";

(() => {
  if (location.protocol !== "file:") return;

  const run = (frame, address, worker) => {
    const inside = frame.contentWindow;
    inside.postMessage = (data) => worker.dispatchEvent(new MessageEvent("message", { data }));
    inside.importScripts = (...addresses) =>
      addresses.reduce((before, one) => before.then(() => load(inside, one)), Promise.resolve());
    return load(inside, address).then(() => inside);
  };

  const load = ({ document }, address) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(address, location.href);
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });

  window.IFrameWorker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      // Some browsers put a new document into a frame while it is appended, others soon after.
      this.ready = new Promise((done) => (frame.onload = done)).then(() => run(frame, address, this));
      document.body.append(frame);
    }

    postMessage(data) {
      this.ready.then((inside) => inside.dispatchEvent(new MessageEvent("message", { data })));
    }
  };
  window.Worker = window.IFrameWorker;
})();

(() => {
  let begun = false;
  const start = () => {
    if (begun) return;
    begun = true;
    const late = [...document.querySelectorAll("script[data-late]")].map((waiting) => {
      const script = document.createElement("script");
      script.src = waiting.dataset.late;
      script.async = false; // In the order in which they stand.
      waiting.replaceWith(script);
      return script;
    });
    for (const waiting of document.querySelectorAll("noscript[data-late]")) waiting.outerHTML = waiting.textContent;
    // They wait for this event, as scripts do that are there in time; it has been.
    late.at(-1).onload = () => document.dispatchEvent(new Event("DOMContentLoaded"));
  };
  const read = () => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
    else start();
  };
  const drawn = () => requestAnimationFrame(() => requestAnimationFrame(read)); // The second frame follows the first.
  const shown = () => {
    const image = document.querySelector("img[fetchpriority=high]");
    if (!image) return read();
    image.decode().then(drawn, drawn);
    setTimeout(read, 1000); // A slow image holds up no reader.
  };
  for (const press of ["pointerdown", "keydown"]) document.addEventListener(press, read, { once: true });
  if (PerformanceObserver.supportedEntryTypes?.includes("paint"))
    new PerformanceObserver((_, observer) => (observer.disconnect(), shown())).observe({ type: "paint", buffered: true });
  else drawn();
})();

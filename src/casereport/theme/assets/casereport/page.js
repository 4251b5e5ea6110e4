// What a page's frame does: the search dialog, the buttons for the scheme, and no shortcut of a single
// letter.
"use strict";

(() => {
  const MATERIALS_KEYS = ["f", "s", "/", "p", ",", "n", "."];
  const dialog = document.querySelector("dialog.case-search");
  const query = dialog?.querySelector("input");
  const toggle = document.getElementById("__search"); // Material's script searches while it is on.

  const turn = (on) => {
    if (toggle.checked !== on) toggle.click();
  };

  if (dialog?.showModal) {
    const opener = document.querySelector(".case-search__open");
    opener.addEventListener("click", () => {
      dialog.showModal();
      query.focus();
      turn(true);
    });
    // Material searches at each key; words can also be pasted or dictated.
    query.addEventListener("input", () => query.dispatchEvent(new KeyboardEvent("keyup")));
    dialog.querySelector(".case-search__close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => turn(false));
    // Material takes the results out of the order of Tab, and leaves only the arrow keys.
    const results = dialog.querySelector("ol");
    new MutationObserver(() => {
      for (const link of results.querySelectorAll("a[tabindex]")) link.removeAttribute("tabindex");
    }).observe(results, { childList: true, subtree: true });
    // A result on this page is left to by closing; so is a press beside the dialog.
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
  }

  // Words that were searched for: the first of them comes into sight, and the keyboard goes on there.
  // Material marks them once it has started, wherever in a long page they stand.
  const article = document.querySelector("article");
  if (article && !location.hash && new URLSearchParams(location.search).has("h")) {
    new MutationObserver((_, observer) => {
      const found = article.querySelector("mark[data-md-highlight]");
      if (!found) return;
      observer.disconnect();
      found.tabIndex = -1;
      found.focus();
      found.scrollIntoView({ block: "center" });
    }).observe(article, { childList: true, subtree: true });
  }

  // A button for each scheme, of which Material shows the one that leads on to the next.
  const schemes = document.querySelector("[data-md-component=palette]");
  const boxes = [...(schemes?.querySelectorAll("input") ?? [])];
  boxes.forEach((box, index) => {
    const button = box.nextElementSibling;
    if (!button?.matches("button")) return;
    button.addEventListener("click", () => {
      boxes[(index + 1) % boxes.length].click();
      schemes.querySelector("button:not([hidden])")?.focus();
    });
    // At Enter Material would turn the scheme itself, and the button turn it back.
    button.addEventListener("keydown", (event) => event.stopPropagation());
  });

  // Material turns pages at n and p, and opens its search at f, s and /, wherever the focus is: a
  // word spoken to a speech program would do all that (WCAG 2.1.4). And Tab would end the search.
  addEventListener(
    "keydown",
    (event) => {
      const ofMaterial = MATERIALS_KEYS.includes(event.key) && event.target !== query;
      if (ofMaterial || (event.key === "Tab" && dialog?.open)) event.stopPropagation();
    },
    true,
  );
})();

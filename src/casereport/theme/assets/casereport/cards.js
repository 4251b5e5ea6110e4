// Reference cards: hovering, focusing or tapping a citation's number shows the whole reference.
//
// The words of each card stand in the page as <template id="card-KEY">, so nothing is fetched and
// a page opened from a file works too. Without this script the number is a link to the list.
// Held to WCAG 1.4.13: a card can be hovered, is dismissed with Esc, and stays until dismissed.
"use strict";

(() => {
  const NUMBER = "a.citation__number";
  const TEXT_ID = "reference-card-text";
  const SHOW_AFTER = 120; // Milliseconds: a pointer passing through opens nothing.
  const HIDE_AFTER = 300; // Time enough to move from the number into the card.
  const GAP = 6;

  if (!("popover" in HTMLElement.prototype)) return; // Older browsers keep the links.

  let card = null;
  let opener = null;
  let timer = 0;

  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const hide = () => {
    clearTimeout(timer);
    opener?.removeAttribute("aria-describedby");
    card?.remove();
    card = opener = null;
  };

  const fill = (number) => {
    const parts = number.dataset.cards.split(" ").map((id) => document.getElementById(id));
    const filled = document.createElement("div");
    filled.className = "reference-card";
    filled.popover = "manual";
    filled.setAttribute("role", "group");
    filled.setAttribute("aria-label", number.getAttribute("aria-label"));
    // The description is read from an element without a label, which would be read instead.
    const text = document.createElement("div");
    text.id = TEXT_ID;
    for (const part of parts) if (part) text.append(part.content.cloneNode(true));
    filled.append(text);
    return filled;
  };

  // Below the number where there is room, else above it; within the window's sides.
  const place = () => {
    const at = opener.getBoundingClientRect();
    const box = card.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const below = at.bottom + GAP + box.height <= window.innerHeight || at.top < box.height + GAP;
    const left = Math.min(Math.max(at.left - 24, 8), width - box.width - 8);
    card.style.left = `${left}px`;
    card.style.top = `${below ? at.bottom + GAP : at.top - GAP - box.height}px`;
  };

  const show = (number) => {
    if (number === opener) return clearTimeout(timer);
    hide();
    card = fill(number);
    if (!card.firstElementChild.childElementCount) return;
    opener = number;
    // Behind the number, so that Tab leads from the number into its card.
    number.after(card);
    card.showPopover();
    place();
    number.setAttribute("aria-describedby", TEXT_ID);
  };

  const numberAt = (target) => (target instanceof Element ? target.closest(NUMBER) : null);
  const inCard = (target) => card !== null && target instanceof Node && card.contains(target);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const number = numberAt(event.target);
    if (number) later(() => show(number), SHOW_AFTER);
    else if (inCard(event.target)) clearTimeout(timer);
    else if (card && !card.contains(document.activeElement) && document.activeElement !== opener)
      later(hide, HIDE_AFTER);
    else if (!card) clearTimeout(timer);
  });

  document.addEventListener("focusin", (event) => {
    const number = numberAt(event.target);
    if (number && number.matches(":focus-visible")) show(number);
    else if (card && !number && !inCard(event.target)) hide();
  });

  // A first tap shows the card, a second one follows the link.
  let tapped = false;
  document.addEventListener("pointerdown", (event) => {
    tapped = event.pointerType !== "mouse";
    if (card && !inCard(event.target) && numberAt(event.target) !== opener) hide();
  });

  document.addEventListener("click", (event) => {
    const number = numberAt(event.target);
    if (!number) {
      if (inCard(event.target) && event.target.closest("a")) hide();
      return;
    }
    if (tapped && number !== opener) {
      event.preventDefault();
      show(number);
    } else {
      hide();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !card) return;
    const back = card.contains(document.activeElement) ? opener : null;
    hide();
    back?.focus({ focusVisible: false });
  });

  window.addEventListener("scroll", () => card && place(), { passive: true });
  window.addEventListener("resize", hide);
  // A card goes with the page it was opened on, where navigation.instant puts another in its place.
  window.document$?.subscribe(hide);
})();

// Cards: hovering, focusing or tapping a citation's number shows the whole reference, and an
// abbreviation what it means.
//
// What opens a card names in data-cards the elements of the page that hold its words, so nothing is
// fetched and a page opened from a file works too. Each says in data-card of which kind the card is.
// Without this script the opener is a link to the list. With it a citation's number stays one for the
// mouse, and for a second tap; a press on an abbreviation, which asks what it means and not where
// that is listed, opens and closes its card and leads nowhere. Enter follows either, as any link.
// Held to WCAG 1.4.13: a card can be hovered, is dismissed with Esc, and stays until dismissed.
"use strict";

(() => {
  const OPENER = "a[data-cards]";
  const TEXT_ID = "card-text";
  const SHOW_AFTER = 120; // Milliseconds: a pointer passing through opens nothing.
  const HIDE_AFTER = 300; // Time enough to move from the opener into the card.
  const GAP = 6; // CSS pixels, as all lengths here: between opener and card,
  const EDGE = 8; // between card and window,
  const LEAST = 48; // and the height of the lowest card.

  if (!("popover" in HTMLElement.prototype)) return; // Older browsers keep the links.

  let card = null;
  let opener = null;
  let timer = 0;

  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const isDescribedByCard = () => opener?.getAttribute("aria-describedby") === TEXT_ID;

  const hide = () => {
    clearTimeout(timer);
    if (isDescribedByCard()) opener.removeAttribute("aria-describedby");
    opener?.removeAttribute("data-open");
    card?.remove();
    card = opener = null;
  };

  const fill = (link) => {
    const ids = link.dataset.cards.split(" ");
    const parts = ids.map((id) => document.getElementById(id)).filter((part) => part !== null);
    const filled = document.createElement("div");
    filled.className = `card ${parts[0]?.dataset.card ?? ""}`;
    filled.popover = "manual";
    filled.setAttribute("role", "group");
    filled.setAttribute("aria-label", link.getAttribute("aria-label") ?? link.textContent);
    // The description is read from an element without a label, which would be read instead.
    const text = document.createElement("div");
    text.id = TEXT_ID;
    for (const part of parts) {
      const words = (part.content ?? part).childNodes;
      text.append(...[...words].map((node) => node.cloneNode(true)));
    }
    filled.append(text);
    return filled;
  };

  // Below the opener where there is room, else on the side that has more; within the window. A card
  // taller than its side scrolls: what is focused in it stays in sight (WCAG 2.4.11).
  const place = () => {
    const at = opener.getBoundingClientRect();
    card.style.maxHeight = "";
    const { width, height } = card.getBoundingClientRect();
    const roomAbove = at.top - GAP - EDGE;
    const roomBelow = window.innerHeight - at.bottom - GAP - EDGE;
    const below = height <= roomBelow || roomBelow >= roomAbove;
    const shown = Math.min(height, below ? roomBelow : roomAbove);
    const right = document.documentElement.clientWidth - width - EDGE;
    if (shown < height) card.style.maxHeight = `${Math.max(shown, LEAST)}px`;
    card.style.left = `${Math.min(Math.max(at.left - 24, EDGE), right)}px`;
    card.style.top = `${below ? at.bottom + GAP : at.top - GAP - shown}px`;
  };

  const show = (link) => {
    if (link === opener) return clearTimeout(timer);
    hide();
    const filled = fill(link);
    if (!filled.textContent.trim()) return;
    card = filled;
    opener = link;
    // Behind the opener, so that Tab leads from it into its card.
    link.after(card);
    card.showPopover();
    place();
    link.setAttribute("data-open", "");
    // An abbreviation has its meaning as a description already.
    if (!link.hasAttribute("aria-describedby")) link.setAttribute("aria-describedby", TEXT_ID);
  };

  const openerAt = (target) => (target instanceof Element ? target.closest(OPENER) : null);
  const inCard = (target) => card !== null && target instanceof Node && card.contains(target);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = openerAt(event.target);
    if (link) later(() => show(link), SHOW_AFTER);
    else if (inCard(event.target)) clearTimeout(timer);
    else if (card && !card.contains(document.activeElement) && document.activeElement !== opener)
      later(hide, HIDE_AFTER);
    else if (!card) clearTimeout(timer);
  });

  document.addEventListener("focusin", (event) => {
    const link = openerAt(event.target);
    if (link && link.matches(":focus-visible")) show(link);
    else if (card && !link && !inCard(event.target)) hide();
  });

  // A press is no key's click, and none that asks for another tab or window.
  const pressed = ({ detail, ctrlKey, metaKey, shiftKey, altKey }) =>
    detail > 0 && !(ctrlKey || metaKey || shiftKey || altKey);

  // A first tap shows the card, a second one follows the link or, of an abbreviation, closes it.
  let tapped = false;
  document.addEventListener("pointerdown", (event) => {
    tapped = event.pointerType !== "mouse";
    if (card && !inCard(event.target) && openerAt(event.target) !== opener) hide();
  });

  document.addEventListener("click", (event) => {
    const link = openerAt(event.target);
    if (!link) {
      if (inCard(event.target) && event.target.closest("a")) hide();
      return;
    }
    // One in a viewer that this click has closed is no longer drawn, and leads on at once.
    const asks = link.matches(".abbreviation") && pressed(event);
    const opens = (asks || tapped) && link !== opener && link.getClientRects().length;
    if (asks || opens) event.preventDefault();
    if (opens) show(link);
    else hide();
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

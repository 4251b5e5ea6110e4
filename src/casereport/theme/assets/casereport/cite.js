// Citations: today's date and the report's address where the page leaves them open, and buttons
// that copy a citation or a BibTeX entry.
//
// A build is the same on every day and at every address, so only the reader's browser knows these
// two. Without this script the page says what to put in their place, and the text can be selected.
"use strict";

(() => {
  // As "Citing Medicine" (National Library of Medicine, 2nd ed.) writes months: in English,
  // three letters, whatever the reader's own language.
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const FORGET_AFTER = 4000; // Milliseconds: the same answer is said again at the next press.

  const fill = (name, text) => {
    for (const place of document.querySelectorAll(`[data-fill="${name}"]`)) {
      place.textContent = typeof text === "function" ? text(place) : text;
      place.classList.remove("open-place");
    }
  };

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  // A <pre> keeps its lines; the lines of other elements are only how the file was written.
  const textOf = (element) =>
    element.matches("pre") ? element.textContent : element.textContent.replace(/\s+/g, " ").trim();

  const copy = async (element) => {
    try {
      await navigator.clipboard.writeText(textOf(element));
      return "Copied";
    } catch {
      // Refused, or a page without https, where browsers have no clipboard.
      select(element);
      return "Selected: copy it with your keyboard or menu";
    }
  };

  const prepare = () => {
    const today = new Date();
    fill("day", `${today.getFullYear()} ${MONTHS[today.getMonth()]} ${today.getDate()}`);
    // A page opened from a file has no address that another reader could use, and says so.
    if (location.protocol.startsWith("http"))
      fill("address", (place) => new URL(place.dataset.landing, location.href).href);
    else
      for (const note of document.querySelectorAll("[data-without-address]")) note.hidden = false;
    for (const button of document.querySelectorAll("[data-copies]")) prepareButton(button);
  };

  const prepareButton = (button) => {
    const answer = button.parentElement.querySelector("[role=status]");
    let timer = 0;
    button.addEventListener("click", async () => {
      clearTimeout(timer);
      answer.textContent = await copy(document.getElementById(button.dataset.copies));
      timer = setTimeout(() => (answer.textContent = ""), FORGET_AFTER);
    });
    button.parentElement.hidden = false;
  };

  // Material's document$ tells of this page, and of each that navigation.instant puts in its place.
  if (window.document$) document$.subscribe(prepare);
  else prepare();
})();

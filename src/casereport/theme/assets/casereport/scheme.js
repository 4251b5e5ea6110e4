// The colour of the browser's own bar: that of the paper in the scheme the reader has chosen.
//
// The page's head names one for each scheme of the system, which stand until this script comes.
// Material names that of its header, which is none where the header has the paper's.
"use strict";

(() => {
  // Browsers take the first that fits (HTML, 4.2.5.1). Material leaves it in place with
  // navigation.instant, and puts the other pages' own behind it.
  const named = document.createElement("meta");
  named.name = "theme-color";
  document.head.prepend(named);
  const follow = () => (named.content = getComputedStyle(document.body).backgroundColor);
  new MutationObserver(follow).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  follow();
})();

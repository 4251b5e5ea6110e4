// The colour of the browser's own bar. The page's head names one for each scheme of the system;
// Material names that of the scheme the reader has chosen, which browsers overlook behind these.
"use strict";

for (const named of document.querySelectorAll('meta[name="theme-color"][media]')) named.remove();

// Leaves the floor as it is while nobody looks at it, and while somebody is about to do something there.
"use strict";

document.addEventListener("htmx:beforeRequest", (event) => {
  const floor = event.target.closest("[data-floor]");
  if (floor && (document.hidden || floor.contains(document.activeElement) || floor.querySelector("details[open]"))) event.preventDefault();
});

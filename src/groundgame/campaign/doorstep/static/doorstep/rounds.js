// Ticks all walks that can be printed.
"use strict";

for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of button.form.querySelectorAll("input[name=walks]:not(:disabled)")) box.checked = true;
  });
}

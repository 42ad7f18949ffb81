// Ticks the walks that are ready, as many as are printed at once.
"use strict";

for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const ready = [...button.form.querySelectorAll(".ready input[name=walks]")];
    for (const box of ready.slice(0, Number(button.dataset.tickAll))) box.checked = true;
  });
}

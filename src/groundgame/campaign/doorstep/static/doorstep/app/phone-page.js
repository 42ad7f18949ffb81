// Puts a walk on this telephone: asks the site for a place on it, makes the telephone's own secret, and fetches the doors.
import { add, fetchWalk, load, phone } from "./phone.js";
import { Unreachable } from "./server.js";
import * as vault from "./vault.js";

const form = document.querySelector("[data-phone]");
const said = form.querySelector("[data-said]");
const outing = Number(form.dataset.phone);
const goOn = () => location.assign(form.dataset.app);

const put = async () => {
  if (!vault.available()) throw new Error("This address is not a safe one. Open it by https://, or use the plain form.");
  if (await load()) {
    if (phone.device.outing === outing) return goOn();
    throw new Error("Another walk is on this phone. Open it, choose “This phone”, finish it, and come back here.");
  }
  await navigator.storage?.persist?.();
  await add(outing, form.elements.name.value, form.elements.csrfmiddlewaretoken.value);
  await fetchWalk().catch((error) => { if (!(error instanceof Unreachable)) throw error; }); // the app fetches it, and says so
  return goOn();
};

form.hidden = false;
document.querySelector("[data-without]").hidden = true;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  said.textContent = "Fetching the doors…";
  form.querySelector("button").disabled = true;
  await put().catch((error) => { said.textContent = `Not done: ${error.message}`; form.querySelector("button").disabled = false; });
});
if (await load().catch(() => false) && phone.device.outing === outing) form.querySelector("button").textContent = "Open the walk";

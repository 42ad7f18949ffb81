// Take a one-time code from behind the # of the link, which browsers do not send, so that no log and no history holds it.
const field = document.querySelector("[data-code]");
const take = () => {
  if (!field || location.hash.length < 2) return;
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  field.form.querySelector("button").focus();
};
addEventListener("hashchange", take);
take();

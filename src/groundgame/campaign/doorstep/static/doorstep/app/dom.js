// Makes elements without ever parsing text as HTML: a name from the register is a name, whatever it contains.
export const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "checked" || name === "value") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

const DAY = { day: "numeric", month: "short", year: "numeric" };
export const day = (when) => new Date(when).toLocaleDateString("en-GB", DAY);
export const hour = (when) => new Date(when).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const EVENING = { weekday: "short", day: "numeric", month: "short" };
export const hourOf = (when) => (new Date(when).toDateString() === new Date().toDateString() ? hour(when) : `${new Date(when).toLocaleDateString("en-GB", EVENING)}, ${hour(when)}`);
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

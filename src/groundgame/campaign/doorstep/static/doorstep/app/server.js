// Asks the site, as this telephone. An answer always tells the site's time, so that a wrong clock is known for what it is.
export class Unreachable extends Error {}
export class Refused extends Error {
  constructor(status, { detail, over = false }) {
    super(typeof detail === "string" ? detail : "The site could not read what this phone sent.");
    Object.assign(this, { status, over });
  }
}

const PATIENCE = 30_000; // ms; a stairwell answers late or never

export const ask = async (path, { token, body, csrf } = {}) => {
  const headers = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (csrf) headers["X-CSRFToken"] = csrf;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const asked = Date.now();
  let answer, said;
  try {
    answer = await fetch(`/doorstep/api/${path}`, {
      method: body === undefined ? "GET" : "POST", headers, cache: "no-store", redirect: "error",
      credentials: token ? "omit" : "same-origin", signal: AbortSignal.timeout(PATIENCE),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    said = answer.status === 204 ? {} : await answer.json();
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (answer.status >= 500) throw new Unreachable(`The site answers ${answer.status}.`);
  if (!answer.ok) throw new Refused(answer.status, said);
  if (said.server_time) said.offset_ms = Math.round(Date.parse(said.server_time) - (asked + Date.now()) / 2);
  return said;
};

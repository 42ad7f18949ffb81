// What is kept on the telephone is sealed with AES-GCM. Each key comes from two parts: a secret that never leaves this telephone and
// cannot be read out by script, and a part that the server gives to this device alone, and destroys when the device is revoked.
const BITS = 256, SALT_OF_SEALS = 12;
const text = new TextEncoder();
const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

export const available = () => globalThis.isSecureContext && Boolean(crypto.subtle);
export const newSecret = () => crypto.subtle.importKey("raw", crypto.getRandomValues(new Uint8Array(BITS / 8)), "HKDF", false, ["deriveKey"]);

const derive = (secret, part, purpose) => crypto.subtle.deriveKey(
  { name: "HKDF", hash: "SHA-256", salt: bytes(part), info: text.encode(`doorstep ${purpose}`) },
  secret, { name: "AES-GCM", length: BITS }, false, ["encrypt", "decrypt"],
);

export const keysFrom = async (secret, parts) => ({
  people: parts.people ? await derive(secret, parts.people, "people") : null,
  unsent: await derive(secret, parts.unsent, "unsent"),
});

export const seal = async (key, value) => {
  const iv = crypto.getRandomValues(new Uint8Array(SALT_OF_SEALS));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text.encode(JSON.stringify(value))) };
};

export const unseal = async (key, { iv, sealed }) =>
  JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed)));

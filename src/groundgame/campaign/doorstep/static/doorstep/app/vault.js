// What is kept on the telephone is sealed with AES-GCM. Each key comes from two parts: a secret that never leaves this telephone and
// cannot be read out by script, and a part that the server gives to this device alone, and destroys when the device is revoked.
const BITS = 256, SALT_OF_SEALS = 12;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
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

const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...new Uint8Array(part)]));
const base64 = (array) => btoa(String.fromCharCode(...array));

// The half of the site's letterbox that takes letters in. Its own pair lives as long as the page, and opens nothing afterwards.
const slots = {};
const slotOf = (slot) => {
  slots[slot] ??= (async () => {
    const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const point = await crypto.subtle.exportKey("raw", pair.publicKey);
    const to = await crypto.subtle.importKey("raw", bytes(slot), CURVE, false, []);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: to }, pair.privateKey, BITS);
    const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = joined(text.encode("doorstep letter"), point, bytes(slot));
    const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
    return { point, key: await crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: BITS }, false, ["encrypt"]) };
  })().catch((error) => { delete slots[slot]; throw error; });
  return slots[slot];
};

// Sealed for the site alone: this telephone can hand it in when all its keys are gone, and nobody can read it here.
export const letter = async (slot, value) => {
  const { point, key } = await slotOf(slot);
  const iv = crypto.getRandomValues(new Uint8Array(SALT_OF_SEALS));
  return base64(joined(point, iv, await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text.encode(JSON.stringify(value)))));
};

export const unseal = async (key, { iv, sealed }) =>
  JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed)));

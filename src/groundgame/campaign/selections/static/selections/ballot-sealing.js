// Seals a paper to the scrutineers and opens their shares, step for step as sealing/*.py does: WebCrypto alone.
const HASH = 32, POINT = 65, TAG = 16, BLOCK = 32, FIXED = 6 + HASH + POINT + HASH;
const MAGIC = new TextEncoder().encode("GGB1");
const PURPOSE = new TextEncoder().encode("groundgame ballot share 1");
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const NONCE = new Uint8Array(12); // every key seals one message and is thrown away

export const toText = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
export const fromText = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
const random = (length) => crypto.getRandomValues(new Uint8Array(length));
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const same = (left, right) => left.length === right.length && left.every((byte, at) => byte === right[at]);
const aes = (key, use) => crypto.subtle.importKey("raw", key, "AES-GCM", false, [use]);
const encrypt = async (key, bytes, head) =>
  new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: NONCE, additionalData: head }, await aes(key, "encrypt"), bytes));
const decrypt = async (key, bytes, head) =>
  new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: NONCE, additionalData: head }, await aes(key, "decrypt"), bytes));

// ---- Shamir's parts, byte by byte over the field of 256 elements
const times = (left, right) => {
  let product = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= -(right & 1) & left;
    left = (left << 1) ^ (-(left >> 7) & 0x11b);
    right >>= 1;
  }
  return product;
};
const split = (secret, threshold, parts) => {
  const curve = [secret, ...Array.from({ length: threshold - 1 }, () => random(secret.length))].reverse();
  return Array.from({ length: parts }, (_, at) =>
    secret.map((__, byte) => curve.reduce((value, row) => times(value, at + 1) ^ row[byte], 0)));
};

// ---- the form and its digest
export const readForm = async (text) => {
  const form = JSON.parse(text);
  return { ...form, keys: form.keys.map(fromText), digest: await sha256(new TextEncoder().encode(text)) };
};
const contentBytes = (form) => Math.ceil((1 + form.candidates.length) / BLOCK) * BLOCK;

const shareKey = async (secret, form, point, number) => {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const info = join(PURPOSE, point, form.keys[number - 1], Uint8Array.of(number));
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: form.digest, info }, material, 256));
};
const exchange = async (own, point) => {
  const other = await crypto.subtle.importKey("raw", point, CURVE, false, []);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: other }, own, 256));
};

// Gives the envelope of a paper that names the candidates at these places of the form, first choice first.
export const sealPaper = async (form, ranking) => {
  if (ranking.length > form.most || new Set(ranking).size !== ranking.length) throw new Error("This paper names too many, or somebody twice.");
  const content = new Uint8Array(contentBytes(form));
  content.set([ranking.length, ...ranking]);
  const contentKey = random(32);
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const shares = split(contentKey, form.threshold, form.keys.length);
  const commitments = await Promise.all([contentKey, ...shares].map(sha256));
  const head = join(MAGIC, Uint8Array.of(form.threshold, form.keys.length), form.digest, point, ...commitments);
  const sealed = await Promise.all(shares.map(async (share, at) => {
    const wrap = await shareKey(await exchange(own.privateKey, form.keys[at]), form, point, at + 1);
    return encrypt(wrap, share, join(head, Uint8Array.of(at + 1)));
  }));
  return join(head, ...sealed, await encrypt(contentKey, content, head));
};

export const receiptOf = async (envelope) => hex(await sha256(envelope));

// ---- the scrutineers' side
export const makeKeyFile = async () => {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const file = JSON.stringify({ about: "A scrutineer's private key. Keep it secret and safe.", key: { kty, crv, x, y, d } }, null, 1);
  return { file, publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)) };
};

export const readKeyFile = async (text) => {
  const { kty, crv, x, y, d } = JSON.parse(text).key;
  const privateKey = await crypto.subtle.importKey("jwk", { kty, crv, x, y, d }, CURVE, false, ["deriveBits"]);
  return { privateKey, publicKey: join(Uint8Array.of(4), fromText(x), fromText(y)) };
};

// Gives the share of an envelope's key that is sealed to the key, or nothing where it does not open.
export const openShare = async (envelope, form, key) => {
  const number = form.keys.findIndex((point) => same(point, key.publicKey)) + 1;
  if (number === 0) throw new Error("This key is not one that the papers were sealed to: choose the file made for this ballot.");
  const scrutineers = form.keys.length, headEnd = FIXED + HASH * scrutineers;
  const head = envelope.slice(0, headEnd), point = envelope.slice(6 + HASH, 6 + HASH + POINT);
  const start = headEnd + (number - 1) * (HASH + TAG);
  try {
    const wrap = await shareKey(await exchange(key.privateKey, point), form, point, number);
    const share = await decrypt(wrap, envelope.slice(start, start + HASH + TAG), join(head, Uint8Array.of(number)));
    const commitment = envelope.slice(FIXED + HASH * (number - 1), FIXED + HASH * number);
    return same(await sha256(share), commitment) ? share : null;
  } catch (error) {
    // Only what the cipher refuses is the paper's own fault; anything else is ours, and must not pass for an empty share.
    if (error instanceof DOMException && ["OperationError", "DataError"].includes(error.name)) return null;
    throw error;
  }
};

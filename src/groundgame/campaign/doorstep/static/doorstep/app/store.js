// The telephone's own store: one IndexedDB with two boxes. `phone` holds what this telephone is, `contacts` what was recorded.
const NAME = "doorstep";
const settled = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});
const finished = (transaction) => new Promise((done, fail) => {
  transaction.oncomplete = () => done();
  transaction.onabort = transaction.onerror = () => fail(transaction.error);
});

let opened = null;
const open = () => {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("phone");
      request.result.createObjectStore("contacts", { keyPath: "id" });
    };
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      request.result.onversionchange = () => { request.result.close(); opened = null; };
      done(request.result);
    };
  });
  opened.catch(() => { opened = null; });
  return opened;
};

export const exists = async () => !indexedDB.databases || (await indexedDB.databases()).some((each) => each.name === NAME);
export const read = async (key) => settled((await open()).transaction("phone").objectStore("phone").get(key));
export const contacts = async () => settled((await open()).transaction("contacts").objectStore("contacts").getAll());

// All of it or nothing, and on the disk before it says so: `strict` outlives a battery that dies.
export const write = async ({ phone = {}, put = [], drop = [] }) => {
  const transaction = (await open()).transaction(["phone", "contacts"], "readwrite", { durability: "strict" });
  const done = finished(transaction);
  for (const [key, value] of Object.entries(phone)) {
    if (value === null) transaction.objectStore("phone").delete(key); else transaction.objectStore("phone").put(value, key);
  }
  for (const each of put) transaction.objectStore("contacts").put(each);
  for (const id of drop) transaction.objectStore("contacts").delete(id);
  await done;
};

export const wipe = async () => {
  if (opened) (await opened).close();
  opened = null;
  const request = indexedDB.deleteDatabase(NAME);
  await settled(request);
};

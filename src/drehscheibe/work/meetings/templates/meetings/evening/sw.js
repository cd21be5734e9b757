// Lets one evening be opened again without a net: its page and what belongs to it, nothing else.
const PAGE = "{{ page|escapejs }}";
const STATIC = "{{ static|escapejs }}";
const CACHE = `abend:${PAGE}`;
const PATIENCE = 6000;
const HASHED = /\.[0-9a-f]{12}\./;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page(event.request));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(asset(event.request));
});

async function page(request) {
  const cache = await caches.open(CACHE);
  try {
    const found = await inTime(fetch(request));
    if (found.status >= 500) throw new Error(found.status);
    if (found.ok) await cache.put(PAGE, found.clone());
    return found;
  } catch (trouble) {
    const kept = await cache.match(PAGE);
    if (kept) return kept;
    throw trouble;
  }
}

async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept && HASHED.test(request.url)) return kept;
  try {
    const found = await fetch(request);
    if (found.ok) await cache.put(request, found.clone());
    return found;
  } catch (trouble) {
    if (kept) return kept;
    throw trouble;
  }
}

function inTime(answer) {
  return Promise.race([answer, new Promise((_, give_up) => setTimeout(() => give_up(new Error("late")), PATIENCE))]);
}

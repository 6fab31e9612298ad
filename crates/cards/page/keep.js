// Keeps the page and what lies beside it, so that cards can be checked without a network as long as the list is fresh enough.
// It keeps no card: what stands behind the `#` of an address is part of no request. It keeps nothing of a relay, which is
// posted to; nothing that a page asked to have fresh; and nothing of a page in a folder below, which is no page of its own.
"use strict";

const NAME = "cards-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function fresh(request) {
  const cache = await caches.open(NAME);
  const address = request.url.split("#")[0];
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await cache.put(address, answer.clone());
    }
    return answer;
  } catch (error) {
    const kept = await cache.match(address);
    if (kept === undefined) {
      throw error;
    }
    return kept;
  }
}

self.addEventListener("fetch", (event) => {
  const { method, cache, url } = event.request;
  if (method === "GET" && cache !== "no-store" && new URL(".", url).href === self.registration.scope) {
    event.respondWith(fresh(event.request));
  }
});

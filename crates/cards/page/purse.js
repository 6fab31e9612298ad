// The telephone's keys and enrolments, in this browser. Private keys cannot be read out of it, not even by this page; each
// is used once and then forgotten, so that two answers do not show that they came from one telephone.
class Purse {
  static open(issuer) {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(`telephone-${issuer}`, 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore("keys", { keyPath: "id", autoIncrement: true });
        opening.result.createObjectStore("request", { keyPath: "id" });
      };
      opening.onsuccess = () => resolve(new Purse(opening.result));
      opening.onerror = () => reject(new Refused("storage"));
      opening.onblocked = () => reject(new Refused("storage"));
    });
  }

  constructor(base) {
    this.base = base;
    // Another tab, or a newer page, may want to change the form of what is kept.
    base.onversionchange = () => base.close();
  }

  // Does something to both stores, as a whole or not at all, and is done when the browser has written it down.
  change(work) {
    return new Promise((resolve, reject) => {
      let change;
      try {
        change = this.base.transaction(["keys", "request"], "readwrite", { durability: "strict" });
      } catch {
        reject(new Refused("storage"));
        return;
      }
      const outcome = {};
      change.oncomplete = () => resolve(outcome.value);
      change.onabort = () => reject(new Refused("storage"));
      const keys = change.objectStore("keys");
      keys.getAll().onsuccess = (event) => {
        outcome.value = work(event.target.result, keys, change.objectStore("request"));
      };
    });
  }

  // What can still be answered with, and the request that waits for its answer.
  look(now) {
    return new Promise((resolve, reject) => {
      let looking;
      try {
        looking = this.base.transaction(["keys", "request"]);
      } catch {
        reject(new Refused("storage"));
        return;
      }
      const keys = looking.objectStore("keys").getAll();
      const request = looking.objectStore("request").get(1);
      looking.oncomplete = () => {
        const usable = keys.result.filter((key) => isUsable(key, now));
        const until = Math.min(...usable.map((key) => key.expires));
        resolve({ left: usable.length, until, request: request.result });
      };
      looking.onabort = () => reject(new Refused("storage"));
    });
  }

  // New keys, and what asks for their enrolment. Those of a request before that was never answered are forgotten.
  ask(fresh, request) {
    return this.change((kept, keys, requests) => {
      kept.filter((key) => key.enrolment === undefined).forEach((key) => keys.delete(key.id));
      fresh.forEach((key) => keys.add(key));
      requests.put({ id: 1, ...request });
    });
  }

  // Takes enrolments, each with the key that it is for: all or none.
  take(enrolments) {
    return this.change((kept, keys, requests) => {
      const waiting = kept.filter((key) => key.enrolment === undefined);
      const pairs = enrolments.map((one) => [waiting.find((key) => isSame(key.public, one.key)), one]);
      if (pairs.length === 0 || pairs.some(([key]) => key === undefined) || new Set(pairs.map(([key]) => key)).size !== pairs.length) {
        return 0;
      }
      pairs.forEach(([key, { bytes, expires, kind }]) => keys.put({ ...key, enrolment: bytes, expires, kind }));
      requests.delete(1);
      return pairs.length;
    });
  }

  // One enrolment with its key, which is forgotten here before anybody sees it.
  use(now) {
    return this.change((kept, keys) => {
      kept.filter((key) => key.enrolment !== undefined && !isUsable(key, now)).forEach((key) => keys.delete(key.id));
      const one = kept.find((key) => isUsable(key, now));
      if (one !== undefined) {
        keys.delete(one.id);
      }
      return one;
    });
  }

  forget() {
    return this.change((kept, keys, requests) => {
      keys.clear();
      requests.clear();
    });
  }
}

const isUsable = (key, now) => key.enrolment !== undefined && now < key.expires;

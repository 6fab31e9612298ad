// Asks every second how far the server is, and goes to the result when there is one.
//
// The answer: {"text": "Looking at sheet 3 of 9", "stage": "sheets", "value": 0.3, "location": "/checks/1"}
// `value` is between 0 and 1, absent while nobody can say. `location` is there when it is done. `stage` is what a screen
// reader is told of; each `text` would be a flood.

const EVERY = 1000;
const QUIET = 5000;
const PATIENCE = 10;

/** @param {HTMLElement} element with `data-poll`, the address to ask */
export function preparePoll(element) {
  const text = element.querySelector("[data-poll-text]");
  const bar = element.querySelector("progress");
  const spoken = document.createElement("p");
  spoken.className = "govuk-visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  element.append(spoken);
  // The link "see how far it is" is for those without a script.
  for (const link of element.querySelectorAll("[data-poll-fallback]")) {
    link.hidden = true;
  }

  let stage;
  let lastSpoken = -QUIET;
  let failures = 0;

  const show = (answer) => {
    if (text && answer.text && text.textContent !== answer.text) {
      text.textContent = answer.text;
    }
    if (bar) {
      if (typeof answer.value === "number") {
        bar.value = Math.min(Math.max(answer.value, 0), 1) * bar.max;
      } else {
        bar.removeAttribute("value");
      }
    }
    if (answer.text && answer.stage !== stage && performance.now() - lastSpoken >= QUIET) {
      stage = answer.stage;
      lastSpoken = performance.now();
      spoken.textContent = answer.text;
    }
  };

  const ask = async () => {
    try {
      const response = await fetch(element.dataset.poll, { headers: { Accept: "application/json" }, cache: "no-store" });
      // Signed out, or taken away: the page itself says it better.
      if (response.redirected || [401, 403, 404, 410].includes(response.status)) {
        location.reload();
        return;
      }
      if (!response.ok) {
        throw new Error(`status ${response.status}`);
      }
      const answer = await response.json();
      failures = 0;
      show(answer);
      if (answer.location) {
        // Only to our own pages, whatever the answer says; and "back" must not lead to a finished wait.
        const target = new URL(answer.location, location.href);
        if (target.origin === location.origin) {
          location.replace(target);
        }
        return;
      }
    } catch {
      failures += 1;
      if (failures === PATIENCE) {
        const words = "The server does not answer. The work goes on there; this page tries again by itself.";
        show({ text: words, stage: "silent" });
      }
    }
    setTimeout(ask, EVERY * Math.min(failures + 1, PATIENCE));
  };
  setTimeout(ask, EVERY);
}

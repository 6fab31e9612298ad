// Light, dark or as the device: at once, while the server remembers the choice in its cookie. Without a script the same
// form is posted and the page comes back in the other theme.

/** @param {HTMLFormElement} form with buttons `name="theme"`, value `light`, `dark` or `device` */
export function prepareTheme(form) {
  form.addEventListener("submit", async (event) => {
    const chosen = event.submitter;
    if (!chosen || chosen.name !== "theme") {
      return;
    }
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form));
    fields.set("theme", chosen.value);
    const answer = await fetch(form.action, { method: "POST", body: fields, redirect: "manual" }).catch(() => undefined);
    // A redirect is the server's yes; it is not followed, so it has no status here.
    if (!answer || (!answer.ok && answer.type !== "opaqueredirect")) {
      // As without a script: then the page that comes back says what is wrong.
      const kept = document.createElement("input");
      Object.assign(kept, { type: "hidden", name: "theme", value: chosen.value });
      form.append(kept);
      form.submit();
      return;
    }
    if (chosen.value === "device") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = chosen.value;
    }
    for (const button of form.querySelectorAll("button[name=theme]")) {
      button.setAttribute("aria-pressed", String(button === chosen));
    }
  });
}

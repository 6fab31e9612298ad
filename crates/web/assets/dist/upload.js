// Files are dropped on the form or chosen; a list shows them; they go up with a bar and can be stopped.
// The form is a form: without this file the browser posts it, and the server answers with the next page.

import { sizeInWords } from "./size.js";

/** @param {HTMLFormElement} form with `data-upload`, a `[data-drop]` and in it an `<input type="file">` */
export function prepareUpload(form) {
  const drop = form.querySelector("[data-drop]");
  const input = form.querySelector("input[type=file]");
  const submit = form.querySelector("button[type=submit], button:not([type])");
  const list = make("ul", "tip-files");
  list.setAttribute("aria-label", "Chosen files");
  list.hidden = true;
  const said = make("p", "govuk-visually-hidden");
  said.setAttribute("role", "status");
  drop.after(list, said);

  const remove = (gone) => {
    const kept = new DataTransfer();
    [...input.files].filter((_, place) => place !== gone).forEach((file) => kept.items.add(file));
    input.files = kept.files;
    show();
    input.focus();
  };

  const show = () => {
    const files = [...input.files];
    list.replaceChildren(...files.map((file, place) => row(file, () => remove(place))));
    list.hidden = files.length === 0;
    said.textContent = files.length === 1 ? "1 file chosen" : `${files.length} files chosen`;
  };
  input.addEventListener("change", show);

  const isFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  // "enter" and "leave" also come from each child, so they are counted.
  let depth = 0;
  const over = (on) => drop.classList.toggle("tip-drop--over", on);
  drop.addEventListener("dragenter", (event) => {
    if (isFiles(event)) {
      depth += 1;
      over(true);
    }
  });
  drop.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    over(depth > 0);
  });
  // A file that misses the zone would replace the page and be lost from sight.
  for (const name of ["dragover", "drop"]) {
    document.addEventListener(name, (event) => isFiles(event) && event.preventDefault());
  }
  drop.addEventListener("drop", (event) => {
    depth = 0;
    over(false);
    if (!isFiles(event) || input.disabled) {
      return;
    }
    const all = new DataTransfer();
    const dropped = [...event.dataTransfer.files];
    const together = input.multiple ? [...input.files, ...dropped] : dropped.slice(0, 1);
    together.forEach((file) => all.items.add(file));
    input.files = all.files;
    show();
  });

  form.addEventListener("submit", (event) => {
    // Nothing chosen: the server says what is missing, in its error summary.
    if (input.files.length === 0) {
      return;
    }
    event.preventDefault();
    send(form, submit);
  });

  // A browser that comes back to the page keeps the chosen files.
  show();
}

function send(form, submit) {
  const box = make("div", "tip-progress");
  const text = make("p", "tip-progress__text", "Sending");
  const bar = make("progress", "tip-progress__bar");
  bar.max = 100;
  bar.setAttribute("aria-label", "Sent so far");
  const stop = make("button", "govuk-button govuk-button--secondary", "Stop sending");
  stop.type = "button";
  const spoken = make("p", "govuk-visually-hidden");
  spoken.setAttribute("role", "status");
  box.append(text, bar, stop);
  const old = form.querySelector(".tip-upload-told");
  old?.remove();
  const body = new FormData(form);
  if (submit?.name) {
    body.append(submit.name, submit.value);
  }
  const fields = [...form.elements].filter((element) => !element.disabled);
  fields.forEach((element) => (element.disabled = true));
  form.append(box, spoken);
  spoken.textContent = "Sending";
  stop.focus();

  const over = (words) => {
    box.remove();
    spoken.remove();
    fields.forEach((element) => (element.disabled = false));
    const told = make("p", "tip-upload-told govuk-error-message");
    told.setAttribute("role", "alert");
    form.append(told);
    told.textContent = words;
    submit?.focus();
  };

  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) {
      bar.value = (event.loaded / event.total) * 100;
      text.textContent = `Sent ${sizeInWords(event.loaded)} of ${sizeInWords(event.total)}`;
    }
  });
  request.upload.addEventListener("load", () => {
    text.textContent = "Sent. The server is putting it away safely.";
    spoken.textContent = text.textContent;
  });
  request.addEventListener("load", () => {
    const target = nextPage(request);
    if (target) {
      location.assign(target);
    } else {
      over(reason(request));
    }
  });
  request.addEventListener("error", () => over("The connection broke. Nothing was kept. Try again."));
  request.addEventListener("abort", () => over("Stopped. Nothing was kept."));
  stop.addEventListener("click", () => request.abort());
  request.send(body);
}

/** Where the server wants us: `location` in its JSON, or the page that it redirected to. Only ever on our own server. */
function nextPage(request) {
  if (request.status < 200 || request.status > 299) {
    return undefined;
  }
  const named = read(request)?.location ?? request.responseURL;
  const target = new URL(named, location.href);
  return target.origin === location.origin ? target.href : undefined;
}

/** The server's words (an RFC 9457 problem), or ours for its status. */
function reason(request) {
  const problem = read(request);
  if (problem?.detail || problem?.title) {
    return [problem.title, problem.detail].filter(Boolean).join(". ");
  }
  if (request.status === 413) {
    return "This is larger than the server takes. Send fewer files at once, or use the command line.";
  }
  if (request.status === 401 || request.status === 403) {
    return "You are no longer signed in, or may not do this. Reload the page and sign in.";
  }
  return "The server could not take it. Nothing was kept. Try again; if it stays so, tell whoever looks after Tipstaff.";
}

function read(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return undefined;
  }
}

function row(file, onRemove) {
  const item = make("li", "tip-files__item");
  const button = make("button", "tip-files__remove", "Remove");
  button.type = "button";
  button.append(make("span", "govuk-visually-hidden", ` ${file.name}`));
  button.addEventListener("click", onRemove);
  item.append(make("span", "tip-files__name", file.name), make("span", "tip-files__size", sizeInWords(file.size)), button);
  return item;
}

/** Text is only ever set as text: a file's name comes from outside. */
function make(name, classes, text = "") {
  const element = document.createElement(name);
  element.className = classes;
  element.textContent = text;
  return element;
}

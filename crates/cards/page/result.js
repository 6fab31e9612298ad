// A result, in words, with a mark and a colour.
function fill(region, result) {
  const mark = { good: "✓", bad: "✕", unknown: "?" }[result.is];
  region.className = `result ${result.is}`;
  const title = document.createElement("h2");
  const sign = document.createElement("span");
  sign.setAttribute("aria-hidden", "true");
  sign.className = "mark";
  sign.textContent = mark;
  title.append(sign, result.title);
  const lines = result.text.map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  });
  region.replaceChildren(title, ...lines);
  region.hidden = false;
  document.title = `${result.title} - ${document.body.dataset.force}`;
}

// A button that copies the text of another element. Hidden in the markup, as it does nothing without a script.

/** @param {HTMLButtonElement} button with `data-copy`, the id of what is copied */
export function prepareCopy(button) {
  const source = document.getElementById(button.dataset.copy);
  // Without https or localhost there is no clipboard; then the text can still be selected by hand.
  if (!source || !navigator.clipboard) {
    return;
  }
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  told.className = "tip-copy__told";
  button.after(told);
  button.hidden = false;

  button.addEventListener("click", async () => {
    const text = "value" in source ? source.value : source.textContent;
    // Emptied first: the same words again would not be read out again.
    told.textContent = "";
    try {
      await navigator.clipboard.writeText(text.trim());
      told.textContent = " Copied";
    } catch {
      told.textContent = " The browser did not allow it. Select the text and copy it by hand.";
    }
  });
}

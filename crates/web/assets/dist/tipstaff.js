// What the pages do beyond links and forms. Each page works without it; a part that fails leaves the others alone.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "./govuk-frontend.min.js";
import { prepareCopy } from "./copy.js";
import { preparePoll } from "./poll.js";
import { prepareTheme } from "./theme.js";
import { prepareUpload } from "./upload.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const Component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
]) {
  createAll(Component);
}

for (const [selector, prepare] of [
  ["form[data-upload]", prepareUpload],
  ["[data-poll]", preparePoll],
  ["form[data-theme-switch]", prepareTheme],
  ["button[data-copy]", prepareCopy],
]) {
  for (const element of document.querySelectorAll(selector)) {
    try {
      prepare(element);
    } catch (error) {
      console.error(`Tipstaff could not prepare ${selector}`, error);
    }
  }
}

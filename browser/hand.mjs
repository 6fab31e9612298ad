// A journey is written once and walked twice: by a hand on a mouse, and by a hand on a keyboard.
import { tabTo } from "./keyboard.mjs";

/** What both hands do alike: they find things by the words that stand on them. */
class Hand {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
  }

  /** A button or a link by its words, or whatever was found already. */
  find(what) {
    if (typeof what !== "string" && !(what instanceof RegExp)) {
      return what;
    }
    const named = { name: what, exact: true };
    return this.page.getByRole("button", named).or(this.page.getByRole("link", named)).first();
  }

  /** A field by its label. */
  field(what) {
    return typeof what === "string" ? this.page.getByLabel(what, { exact: true }).first() : what;
  }

  /** Waits for a heading: the page is there. */
  async see(words) {
    await this.page.getByRole("heading", { name: words, exact: typeof words === "string" }).first().waitFor({ timeout: 30_000 });
  }

  /** Waits for words anywhere in the page. */
  async read(words) {
    await this.page.getByText(words).first().waitFor({ timeout: 30_000 });
  }

  /** Presses what gives a file, and waits for it. */
  async take(what) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.press(what)]);
    return download;
  }
}

export class Mouse extends Hand {
  name = "the mouse";

  async press(what) {
    await this.find(what).click();
  }

  async fill(field, text) {
    await this.field(field).click();
    await this.field(field).fill(text);
  }

  async tick(field) {
    await this.field(field).check();
  }

  async pick(field, words) {
    await this.field(field).selectOption({ label: words });
  }

  /** Drags files from the desk onto the drop zone, as the browser itself would be told of them. */
  async bring(files) {
    const zone = await this.page.locator("[data-drop]").boundingBox();
    const at = { x: zone.x + zone.width / 2, y: zone.y + 20 };
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await session.send("Input.dispatchDragEvent", { type, ...at, data });
    }
    await session.detach();
    await this.page.getByRole("list", { name: "Chosen files" }).waitFor();
  }
}

/** Tab, Shift-Tab, Enter, Space, the arrows, and letters into fields. Nothing else. */
export class Keyboard extends Hand {
  name = "the keyboard alone";

  async press(what) {
    const found = this.find(what);
    await tabTo(this.page, found);
    const isLink = await found.evaluate((element) => element.matches("a"));
    await this.page.keyboard.press(isLink ? "Enter" : "Space");
  }

  async fill(field, text) {
    const found = this.field(field);
    await tabTo(this.page, found);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.type(text);
  }

  async tick(field) {
    const found = this.field(field);
    if ((await found.getAttribute("type")) === "radio") {
      await this.#choose(found);
    } else if (!(await found.isChecked())) {
      await tabTo(this.page, found);
      await this.page.keyboard.press("Space");
    }
  }

  /** A group of radio buttons is one stop of the Tab key; within it the arrows move. */
  async #choose(found) {
    const group = await found.evaluate((element) => {
      const all = [...element.form.querySelectorAll(`input[name="${element.name}"]`)];
      const entry = all.find((one) => one.checked) ?? all[0];
      return { entry: entry.id, from: all.indexOf(entry), to: all.indexOf(element) };
    });
    await tabTo(this.page, this.page.locator(`[id="${group.entry}"]`));
    if (group.from === group.to) {
      await this.page.keyboard.press("Space");
    }
    for (let place = group.from; place < group.to; place += 1) {
      await this.page.keyboard.press("ArrowDown");
    }
    for (let place = group.from; place > group.to; place -= 1) {
      await this.page.keyboard.press("ArrowUp");
    }
    if (!(await found.isChecked())) {
      throw new Error(`the arrows do not choose ${found}`);
    }
  }

  async pick(field, words) {
    const found = this.field(field);
    await tabTo(this.page, found);
    const [from, to] = await found.evaluate((element, wanted) => {
      const labels = [...element.options].map((option) => option.label);
      return [element.selectedIndex, labels.indexOf(wanted)];
    }, words);
    if (to < 0) {
      throw new Error(`${found} does not offer "${words}"`);
    }
    for (let place = from; place !== to; place += Math.sign(to - from)) {
      await this.page.keyboard.press(to > from ? "ArrowDown" : "ArrowUp");
    }
  }

  /**
   * The system's dialogue is the system's; that it opens from the keyboard is ours. A busy browser now and then drops the key
   * that comes right after a page was shown again, as it does for people: they press it once more.
   */
  async bring(files) {
    for (let tries = 1; ; tries += 1) {
      await tabTo(this.page, this.page.locator("input[type=file]"));
      const opened = this.page.waitForEvent("filechooser", { timeout: 4000 });
      const [chooser] = await Promise.all([opened, this.page.keyboard.press("Enter")]).catch((error) => {
        if (tries === 5) {
          throw error;
        }
        return [];
      });
      if (chooser) {
        await chooser.setFiles(files);
        return;
      }
    }
  }
}

/** Both hands. */
export const HANDS = [Mouse, Keyboard];

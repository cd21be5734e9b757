// Entry: every part adds comfort to a page that already works without it.
import { autosave, forgetDraftsOnLogout } from "./autosave.js";
import { confirmations } from "./confirm.js";
import { counters } from "./counter.js";
import { dialogs } from "./dialog.js";
import { focusFaults } from "./focus.js";
import { menus } from "./menu.js";
import { sentOnce } from "./once.js";
import { printButtons } from "./print.js";
import { themeSwitch } from "./theme.js";

function enhance(root) {
  autosave(root);
  counters(root);
  focusFaults(root);
  printButtons(root);
}

themeSwitch(document);
menus(document);
dialogs(document);
confirmations(document);
sentOnce(document);
forgetDraftsOnLogout(document);
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target.parentElement ?? document));

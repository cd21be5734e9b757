// A double click sends a form once; coming back to the page by the browser's button lets it be sent again.
const PAUSE = 3000;

export function sentOnce(root) {
  let sent = new WeakMap();
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (Date.now() - (sent.get(form) ?? -PAUSE) < PAUSE) event.preventDefault();
    else sent.set(form, Date.now());
  });
  addEventListener("pageshow", () => { sent = new WeakMap(); });
}

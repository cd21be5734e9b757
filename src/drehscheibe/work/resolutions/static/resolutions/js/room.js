// Taps of a vote by name go without a new page, and the focus goes on to the next seat. Without this script the forms do.
const main = document.getElementById("inhalt");
let busy = false;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-tap]")) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  const sent = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("inhalt");
    if (!answer.ok || !page?.querySelector(".ballots")) throw new Error(String(answer.status));
    main.replaceChildren(...page.childNodes);
    goOn(new URL(answer.url).hash.slice(1));
  } catch {
    location.reload();
  } finally {
    busy = false;
  }
});

function goOn(id) {
  const row = document.getElementById(id);
  const next = row?.querySelector("button") ?? row ?? main.querySelector("[role=alert]");
  next?.scrollIntoView({ block: "nearest" });
  next?.focus({ preventScroll: true });
}

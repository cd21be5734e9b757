// Taps of a vote by name go without a new page, and the focus goes on to the next seat. Without this script the forms do.
const main = document.getElementById("inhalt");
const underway = new Set();
let before = Promise.resolve();

// A tap for the next seat waits for the one before and is not lost; a second tap for the same seat is.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-tap]")) return;
  event.preventDefault();
  const row = form.closest(".ballot").id;
  if (underway.has(row)) return;
  underway.add(row);
  const sent = new URLSearchParams(new FormData(form, event.submitter));
  before = before.then(() => send(form.action, sent, row));
});

async function send(address, sent, row) {
  try {
    const answer = await fetch(address, { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("inhalt");
    if (!answer.ok || !page?.querySelector(".ballots")) throw new Error(String(answer.status));
    main.replaceChildren(...page.childNodes);
    goOn(row);
  } catch {
    location.reload();
  } finally {
    underway.delete(row);
  }
}

// A refusal is read first. Else it goes on with the next seat in the room that has not voted, or with the end.
function goOn(id) {
  const refusal = main.querySelector("[role=alert]");
  const rows = [...main.querySelectorAll(".ballots:first-of-type .ballot")];
  const at = rows.findIndex((one) => one.id === id);
  const open = (one) => one.querySelector(".ballot__keys button");
  const next = refusal ? null : [...rows.slice(at), ...rows.slice(0, Math.max(at, 0))].map(open).find(Boolean);
  const place = refusal ?? next ?? document.getElementById("beenden");
  if (refusal) refusal.tabIndex = -1;
  place?.scrollIntoView({ block: "nearest" });
  place?.focus({ preventScroll: true });
}

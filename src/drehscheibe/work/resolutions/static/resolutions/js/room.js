// Taps of a vote by name go without a new page, and the focus goes on to the next seat. Without this script the forms do.
const main = document.getElementById("inhalt");
let busy = false;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-tap]")) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  const row = form.closest(".ballot").id;
  const sent = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("inhalt");
    if (!answer.ok || !page?.querySelector(".ballots")) throw new Error(String(answer.status));
    main.replaceChildren(...page.childNodes);
    goOn(row);
  } catch {
    location.reload();
  } finally {
    busy = false;
  }
});

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

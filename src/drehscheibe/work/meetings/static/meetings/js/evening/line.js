// The line to the server: sends what waits, in order, and asks what others wrote. Whatever fails stays and is sent again.
const EVERY = 4000;
const PATIENCE = 20000;
const AT_ONCE = 40;

export function lineTo(page, store, { token, onState, onAnswer, onSettled, onKind }) {
  let csrf = token;
  let revision = "";
  let busy = false;
  let again = false;
  let timer = 0;

  async function round() {
    if (busy) { again = true; return; }
    busy = true;
    clearTimeout(timer);
    try {
      await send();
      await ask();
      onKind("online");
    } catch (trouble) {
      onKind(trouble.kind ?? "offline");
    } finally {
      busy = false;
      timer = setTimeout(round, again ? 0 : document.hidden ? EVERY * 4 : EVERY);
      again = false;
    }
  }

  async function send(mayRenew = true) {
    for (let waiting = store.waiting(); waiting.length; waiting = store.waiting()) {
      const batch = waiting.slice(0, AT_ONCE);
      // From now on the server may know it: what is typed next is a stroke of its own.
      for (const stroke of batch) if (!stroke.tried) store.change({ ...stroke, tried: true });
      const answer = await reach(page.strokes, {
        method: "POST", headers: { "X-CSRFToken": csrf, "Content-Type": "application/json" },
        body: JSON.stringify({ now: new Date().toISOString(), strokes: batch }),
      });
      if (answer.status === 403 && mayRenew) {
        // After a new login the token of this page is too old.
        revision = "";
        await ask();
        return send(false);
      }
      if (answer.status === 400 && batch.length === 1) { await refuse(batch[0], answer); continue; }
      if (!answer.ok) throw failure(answer.status);
      for (const one of (await answer.json()).answers) settle(batch.find((stroke) => stroke.key === one.key), one);
      onSettled();
    }
  }

  async function refuse(stroke, answer) {
    const why = (await answer.json().catch(() => ({}))).fault ?? String(answer.status);
    settle(stroke, { key: stroke.key, ok: false, why });
  }

  function settle(stroke, answer) {
    if (!stroke) return;
    onAnswer(stroke, answer);
    store.done(stroke.key);
  }

  async function ask() {
    const answer = await reach(`${page.news}?seit=${encodeURIComponent(revision)}`, {});
    if (answer.status === 204) return;
    if (!answer.ok) throw failure(answer.status);
    const found = await answer.json();
    csrf = found.token;
    revision = found.revision;
    onState(found);
  }

  return { round, start(known) { revision = known; round(); } };
}

async function reach(address, options) {
  const answer = await fetch(address, { ...options, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (answer.type === "opaqueredirect") throw Object.assign(new Error("login"), { kind: "signed_out" });
  return answer;
}

function failure(status) {
  return Object.assign(new Error(status), { kind: status === 403 || status === 404 ? "forbidden" : "offline" });
}

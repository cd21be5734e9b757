// Asks the browser for a passkey and puts its answer into the form (W3C Web Authentication).
// Forms carry data-passkey="create", "get" or "login"; bytes travel as base64url text.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withIds = (list) => (list ?? []).map((item) => ({ ...item, id: bytes(item.id) }));

function answer(credential, response) {
  const { id, type, rawId } = credential;
  return { id, type, rawId: text(rawId), response, clientExtensionResults: credential.getClientExtensionResults() };
}

async function create({ publicKey: options }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: withIds(options.excludeCredentials),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
  const { clientDataJSON, attestationObject } = credential.response;
  const transports = credential.response.getTransports?.() ?? [];
  return answer(credential, {
    clientDataJSON: text(clientDataJSON),
    attestationObject: text(attestationObject),
    transports,
  });
}

async function get({ publicKey: options }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: withIds(options.allowCredentials),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return answer(credential, {
    clientDataJSON: text(clientDataJSON),
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  });
}

const onPage = () => JSON.parse(document.getElementById("passkey-options").textContent);

async function fetched(form) {
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.json()).request_options;
}

const steps = {
  create: () => create(onPage()),
  get: () => get(onPage()),
  login: async (form) => get(await fetched(form)),
};

async function submitted(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(await steps[form.dataset.passkey](form));
    form.submit();
  } catch {
    failed.hidden = false; // the person cancelled, or the device has no fitting passkey
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (window.PublicKeyCredential) {
    form.hidden = false;
    form.addEventListener("submit", submitted);
  } else {
    form.querySelector("[data-passkey-missing]")?.removeAttribute("hidden");
  }
}

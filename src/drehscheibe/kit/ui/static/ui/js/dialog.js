// <a data-dialog="id"> opens a native dialog instead of the page behind the link.
export function dialogs(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    } else if (event.target.closest("[data-close]")) {
      event.target.closest("dialog")?.close();
    }
  });
}

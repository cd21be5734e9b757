// <form data-confirm="…"> asks once more where a page of its own would be too much.
export function confirmations(root) {
  root.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });
}

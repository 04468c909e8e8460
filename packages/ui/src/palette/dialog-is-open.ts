/** Whether a dialog lies over the screen: what is behind it gets neither keys nor the focus. */
export function dialogIsOpen(): boolean {
  return document.querySelector("[role=dialog][aria-modal=true]") !== null;
}

/** Whether a key press is meant for the page: not for a field, not for a dialog, not for the browser. */
export const isForPage = (event: KeyboardEvent): boolean => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  if (document.querySelector('dialog[open]') !== null) return false;
  return !(event.target instanceof Element && event.target.closest('input, textarea, select') !== null);
};

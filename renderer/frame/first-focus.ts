/** Where the focus goes when a view is shown: its main part, however late that comes, unless the user is elsewhere by then. */

/** Best first. */
const MAIN = ['[data-first-focus]', '[role="grid"], [role="tree"] [tabindex="0"], [role="treegrid"] [tabindex="0"], [role="application"]', 'tbody [tabindex="0"]'];
const ANY = ['input:not([tabindex="-1"])', '[tabindex="0"]', 'button:not([tabindex="-1"]), select'];
/** A view that has not drawn its main part by then has none; milliseconds. */
const PATIENCE = 1500;

function found(view: HTMLElement, selectors: readonly string[]): HTMLElement | undefined {
  for (const selector of selectors) {
    const first = [...view.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility());
    if (first !== undefined) return first;
  }
  return undefined;
}

/** `view` can take the focus itself. */
export function focusFirst(view: HTMLElement): void {
  const main = found(view, MAIN);
  let given = main ?? found(view, ANY) ?? view;
  given.focus({ preventScroll: true });
  if (main !== undefined) return;
  const drawn = new MutationObserver(() => {
    // What had the focus may have been drawn anew: then nobody has it.
    if (document.activeElement !== given && document.activeElement !== document.body) return end();
    const now = found(view, MAIN);
    const next = now ?? (given === view || !given.isConnected ? found(view, ANY) : undefined);
    if (next === undefined) return;
    given = next;
    given.focus({ preventScroll: true });
    if (now !== undefined) end();
  });
  const late = setTimeout(() => drawn.disconnect(), PATIENCE);
  const end = (): void => {
    clearTimeout(late);
    drawn.disconnect();
  };
  drawn.observe(view, { childList: true, subtree: true });
}

/** Keys of a tree of variables (WAI-ARIA tree): up, down, left, right, Home, End; Enter, Shift+Enter, F2, F9 and Delete act on the item. */

const items = (tree: HTMLElement): HTMLElement[] => [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')];
const press = (item: HTMLElement, selector: string): void => item.querySelector<HTMLElement>(`:scope > .row ${selector}`)?.click();

/** One item takes part in the Tab order: the last that had the focus, or the first. */
export function rove(tree: HTMLElement): void {
  const all = items(tree);
  const current = all.find((each) => each === document.activeElement) ?? all.find((each) => each.tabIndex === 0) ?? all[0];
  for (const each of all) each.tabIndex = each === current ? 0 : -1;
}

export function treeKey(event: KeyboardEvent): void {
  const tree = event.currentTarget;
  const item = event.target;
  if (!(tree instanceof HTMLElement) || !(item instanceof HTMLElement) || item.getAttribute('role') !== 'treeitem' || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = items(tree);
  const at = all.indexOf(item);
  const open = item.getAttribute('aria-expanded');
  const go = (to: HTMLElement | null | undefined): void => {
    to?.focus();
    rove(tree);
  };
  const act: Record<string, () => void> = {
    ArrowDown: () => go(all[at + 1]),
    ArrowUp: () => go(all[at - 1]),
    Home: () => go(all[0]),
    End: () => go(all.at(-1)),
    ArrowRight: () => (open === 'false' ? press(item, '[data-twist]') : go(item.querySelector<HTMLElement>('[role=treeitem]'))),
    ArrowLeft: () => (open === 'true' ? press(item, '[data-twist]') : go(item.parentElement?.closest<HTMLElement>('[role=treeitem]'))),
    Enter: () => press(item, event.shiftKey ? '[data-target]' : '[data-address]'),
    F2: () => press(item, '[data-edit]'),
    F9: () => press(item, '[data-stop]'),
    Delete: () => press(item, '[data-remove]'),
  };
  const chosen = act[event.key];
  if (chosen === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  chosen();
}

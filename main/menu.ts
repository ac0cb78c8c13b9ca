/** The application menu, from one list. Most items are commands of the page, which alone knows whether they may act. */
import type { MenuItemConstructorOptions } from 'electron';

type Item = { readonly label: string; readonly command: string; readonly keys?: string } | { readonly role: NonNullable<MenuItemConstructorOptions['role']> } | 'line';

const MENUS: readonly { readonly label: string; readonly items: readonly Item[] }[] = [
  {
    label: '&File',
    items: [
      { label: 'Open session…', command: 'session.open', keys: 'CommandOrControl+O' },
      { label: 'Shipped sessions…', command: 'session.browse' },
      'line',
      { label: 'Save', command: 'session.save', keys: 'CommandOrControl+S' },
      { label: 'Save as…', command: 'session.saveAs', keys: 'CommandOrControl+Shift+S' },
      'line',
      { role: 'quit' },
    ],
  },
];

/** @param send a command to the page. */
export function menuTemplate(send: (id: string) => void, menus = MENUS): MenuItemConstructorOptions[] {
  return menus.map(({ label, items }) => ({ label, submenu: items.map((item) => entry(item, send)) }));
}

function entry(item: Item, send: (id: string) => void): MenuItemConstructorOptions {
  if (item === 'line') return { type: 'separator' };
  if ('role' in item) return { role: item.role };
  // The page acts on the key itself; here it is only shown, or it would act twice.
  return { label: item.label, ...(item.keys === undefined ? {} : { accelerator: item.keys, registerAccelerator: false }), click: () => send(item.command) };
}

/** The application menu, from one list. Most items are commands of the page, which alone knows whether they may act. */
import type { MenuItemConstructorOptions } from 'electron';
import type { RecentFile, StepUnit } from '../core/contract';

type Item = { readonly label: string; readonly command: string; readonly keys?: string } | { readonly role: NonNullable<MenuItemConstructorOptions['role']> } | 'line' | 'recent';

interface MenuList {
  readonly label: string;
  readonly items: readonly Item[];
}

/** Stands for the files that were open last. */
const RECENT = 'Open recent';

const MENUS: readonly MenuList[] = [
  {
    label: '&File',
    items: [
      { label: 'Sessions that come with the bench…', command: 'session.browse', keys: 'CommandOrControl+Shift+O' },
      { label: 'Open a session file…', command: 'session.open', keys: 'CommandOrControl+O' },
      'recent',
      'line',
      { label: 'Set the lab up…', command: 'session.setUp', keys: 'CommandOrControl+Shift+U' },
      'line',
      { label: 'Save', command: 'session.save', keys: 'CommandOrControl+S' },
      { label: 'Save as…', command: 'session.saveAs', keys: 'CommandOrControl+Shift+S' },
      { label: 'Save the kernel log as text…', command: 'session.saveLog' },
      'line',
      { role: 'quit' },
    ],
  },
  {
    label: '&Edit',
    items: [
      { label: 'Undo', command: 'undo', keys: 'CommandOrControl+Z' },
      { label: 'Redo', command: 'redo', keys: 'CommandOrControl+Shift+Z' },
      'line',
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
    ],
  },
  {
    label: '&Run',
    items: [
      { label: 'Run', command: 'run.start', keys: 'F5' },
      { label: 'Pause', command: 'run.pause', keys: 'F6' },
      'line',
      ...stepItems('instruction', 'F10'),
      ...stepItems('beat', 'F11'),
      ...stepItems('transfer', 'F12'),
      ...stepItems('interrupt', 'F8'),
      ...stepItems('descriptor', 'F7'),
      'line',
      { label: 'Go to the beginning', command: 'time.start', keys: 'Alt+Home' },
      { label: 'Go to cycle…', command: 'time.goto', keys: 'CommandOrControl+T' },
    ],
  },
  {
    label: '&View',
    items: [
      { label: 'All commands', command: 'help.palette', keys: 'CommandOrControl+K' },
      'line',
      { label: 'Light or dark', command: 'view.theme', keys: 'CommandOrControl+Shift+L' },
      { label: 'Reset the layout', command: 'view.resetLayout' },
      'line',
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      { role: 'toggleDevTools' },
    ],
  },
  { label: '&Help', items: [{ label: 'Keys', command: 'help.keys', keys: 'F1' }] },
];

function stepItems(unit: StepUnit, key: string): Item[] {
  return [
    { label: `Step: ${unit}`, command: `step.${unit}`, keys: key },
    { label: `Step back: ${unit}`, command: `stepback.${unit}`, keys: `Shift+${key}` },
  ];
}

/** The session files that were open last, newest first, and what opens one. */
export interface Recent {
  readonly files: readonly RecentFile[];
  open(path: string): void;
}

/** @param send a command to the page. */
export function menuTemplate(send: (id: string) => void, recent: Recent, menus = MENUS): MenuItemConstructorOptions[] {
  return menus.map(({ label, items }) => ({ label, submenu: items.map((item) => entry(item, send, recent)) }));
}

/** Files of one name are told apart by their folders. A single "&" would be taken for a key. */
function recentItems({ files, open }: Recent): MenuItemConstructorOptions[] {
  const isOnly = (name: string): boolean => files.filter((other) => other.name === name).length === 1;
  return files.map(({ path, name }) => ({ label: (isOnly(name) ? name : path).replace(/&/g, '&&'), toolTip: path, click: () => open(path) }));
}

function entry(item: Item, send: (id: string) => void, recent: Recent): MenuItemConstructorOptions {
  if (item === 'recent') return { label: RECENT, enabled: recent.files.length > 0, submenu: recentItems(recent) };
  if (item === 'line') return { type: 'separator' };
  if ('role' in item) return { role: item.role };
  // The page acts on the key itself; here it is only shown, or it would act twice.
  return { label: item.label, ...(item.keys === undefined ? {} : { accelerator: item.keys, registerAccelerator: false }), click: () => send(item.command) };
}

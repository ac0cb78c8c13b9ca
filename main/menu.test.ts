import { readFileSync } from 'node:fs';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { STEP_UNITS } from '../core/contract';
import { menuTemplate } from './menu';

const sent: string[] = [];
const opened: string[] = [];
const recent = { files: ['/a/one.dmalab.json', '/b/two & more.dmalab.json', '/c/one.dmalab.json'].map((path) => ({ path, name: path.replace(/^.*\//, '') })), open: (path: string) => opened.push(path) };
const template = menuTemplate((id) => sent.push(id), recent);
const items = template.flatMap((menu) => menu.submenu as MenuItemConstructorOptions[]);

/** Ids and keys as the page's list of commands has them; the page's code does not load here. */
const source = readFileSync(new URL('../renderer/commands/app-commands.ts', import.meta.url), 'utf8');
const known = [...source.matchAll(/id: ['`]([\w.${}]+)['`]/g)].flatMap(([, id = '']) => (id.includes('${unit}') ? STEP_UNITS.map((unit) => id.replace('${unit}', unit)) : [id]));

describe('menu', () => {
  it('sends the command of the chosen item', () => {
    const save = items.find((item) => item.label === 'Save');
    save?.click?.(undefined as never, undefined, undefined as never);
    expect(sent).toEqual(['session.save']);
  });

  it('names only commands that the page has', () => {
    sent.length = 0;
    for (const item of items) item.click?.(undefined as never, undefined, undefined as never);
    expect(sent.length).toBeGreaterThan(15);
    expect(sent.filter((id) => !known.includes(id))).toEqual([]);
  });

  it('opens the files that were open last, those of one name told apart', () => {
    const list = items.find((item) => item.label === 'Open recent');
    const files = list?.submenu as MenuItemConstructorOptions[];
    expect(list?.enabled).toBe(true);
    expect(files.map((item) => item.label)).toEqual(['/a/one.dmalab.json', 'two && more.dmalab.json', '/c/one.dmalab.json']);
    files[1]?.click?.(undefined as never, undefined, undefined as never);
    expect(opened).toEqual(['/b/two & more.dmalab.json']);
  });

  it('has none of them at first', () => {
    const first = menuTemplate(() => undefined, { files: [], open: () => undefined })[0]?.submenu as MenuItemConstructorOptions[];
    expect(first.find((item) => item.label === 'Open recent')).toMatchObject({ enabled: false, submenu: [] });
  });

  it('shows keys without acting on them: the page does', () => {
    const keyed = items.filter((item) => item.accelerator !== undefined);
    expect(keyed.length).toBeGreaterThan(10);
    expect(keyed.every((item) => item.registerAccelerator === false)).toBe(true);
    expect(new Set(keyed.map((item) => item.accelerator)).size).toBe(keyed.length);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useLab } from '../stores/lab';
import { useStepping } from '../stores/stepping';
import type { FakeLab } from '../testing/fake-lab';
import { settle, stubPage } from '../testing/page-stub';
import { appCommands } from './app-commands';
import { searchCommands } from './palette-search';
import { addCommands, runCommand } from './registry';

let lab: FakeLab;
let off: () => void;
beforeEach(async () => {
  ({ lab } = stubPage());
  await useLab().connect();
  off = addCommands(appCommands());
});
afterEach(() => {
  off();
  vi.unstubAllGlobals();
});

/** Commands of views as they stand in the sources: `id: 'x.y', … keys: ['…']` on one line. */
function viewCommands(): { id: string; keys: string[]; within: boolean }[] {
  const views = join(import.meta.dirname, '../views');
  const sources = readdirSync(views, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('View.vue') || name.endsWith('-commands.ts'));
  return sources.flatMap((name) =>
    readFileSync(join(views, name), 'utf8').split('\n').flatMap((line) => {
      const id = /\bid: '([a-z]+\.[A-Za-z]+)', title:/.exec(line)?.[1];
      return id === undefined ? [] : [{ id, keys: [.../keys: \[([^\]]*)\]/.exec(line)?.[1]?.matchAll(/'([^']+)'/g) ?? []].map((match) => match[1] ?? ''), within: line.includes(' within: ') }];
    }),
  );
}

describe('all commands', () => {
  it('have ids and keys of their own, those of views included', () => {
    const views = viewCommands();
    expect(views.map(({ id }) => id)).toContain('program.breakpoint');
    const all = [...appCommands().map(({ id, keys }) => ({ id, keys: [...(keys ?? [])], within: false })), ...views];
    const repeated = (names: string[]): string[] => names.filter((name, at) => names.indexOf(name) !== at);
    expect(repeated(all.map(({ id }) => id))).toEqual([]);
    expect(repeated(all.flatMap(({ keys, within }) => (within ? [] : keys)))).toEqual([]);
    expect(all.filter(({ keys }) => keys.length === 0).map(({ id }) => id), 'every command has a key').toEqual([]);
  });

  it('leave the keys of the browser engine that a tool must not take', () => {
    const keys = [...appCommands().flatMap(({ keys: own }) => own ?? []), ...viewCommands().flatMap(({ keys: own }) => own)];
    for (const reserved of ['Ctrl+KeyC', 'Ctrl+KeyV', 'Ctrl+KeyX', 'Ctrl+KeyA', 'Tab', 'Escape']) expect(keys).not.toContain(reserved);
  });

  it('are those that the menu names', () => {
    const menu = readFileSync(join(import.meta.dirname, '../../main/menu.ts'), 'utf8');
    const named = [...menu.matchAll(/command: '([^']+)'/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(0);
    const known = new Set([...appCommands(), ...viewCommands()].map(({ id }) => id));
    expect(named.filter((id) => id !== undefined && !known.has(id))).toEqual([]);
  });

  it('step by the chosen unit, and not while the lab runs', async () => {
    useStepping().unit = 'transfer';
    await runCommand('step.back');
    expect(lab.asked.filter((one) => one.name !== 'lab.board').at(-1)).toEqual({ name: 'run.step', args: { unit: 'transfer', direction: 'back' } });
    await runCommand('run.start');
    const asked = lab.asked.length;
    expect(await runCommand('step.forward')).toBe(false);
    await settle();
    expect(lab.asked).toHaveLength(asked);
  });
});

describe('palette', () => {
  const titles = (text: string): string[] => searchCommands(text, appCommands()).map(({ title }) => title);
  it('finds by any words in any order, beginnings of titles first', () => {
    expect(titles('run')[0]).toBe('Run');
    expect(titles('beat back')).toEqual(['Step back one beat']);
    expect(titles('shortcuts')).toEqual(['Keys']);
    expect(titles('nothing of that kind')).toEqual([]);
    expect(titles('')).toHaveLength(appCommands().length);
  });
});

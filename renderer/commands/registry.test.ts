import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chordOf, keyLabel, matches, typesText } from './keys';
import { addCommands, allCommands, commandFor, hintOf, runCommand } from './registry';
import { createPinia, setActivePinia } from 'pinia';
import { useNotices } from '../stores/notices';

const press = (code: string, key: string, modifiers = ''): Parameters<typeof chordOf>[0] => ({
  code,
  key,
  ctrlKey: modifiers.includes('c'),
  metaKey: modifiers.includes('m'),
  altKey: modifiers.includes('a'),
  shiftKey: modifiers.includes('s'),
});

let remove: (() => void)[] = [];
beforeEach(() => setActivePinia(createPinia()));
afterEach(() => {
  for (const off of remove) off();
  remove = [];
});

describe('keys', () => {
  it('takes letters by place, so that a Cyrillic layout works', () => {
    expect(matches('Ctrl+KeyK', press('KeyK', 'л', 'c'))).toBe(true);
    expect(matches('Ctrl+KeyK', press('KeyL', 'k', 'c'))).toBe(false);
  });

  it('treats Command as Ctrl and keeps other modifiers apart', () => {
    expect(chordOf(press('KeyS', 's', 'm'))).toBe('Ctrl+KeyS');
    expect(matches('Ctrl+KeyS', press('KeyS', 'S', 'cs'))).toBe(false);
  });

  it('finds signs wherever the layout has them', () => {
    expect(matches('?', press('Minus', '?', 's'))).toBe(true);
    expect(matches('?', press('Slash', '?', 'sc'))).toBe(false);
  });

  it('shows chords as people write them', () => {
    expect(keyLabel('Ctrl+Shift+KeyP')).toBe('Ctrl+Shift+P');
    expect(keyLabel('Ctrl+Digit1')).toBe('Ctrl+1');
    expect(keyLabel('Shift+F10')).toBe('Shift+F10');
    expect(keyLabel('?')).toBe('?');
  });

  it('knows which chords are typing', () => {
    expect(['?', 'KeyN', 'Shift+KeyN'].map(typesText)).toEqual([true, true, true]);
    expect(['F5', 'Shift+F10', 'Ctrl+KeyK', 'Alt+KeyX'].map(typesText)).toEqual([false, false, false, false]);
  });
});

describe('command registry', () => {
  it('refuses an id or a key that is taken', () => {
    remove.push(addCommands([{ id: 'a', title: 'A', group: 'Run', keys: ['F5'], run: () => undefined }]));
    expect(() => addCommands([{ id: 'a', title: 'B', group: 'Run', run: () => undefined }])).toThrow("'a' is registered twice");
    expect(() => addCommands([{ id: 'b', title: 'B', group: 'Run', keys: ['F5'], run: () => undefined }])).toThrow("key F5 belongs to both 'a' and 'b'");
  });

  it('lets a view have keys of its own, which win where the focus is in it', () => {
    const one = (id: string, within?: string): Parameters<typeof addCommands>[0][number] => ({ id, title: id, group: 'Step', keys: ['F10'], ...(within === undefined ? {} : { within }), run: () => undefined });
    remove.push(addCommands([one('instruction'), one('line', 'source')]));
    expect(commandFor(press('F10', 'F10'), true, 'source')?.id).toBe('line');
    expect(commandFor(press('F10', 'F10'), true, 'shell')?.id).toBe('instruction');
    expect(commandFor(press('F10', 'F10'), true)?.id).toBe('instruction');
    expect(() => addCommands([one('other', 'source')])).toThrow('belongs to both');
  });

  it('forgets the commands of a view that closed', () => {
    addCommands([{ id: 'view.x', title: 'X', group: 'View', keys: ['F4'], run: () => undefined }])();
    expect(allCommands.value).toEqual([]);
    expect(commandFor(press('F4', 'F4'), false)).toBeUndefined();
  });

  it('leaves text keys and text undo to a field that has the focus', () => {
    const command = (id: string, key: string) => ({ id, title: id, group: 'Edit' as const, keys: [key], run: () => undefined });
    remove.push(addCommands([command('undo', 'Ctrl+KeyZ'), command('sheet', '?'), command('run', 'F5'), command('level', 'Alt+KeyL')]));
    expect(commandFor(press('KeyL', '@', 'a'), true), 'a sign of this keyboard').toBeUndefined();
    expect(commandFor(press('KeyL', 'l', 'a'), true)?.id).toBe('level');
    expect(commandFor(press('KeyZ', 'z', 'c'), true)).toBeUndefined();
    expect(commandFor(press('Slash', '?', 's'), true)).toBeUndefined();
    expect(commandFor(press('F5', 'F5'), true)?.id).toBe('run');
    expect(commandFor(press('KeyZ', 'z', 'c'), false)?.id).toBe('undo');
  });

  it('does not run a command that may not act, and turns a thrown error into a notice', async () => {
    const run = vi.fn();
    remove.push(
      addCommands([
        { id: 'never', title: 'Never', group: 'Run', when: () => false, run },
        { id: 'fails', title: 'Fails', group: 'Run', keys: ['F7'], run: () => Promise.reject(new Error('no board')) },
      ]),
    );
    expect(await runCommand('never')).toBe(false);
    expect(run).not.toHaveBeenCalled();
    await runCommand('fails');
    expect(useNotices().shown.map((notice) => notice.message)).toEqual(['no board']);
    expect(hintOf('fails')).toBe('Fails (F7)');
  });
});

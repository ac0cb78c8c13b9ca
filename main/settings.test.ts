import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Settings } from './settings';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dma-lab-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const touch = (name: string): string => {
  writeFileSync(join(directory, name), '');
  return join(directory, name);
};

describe('settings', () => {
  it('start empty and without complaint', () => {
    const settings = new Settings(directory);
    expect([settings.view, settings.window, settings.last, settings.recent(), settings.problem]).toEqual(['', undefined, undefined, [], null]);
  });

  it('outlive the process', async () => {
    const settings = new Settings(directory);
    await settings.setView('{"theme":"dark"}');
    await settings.setLast({ kind: 'file', path: touch('a.dmalab.json') });
    settings.setWindow({ x: 1, y: 2, width: 1000, height: 700, maximized: true });
    const again = new Settings(directory);
    expect([again.view, again.window, again.last]).toEqual(['{"theme":"dark"}', { x: 1, y: 2, width: 1000, height: 700, maximized: true }, { kind: 'file', path: join(directory, 'a.dmalab.json') }]);
  });

  it('list recent files newest first, once, at most ten, only those that exist', async () => {
    const settings = new Settings(directory);
    for (let i = 0; i < 12; i++) await settings.setLast({ kind: 'file', path: touch(`${i}.json`) });
    await settings.setLast({ kind: 'file', path: join(directory, '5.json') });
    await settings.setLast({ kind: 'shipped', name: 'pl330-char-driver' });
    rmSync(join(directory, '10.json'));
    expect(settings.recent().map((file) => file.name)).toEqual(['5.json', '11.json', '9.json', '8.json', '7.json', '6.json', '4.json', '3.json', '2.json']);
    expect(settings.last).toEqual({ kind: 'shipped', name: 'pl330-char-driver' });
  });

  it.each(['', '{', 'null', '{"version":2}', '{"version":1,"recent":[5]}', '{"version":1,"window":{"x":1e99}}'])('begin anew when the file holds %j, and keep it aside', (text) => {
    writeFileSync(join(directory, 'settings.json'), text);
    const settings = new Settings(directory);
    expect(settings.problem).toMatch(/settings\.json is damaged/);
    expect(settings.view).toBe('');
    expect(readFileSync(join(directory, 'settings.json.damaged'), 'utf8')).toBe(text);
    expect(new Settings(directory).problem).toBeNull();
  });

  it('do not read a file without bounds', () => {
    writeFileSync(join(directory, 'settings.json'), `{"version":1,"view":"${'x'.repeat(9 * 1024 * 1024)}"}`);
    expect(new Settings(directory).problem).toMatch(/at most 8 MiB/);
  });
});

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { comparable, readModules, runHere } from './conformance-linux';

describe('modules on the bench and on Linux 6.1', () => {
  const modules = readModules(join(import.meta.dirname, '..', 'examples', 'linux-modules'));

  it('are at least ten, each with a recording', () => {
    expect(modules.length).toBeGreaterThanOrEqual(10);
    expect(modules.filter((module) => module.recorded === null).map((module) => module.name)).toEqual([]);
  });

  it.each(modules.map((module) => [module.name, module] as const))('%s says the same', (_name, module) => {
    expect(runHere(module)).toEqual(module.recorded);
  });

  it('compares an oops by its first line and its place', () => {
    const lines = ['before', '8<--- cut here ---', 'Unable to handle kernel NULL pointer dereference at virtual address 00000090 when read', '[00000090] *pgd=0', 'PC is at look+0x8/0x14 [null]', 'r0 : 1', '---[ end trace 1 ]---', 'status 139'];
    expect(comparable(lines)).toEqual(['before', 'Unable to handle kernel NULL pointer dereference at virtual address 00000090', 'PC is at look [null]', 'status 139']);
  });
});

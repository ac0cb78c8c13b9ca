import { describe, expect, it } from 'vitest';
import { mayHaveGraphics } from './processes';

describe('graphics hardware', () => {
  it.each([
    ['linux', [], false],
    ['linux', ['/dev/null'], false],
    ['linux', ['/dev/dri'], true],
    ['linux', ['/dev/dxg'], true],
    ['darwin', [], true],
    ['win32', [], true],
  ] as const)('on %s with %j: %s', (platform, devices, expected) => {
    expect(mayHaveGraphics(platform, (path) => (devices as readonly string[]).includes(path))).toBe(expected);
  });
});

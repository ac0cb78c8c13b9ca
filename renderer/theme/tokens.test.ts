import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Contrast as WCAG 2.2 defines it (relative luminance, section 1.4.3). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return ((x ?? 0) + 0.05) / ((y ?? 0) + 0.05);
}

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
function tokens(block: string | undefined): Map<string, string> {
  return new Map([...(block ?? '').matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}
const [lightBlock, darkBlock] = css.split(":root[data-theme='dark']");
const themes = { light: tokens(lightBlock), dark: tokens(darkBlock) };

const MEANINGS = ['read', 'write', 'instruction', 'register', 'interrupt', 'fault', 'log', 'syscall', 'call', 'input', 'event', 'waiting'];
const PLAIN = ['surface-panel', 'surface-header', 'surface-raised', 'surface-field', 'surface-hover'];
const TINTED = ['surface-selected', 'surface-changed', 'surface-fault', 'surface-current', 'surface-pressed'];
const TEXT: [text: string, on: string][] = [
  ...['text', 'text-soft', 'text-faint', 'accent', 'fault', 'warning', 'changed'].flatMap((text) => PLAIN.map((on): [string, string] => [text, on])),
  ...['text', 'text-soft'].flatMap((text) => TINTED.map((on): [string, string] => [text, on])),
  ['text-on-accent', 'accent'], ['text-on-accent', 'accent-hover'], ['fault', 'surface-selected'], ['accent', 'surface-selected'],
  ...MEANINGS.map((meaning): [string, string] => ['text', `${meaning}-fill`]),
];
const MARKS: [mark: string, on: string][] = [...[...MEANINGS, 'ok', 'selected', 'focus', 'line-strong'].map((mark): [string, string] => [mark, 'surface-panel'])];

describe.each(Object.entries(themes))('%s theme', (_, theme) => {
  const ratio = (a: string, b: string): number => contrast(theme.get(a) ?? '', theme.get(b) ?? '');
  it('has text of at least 4.5 : 1', () => {
    expect(TEXT.filter(([text, on]) => !(ratio(text, on) >= 4.5)).map(([text, on]) => `${text} on ${on}: ${ratio(text, on).toFixed(2)}`)).toEqual([]);
  });
  it('has marks of at least 3 : 1', () => {
    expect(MARKS.filter(([mark, on]) => !(ratio(mark, on) >= 3)).map(([mark, on]) => `${mark} on ${on}: ${ratio(mark, on).toFixed(2)}`)).toEqual([]);
  });
});

it('both themes set the same colours', () => {
  expect([...themes.dark.keys()].sort()).toEqual([...themes.light.keys()].sort());
});

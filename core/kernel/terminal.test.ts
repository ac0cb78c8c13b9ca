import { expect, it } from 'vitest';
import { Terminal } from './terminal';

it('keeps the newest lines of an output without end, and so many characters at most', () => {
  const terminal = new Terminal();
  for (let i = 0; i < 2000; i++) terminal.write('output', '\0'.repeat(4096));
  terminal.line('command', 'ls');
  const again = new Terminal();
  again.load(terminal.save());
  for (const one of [terminal, again]) for (let i = 0; i < 30_000; i++) one.line('output', String(i));
  expect(again.save()).toEqual(terminal.save());
  expect(terminal.lines[terminal.lines.length - 1].text).toBe('29999');
  expect(terminal.lost + terminal.lines.length).toBe(31_001);
  const zeros = new Terminal();
  for (let i = 0; i < 2000; i++) zeros.write('output', '\0'.repeat(4096));
  expect(zeros.lines.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(4_000_000);
});

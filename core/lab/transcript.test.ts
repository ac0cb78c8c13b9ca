import { describe, expect, it } from 'vitest';
import { Lab } from './lab';

const lines = (lab: Lab, from: number) => lab.handle('kernel.log', { from });

describe('more lines than are kept', () => {
  const lab = Lab.fresh();
  const { log, terminal } = lab.kernel.core;
  const first = log.lines.length;
  for (let i = 0; i < 20_001; i++) {
    log.add(`line ${i}`, 1, 0, 0);
    terminal.line('output', `row ${i}`);
  }

  it('old lines go many at a time, and numbers go on', () => {
    const { from, lost, lines: kept } = lines(lab, 0);
    expect([from, lost, kept.length]).toEqual([lost, first + 2001, 18_000]);
    expect(kept[0]).toMatchObject({ number: lost, text: 'line 2001' });
    expect(lines(lab, lost + 17_999).lines).toMatchObject([{ number: lost + 17_999, text: 'line 20000' }]);
    expect(lines(lab, lost + 18_000).lines).toEqual([]);
    const shell = lab.handle('shell.lines', { from: 0 });
    expect([shell.lost, shell.lines[0]]).toEqual([2001, { number: 2001, kind: 'output', text: 'row 2001' }]);
  });

  it('the journal still has the log, and the file of the shell says what is missing', () => {
    const log = lab.transcript('kernel log').split('\n');
    expect([log.length, log[first], log.at(-2)]).toEqual([first + 20_002, '[    0.000000] line 0', '[    0.000000] line 20000']);
    const shell = lab.transcript('shell').split('\n');
    expect(shell.slice(0, 2)).toEqual(['(2001 older lines not kept)', 'row 2001']);
  });

  it('is restored as it was', () => {
    const saved = structuredClone(log.save());
    log.add('another', 1, 0, 0);
    log.load(saved);
    expect([log.lost, log.lines.at(-1)?.text]).toEqual([first + 2001, 'line 20000']);
  });
});

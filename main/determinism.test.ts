/** How the host cuts a run into slices, and what is asked in between, never shows in the result. */
import { expect, it } from 'vitest';
import { Lab } from '../core/lab/lab';
import { parseSession } from '../core/session/session';
import { DEFAULT_SESSION, SHIPPED_SESSIONS } from '../core/session/shipped';
import { EngineHost } from './engine-host';

const shipped = SHIPPED_SESSIONS.find((one) => one.name === DEFAULT_SESSION);
const open = (): Lab => Lab.open(parseSession(shipped?.text ?? '', DEFAULT_SESSION));
const result = (lab: Lab): unknown => {
  const { cycle, journalLength, inputs, stopped } = lab.status();
  return { cycle, journalLength, inputs, stopped, hash: lab.toSession().journal?.hash };
};

/** Plays two lines of the script on a host whose `n`th advance runs at `speed(n)` cycles a millisecond. */
function play(speed: (n: number) => number): { result: unknown; slices: number } {
  const lab = open();
  const queue: (() => void)[] = [];
  let time = 0;
  let advances = 0;
  const advance = lab.advance.bind(lab);
  lab.advance = (cycles) => {
    time += cycles / speed(advances++);
    return advance(cycles);
  };
  const host = new EngineHost(lab, () => undefined, (fault) => { throw fault; }, { now: () => time, soon: (run) => queue.push(run) });
  let slices = 0;
  for (let line = 0; line < 2; line++) {
    host.handle('run.start', {});
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      next();
      slices++;
      host.handle('timeline.window', { from: 0, to: 1000, columns: 10 });
      host.handle('registers.read', { peripheral: 'pl330', since: 0 });
    }
  }
  return { result: result(lab), slices };
}

it('gives the same journal in one go and in many slices, watched or not', () => {
  const lab = open();
  for (let line = 0; line < 2; line++) {
    lab.start();
    lab.finish();
  }
  const many = play(() => 500);
  const uneven = play((n) => [1000, 4000, 300][n % 3] ?? 1);
  expect(many.slices).toBeGreaterThan(20);
  expect(uneven.slices).not.toBe(many.slices);
  expect(many.result).toEqual(result(lab));
  expect(uneven.result).toEqual(result(lab));
});

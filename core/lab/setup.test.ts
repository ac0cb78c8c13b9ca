import { describe, expect, it } from 'vitest';
import { parseSession } from '../session/session';
import { SHIPPED_SESSIONS } from '../session/shipped';
import { Lab } from './lab';

/** Plays a shipped session to its end with other options. */
function play(name: string, options: Record<string, unknown>): { log: string; rules: string[] } {
  const text = SHIPPED_SESSIONS.find((session) => session.name === name)?.text ?? '';
  const session = parseSession(text, name);
  const lab = Lab.open({ ...session, options: { ...session.options, ...options } });
  for (let inputs = -1; inputs !== lab.status().inputs; ) {
    inputs = lab.status().inputs;
    lab.start();
    while (lab.advance(1_000_000));
  }
  return { log: lab.kernel.log.map((line) => line.text).join('\n'), rules: [...new Set(lab.kernel.findings.map((finding) => finding.rule))] };
}

describe('the set-up of a lab', () => {
  it('a forgotten sync for the processor hides new data in memory', () => {
    const { log, rules } = play('mapping-no-sync-for-cpu', {});
    expect(log).not.toContain('got "second text"');
    expect(rules).toEqual(expect.arrayContaining(['stale-read', 'dma-while-cpu-owns']));
  });

  it('nothing is stale where DMA looks into the caches; the misuse is told all the same', () => {
    const { log, rules } = play('mapping-no-sync-for-cpu', { snooped: true });
    expect(log).toContain('got "second text"');
    expect(rules).not.toContain('stale-read');
    expect(rules).toContain('dma-while-cpu-owns');
  });

  it('nor without caches', () => {
    const { log, rules } = play('mapping-no-sync-for-cpu', { caches: false });
    expect(log).toContain('got "second text"');
    expect(rules).not.toContain('stale-read');
  });
});

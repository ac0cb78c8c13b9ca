/** What the lessons on DMA mapping say and find, as their sessions state it; and that the sessions that are right find nothing. */
import { describe, expect, it } from 'vitest';
import { checkExpectation } from '../session/expectations';
import { parseSession } from '../session/session';
import { SHIPPED_SESSIONS } from '../session/shipped';
import { digest } from '../snapshot';
import { Lab } from './lab';

function run(text: string): Lab {
  const lab = Lab.open(parseSession(text, 'lesson'));
  do expect(lab.runToIdle()).toBe(true);
  while (lab.nextScriptLine());
  return lab;
}

const named = (name: string): string => SHIPPED_SESSIONS.find((one) => one.name === name)?.text ?? '';
/** Without what the kernel says when it finds the controller and takes the module. */
const said = (lab: Lab): string[] => lab.kernel.log.map((line) => line.text.trim()).filter((text) => !/taints|pl330|DBUFF/i.test(text));
const rules = (lab: Lab): string[] => [...new Set(lab.kernel.findings.map((one) => one.rule))];

/** Memory, hardware, journal, findings, and all that the kernel knows of DMA memory. */
const stateOf = ({ machine, kernel }: Lab): string => `${digest(machine.memory, [...machine.stateful])} ${machine.journal.hash()} ${JSON.stringify([kernel.findings, kernel.core.dma.save(), kernel.core.pages.save(), kernel.core.space.save(), kernel.core.slab.save()])}`;

describe('lessons on DMA mapping', () => {
  it.each(['mapping-shared-line', 'mapping-bounce', 'mapping-merged', 'mapping-pool'])('%s: going back and on again gives the same state, journal and findings', (name) => {
    const lab = run(named(name));
    const end = lab.machine.clock.now;
    const before = stateOf(lab);
    for (const part of [0.9, 0.97, 0.5]) {
      lab.goTo(Math.floor(end * part));
      expect(lab.finish()).toBe(true);
      expect(lab.machine.clock.now).toBe(Math.floor(end * part));
      lab.goTo(end);
      expect(lab.finish()).toBe(true);
      expect(stateOf(lab)).toBe(before);
    }
  });

  it.each([
    ['mapping-coherent', [/^coherent: got "both kinds of memory"$/, /^streaming: got "both kinds of memory"$/, /^filling took \d+ ns and \d+ ns$/], []],
    ['mapping-done-right', [/^got "first text"$/], []],
    ['mapping-no-sync-for-device', [/^got "first text"$/], ['dma-cpu-access']],
    ['mapping-no-sync-for-cpu', [/^got "first text"$/, /^got "first text"$/], ['dma-while-cpu-owns', 'stale-read']],
    ['mapping-shared-line', [/^count 2, last byte 00$/], ['dma-shared-line', 'dirty-line-over-device']],
    ['mapping-bounce', [/^buffer at 01[0-9a-f]{6}, the device is told 00c[0-9a-f]{5}$/, /^got "by way of a bounce buffer"$/], []],
    ['mapping-merged', [/^3 entries became 1$/, /^the device sees 12288 bytes at ffffd000$/], []],
    ['mapping-pool', [/^64 bytes apart, copied a$/], ['dma-free-memory', 'pool-corrupted']],
  ] as const)('%s', (name, lines, found) => {
    const lab = run(named(name));
    expect(rules(lab)).toEqual(found);
    const log = said(lab);
    expect(log).toHaveLength(lines.length);
    lines.forEach((line, i) => expect(log[i]).toMatch(line));
  });

  it.each(SHIPPED_SESSIONS.filter((one) => one.name.startsWith('mapping-') || one.name.endsWith('-corrected')).map((one) => [one.name, one.text] as const))('%s keeps what it states', (_name, text) => {
    const session = parseSession(text, 'lesson');
    const lab = run(text);
    const marks = lab.kernel.marks();
    for (const expectation of session.expectations) {
      const result = checkExpectation(expectation, { log: lab.kernel.log, findings: lab.kernel.findings, marks, bytes: (address, length) => lab.machine.memory.bytes(address, length), register: (peripheral, register, index) => lab.machine.peripherals.find((one) => one.id === peripheral)?.bank.list().find((row) => row.name === register && row.index === index)?.value });
      expect(result.holds, result.text).toBe(true);
    }
  });
});

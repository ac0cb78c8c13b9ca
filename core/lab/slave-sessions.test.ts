/** Sessions about devices on request lines: what they state holds, and going back through them is exact. */
import { describe, expect, it } from 'vitest';
import { checkExpectation } from '../session/expectations';
import { parseSession, printSession } from '../session/session';
import { SLAVE_SESSIONS } from '../session/slave-sessions';
import { digest } from '../snapshot';
import { Lab } from './lab';

const run = (name: string): Lab => {
  const session = SLAVE_SESSIONS.find((one) => one.name === name);
  if (session === undefined) throw new Error(name);
  const lab = Lab.open(parseSession(printSession(session), name));
  do expect(lab.runToIdle()).toBe(true);
  while (lab.nextScriptLine());
  return lab;
};
const registerOf = (lab: Lab, peripheral: string, register: string, index = 0) => lab.machine.peripherals.find((one) => one.id === peripheral)?.bank.list().find((row) => row.name === register && row.index === index)?.value;
const said = (lab: Lab): string => lab.kernel.shell.lines.map((line) => line.text).join('\n');

function keepsWhatItStates(lab: Lab): void {
  const { kernel, machine } = lab;
  const session = SLAVE_SESSIONS.find((one) => one.name === lab.session.name);
  expect(session?.expectations.length).toBeGreaterThan(1);
  for (const expectation of session?.expectations ?? []) {
    const result = checkExpectation(expectation, { log: kernel.log, findings: kernel.findings, marks: kernel.marks(), bytes: (address, length) => machine.memory.bytes(address, length), register: (...place) => registerOf(lab, ...place) });
    expect(result.holds, result.text).toBe(true);
  }
}

const stateOf = ({ machine, kernel }: Lab): string => `${digest(machine.memory, [...machine.stateful])} ${machine.journal.hash()} ${JSON.stringify(kernel.findings)}`;

function goesBackExactly(lab: Lab): void {
  const end = lab.machine.clock.now;
  const before = stateOf(lab);
  for (const part of [0.9, 0.3]) {
    lab.goTo(Math.floor(end * part));
    expect(lab.finish()).toBe(true);
    expect(lab.kernel.findings.every((one) => one.at <= end * part)).toBe(true);
    lab.goTo(end);
    expect(lab.finish()).toBe(true);
    expect(stateOf(lab)).toBe(before);
  }
}

describe('sessions about devices on request lines', () => {
  it('audio-underrun: the ring runs dry, the finding says why, and going back is exact', () => {
    const lab = run('audio-underrun');
    keepsWhatItStates(lab);
    expect(lab.kernel.findings.map((one) => one.message).join('\n')).toMatch(/^Frame 256 was due .* made ready 256 frames \(TX_LIMIT\) and no more; the last was fetched 35\d\.\d µs ago/);
    expect(registerOf(lab, 'codec', 'TX_LOST')).toBeGreaterThan(500);
    goesBackExactly(lab);
  });

  it('audio-stale-ring: no hardware tells, the journal does', () => {
    const lab = run('audio-stale-ring');
    keepsWhatItStates(lab);
    expect(registerOf(lab, 'codec', 'TX_SUM')).not.toBe(0xfe07_fe00);
    const [{ message, at, address }] = lab.kernel.findings;
    expect(message).toMatch(/^dma0chan2 has sent a period of its ring a second time: 256 bytes at 0x0[0-9a-f]{7}\. Nobody has written to them since they were sent 5\.3\d ms before/);
    /** Found when it is seen that others are refilled; told of the moment when it happened. */
    expect(at).toBeLessThan(lab.kernel.log.find((line) => line.text.includes('8 periods written'))?.cycle ?? 0);
    expect(address).not.toBeNull();
  });

  it('audio-playback: every frame in its time, and a second time too', () => {
    const lab = run('audio-playback');
    keepsWhatItStates(lab);
    expect(said(lab).match(/1024 frames written, their sum is 0xfe07fe00/g)).toHaveLength(2);
    expect(registerOf(lab, 'codec', 'TX_FETCHED')).toBe(1024);
    const log = lab.kernel.log.map((line) => line.text).join('\n');
    expect(log).toMatch(/8 periods written, 4 fetched; the controller is at frame 0 of the ring, the codec at 2[34]\d/);
    /** 1024 frames of 4630 cycles: the sample clock sets the pace. */
    const [from, to] = ['4 periods written', '1024 frames played'].map((text) => lab.kernel.log.find((line) => line.text.includes(text))?.cycle ?? 0);
    expect(Math.abs(to - from - 1024 * 4630)).toBeLessThan(3 * 4630);
  });

  it('serial-overrun and serial-flow-control: the same words, lost and kept', () => {
    const lost = run('serial-overrun');
    keepsWhatItStates(lost);
    expect(lost.kernel.findings.map((one) => one.message).join('\n')).toMatch(/^Word 16 came and the FIFO of 16 was full\. The device raises no requests/);
    keepsWhatItStates(run('serial-flow-control'));
  });

  it('sampler-read: no sample is missing', () => {
    const lab = run('sampler-read');
    keepsWhatItStates(lab);
    expect(said(lab)).toContain('256 samples, 0 holes');
  });

  it('sampler-overrun: holes, and why; going back is exact', () => {
    const lab = run('sampler-overrun');
    keepsWhatItStates(lab);
    expect(said(lab)).toContain('a hole: sample 746 follows 63');
    goesBackExactly(lab);
  });
});

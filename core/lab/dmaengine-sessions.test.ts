import { describe, expect, it } from 'vitest';
import { DMAENGINE_SESSIONS } from '../session/dmaengine-sessions';
import { checkExpectation } from '../session/expectations';
import { parseSession, printSession } from '../session/session';
import { Lab } from './lab';

describe('sessions about the dmaengine', () => {
  it.each(DMAENGINE_SESSIONS.map((one) => [one.name, one] as const))('%s keeps what it states', (_name, session) => {
    const lab = Lab.open(parseSession(printSession(session), 'dmaengine'));
    do expect(lab.runToIdle()).toBe(true);
    while (lab.nextScriptLine());
    const { kernel, machine } = lab;
    const marks = kernel.marks();
    expect(session.expectations.length).toBeGreaterThan(1);
    for (const expectation of session.expectations) {
      const result = checkExpectation(expectation, { log: kernel.log, findings: kernel.findings, marks, bytes: (address, length) => machine.memory.bytes(address, length), register: (peripheral, register, index) => machine.peripherals.find((one) => one.id === peripheral)?.bank.list().find((row) => row.name === register && row.index === index)?.value });
      expect(result.holds, result.text).toBe(true);
    }
  });
});

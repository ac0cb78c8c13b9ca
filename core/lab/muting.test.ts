import { describe, expect, it } from 'vitest';
import { newSession, parseSession, printSession } from '../session/session';
import { Lab } from './lab';

/** An ordinary file under /dev is a finding. */
function labWithFinding(): Lab {
  const lab = Lab.open(newSession({ name: 'x', inputs: [{ at: 0, action: { type: 'shell', text: 'echo 1 > /dev/nothing' } }] }));
  lab.runToIdle();
  return lab;
}

describe('muting a rule', () => {
  it('marks its findings, takes them out of the count, and is undone', () => {
    const lab = labWithFinding();
    expect(lab.status().findings).toBe(1);
    expect(lab.handle('findings.list', {})).toMatchObject([{ rule: 'file-in-dev', muted: false }]);
    expect(lab.handle('findings.mute', { rule: 'file-in-dev', muted: true })).toMatchObject({ findings: 0, unsaved: true });
    expect(lab.handle('findings.list', {})).toMatchObject([{ rule: 'file-in-dev', muted: true }]);
    expect(lab.handle('findings.mute', { rule: 'file-in-dev', muted: false }).findings).toBe(1);
  });

  it('is kept in the session; an old session mutes nothing', () => {
    const lab = labWithFinding();
    lab.mute('file-in-dev', true);
    const text = printSession(lab.toSession());
    expect(Lab.open(parseSession(text, 'x')).status().findings).toBe(0);
    const old = { ...(JSON.parse(text) as Record<string, unknown>), version: 1, muted: undefined };
    expect(parseSession(JSON.stringify(old), 'x').muted).toEqual([]);
  });

  it('refuses a rule that does not exist', () => {
    expect(() => labWithFinding().mute('nonsense', true)).toThrow('there is no rule "nonsense"');
  });
});

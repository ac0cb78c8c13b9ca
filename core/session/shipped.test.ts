/** What every shipped session must have. That each keeps what it states is checked by "dmabench check", and its test. */
import { describe, expect, it } from 'vitest';
import { PREPARE } from '../kernel/dmaengine/prepare-arguments';
import { OPERATION_SESSIONS, MISTAKE_SESSIONS } from './dmaengine-sessions';
import { parseSession } from './session';
import { DEFAULT_SESSION, SHIPPED_SESSIONS } from './shipped';

describe('shipped sessions', () => {
  it('have names of their own, and words for the one who chooses', () => {
    expect(new Set(SHIPPED_SESSIONS.map((one) => one.name)).size).toBe(SHIPPED_SESSIONS.length);
    expect(SHIPPED_SESSIONS.filter((one) => one.title.length < 10 || one.summary.length < 60 || one.subject === '').map((one) => one.name)).toEqual([]);
    expect(SHIPPED_SESSIONS[0].name).toBe(DEFAULT_SESSION);
  });

  it('stand together by subject', () => {
    const runs = SHIPPED_SESSIONS.map((one) => one.subject).filter((subject, i, all) => subject !== all[i - 1]);
    expect(runs).toEqual([...new Set(runs)]);
  });

  it('state something about their end, and are files that open', () => {
    expect(SHIPPED_SESSIONS.filter((one) => parseSession(one.text, one.name).expectations.length < 2).map((one) => one.name)).toEqual([]);
  });
});

describe('lessons on the dmaengine', () => {
  const lessons = [...OPERATION_SESSIONS, ...MISTAKE_SESSIONS].filter((session) => session.files.length > 0);

  it('say in their source what to look at and what is expected', () => {
    for (const { name, files } of lessons) {
      const head = files[0].text.slice(0, files[0].text.indexOf('*/'));
      expect(head, name).toContain('Look at: ');
      expect(head, name).toContain('Expected: ');
    }
  });

  it('leave no operation out', () => {
    const sources = lessons.flatMap((session) => session.files.map((file) => file.text)).join('\n');
    const missing = PREPARE.filter(([field, name]) => !sources.includes(field) && !sources.includes(`dmaengine_prep_${name}`) && !sources.includes(`dmaengine_prep_dma_${name}`) && !sources.includes(`dmaengine_prep_${name}_dma`));
    expect(missing.map(([, name]) => name)).toEqual([]);
  });
});

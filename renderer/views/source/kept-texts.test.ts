import { describe, expect, it } from 'vitest';
import { keep, keptFrom } from './kept-texts';

const one = (session: string, text = 'int a;'): { session: string; drafts: Record<string, string>; watches: string[] } => ({ session, drafts: { 'a.c': text }, watches: ['state'] });

describe('kept texts', () => {
  it('come back as they were', () => {
    const slot = keep([one('old')], one('new', 'int b;'));
    expect(keptFrom(JSON.parse(JSON.stringify(slot)))).toEqual([one('new', 'int b;'), one('old')]);
  });

  it('are one for each session, and none when nothing is left to keep', () => {
    expect(keep([one('s'), one('t')], one('s', 'x')).sessions.map(({ session }) => session)).toEqual(['s', 't']);
    expect(keep([one('s')], { session: 's', drafts: {}, watches: [] }).sessions).toEqual([]);
  });

  it('leave out what is spoilt', () => {
    for (const slot of [null, 3, {}, { sessions: 'x' }, { sessions: [null, { session: 4 }] }]) expect(keptFrom(slot)).toEqual([]);
    expect(keptFrom({ sessions: [{ session: 's', drafts: { a: 1, b: 'text' }, watches: [1, 'w'] }] })).toEqual([{ session: 's', drafts: { b: 'text' }, watches: ['w'] }]);
  });

  it('keep within the room of the settings', () => {
    const many = Array.from({ length: 20 }, (_, i) => one(`s${i}`));
    expect(keep(many, one('n')).sessions).toHaveLength(8);
    const large = keep([one('old', 'y'.repeat(300_000)), one('small')], one('n', 'x'.repeat(300_000))).sessions;
    expect(large.map(({ drafts }) => Object.keys(drafts).length)).toEqual([1, 0, 1]);
  });
});

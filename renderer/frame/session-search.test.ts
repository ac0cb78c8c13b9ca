import { describe, expect, it } from 'vitest';
import type { ShippedSession } from '../../core/contract';
import { searchSessions } from './session-search';

const session = (name: string, subject: string, summary = ''): ShippedSession => ({ name, subject, title: name.toUpperCase(), summary });
const ALL = [session('by-hand', 'Controller'), session('dma-xor', 'Operations', 'The parity of RAID-5.'), session('dma-pq', 'Operations', 'Both sums of RAID-6.'), session('bounce', 'Mapping')];
const names = (text: string): string[] => searchSessions(text, ALL).map(({ subject, sessions }) => `${subject}: ${sessions.map((one) => one.name).join(' ')}`);

describe('the list of sessions', () => {
  it('stands by subject', () => expect(names('')).toEqual(['Controller: by-hand', 'Operations: dma-xor dma-pq', 'Mapping: bounce']));
  it('is searched in name, title, subject and summary', () => {
    expect(names('XOR')).toEqual(['Operations: dma-xor']);
    expect(names('raid')).toEqual(['Operations: dma-xor dma-pq']);
    expect(names('mapp')).toEqual(['Mapping: bounce']);
  });
  it('takes several words, each of which must occur', () => {
    expect(names('dma raid-6 ')).toEqual(['Operations: dma-pq']);
    expect(names('dma bounce')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { fakeDma } from '../../testing/fake-registers';
import { bitRange, registerRows, withField } from './register-rows';

const view = fakeDma(new Map());
const rows = (choices: Partial<Parameters<typeof registerRows>[1]> = {}) => registerRows(view, { filter: '', changedOnly: false, toggled: new Set(), ...choices });
const keys = (choices: Partial<Parameters<typeof registerRows>[1]> = {}): string[] => rows(choices).map(({ key }) => key);

describe('register rows', () => {
  it('start with the common group and the first channel open', () => {
    const open = rows().flatMap((row) => (row.kind === 'group' && row.open ? [row.group.title] : []));
    expect(open).toEqual(['Control', 'Channel 0']);
    expect(rows().filter((row) => row.kind === 'group')).toHaveLength(9);
    expect(rows().some((row) => row.kind === 'field')).toBe(false);
  });

  it('show the fields of an opened register from the highest bit down', () => {
    const shown = keys({ toggled: new Set(['INTEN.0']) });
    const at = shown.indexOf('INTEN.0');
    expect(shown.slice(at, at + 5)).toEqual(['INTEN.0', ...[3, 2, 1, 0].map((bit) => `INTEN.0.event_irq_select_${bit}`)]);
  });

  it('close a group that was toggled, and have keys of their own', () => {
    expect(keys({ toggled: new Set(['group Control']) })).not.toContain('INTEN.0');
    const all = keys({ toggled: new Set(view.groups.flatMap(({ registers }) => registers.map(({ name, index }) => `${name}.${index}`))) });
    expect(new Set(all).size).toBe(all.length);
  });

  it('open every group with a hit while filtering, by name, channel, title, field or address', () => {
    expect(keys({ filter: 'dar' })).toEqual(Array.from({ length: 8 }, (_, n) => [`group Channel ${n}`, `DAR.${n}`]).flat());
    expect(keys({ filter: 'CCR3' })).toEqual(['group Channel 3', 'CCR.3']);
    expect(keys({ filter: 'interrupt cl' })).toEqual(['group Control', 'INTCLR.0']);
    expect(keys({ filter: 'F800302C' })).toEqual(['group Control', 'INTCLR.0']);
    expect(keys({ filter: 'no such thing' })).toEqual([]);
  });

  it('keep only what changed', () => {
    const changed = rows({ changedOnly: true }).flatMap((row) => (row.kind === 'register' ? [row.register.changed] : []));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.every(Boolean)).toBe(true);
  });
});

describe('fields', () => {
  it('are placed without touching their neighbours, also at bit 31 and at full width', () => {
    expect(withField(0xffff_ffff, { bit: 4, width: 4 }, 0)).toBe(0xffff_ff0f);
    expect(withField(0, { bit: 31, width: 1 }, 1)).toBe(0x8000_0000);
    expect(withField(0x1234_5678, { bit: 0, width: 32 }, 0xdead_beef)).toBe(0xdead_beef);
    expect(withField(0, { bit: 4, width: 2 }, 7)).toBe(0x30);
  });

  it('name their bits as manuals do', () => {
    expect([bitRange({ bit: 4, width: 4 }), bitRange({ bit: 31, width: 1 })]).toEqual(['7:4', '31']);
  });
});

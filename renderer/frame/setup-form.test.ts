import { describe, expect, it } from 'vitest';
import type { SetupView } from '../../core/contract';
import { readSetup, setupForm } from './setup-form';

const view: SetupView = {
  board: 'Zynq-7000',
  ram: 512,
  profiles: [],
  profile: 'linux-4.x',
  seed: 7,
  options: { journal: true, caches: true, snooped: false, bounceSlots: 128, iommu: false, mem: 31, builtInDrivers: false },
};

describe('the set-up form', () => {
  it('reads back what it shows', () => {
    const { profile, seed, options } = view;
    expect(readSetup(setupForm(view), view)).toEqual({ problems: {}, setup: { profile, seed, options } });
  });

  it('takes an empty field for all memory', () => {
    const form = setupForm({ ...view, options: { ...view.options, mem: 0 } });
    expect(form.mem).toBe('');
    expect(readSetup(form, view).setup?.options.mem).toBe(0);
  });

  it.each([
    ['seed', '-1'],
    ['seed', '4294967296'],
    ['mem', '23'],
    ['mem', '513'],
    ['mem', '31.5'],
    ['bounceSlots', ''],
    ['bounceSlots', '1025'],
    ['bounceSlots', 'many'],
  ] as const)('names %s when it is "%s"', (field, text) => {
    const { problems, setup } = readSetup({ ...setupForm(view), [field]: text }, view);
    expect(Object.keys(problems)).toEqual([field]);
    expect(setup).toBeUndefined();
  });
});

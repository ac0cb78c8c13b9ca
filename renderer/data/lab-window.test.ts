import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, isReactive, nextTick, ref } from 'vue';
import type { EffectScope } from 'vue';
import { useLab } from '../stores/lab';
import { FakeRefusal } from '../testing/fake-lab';
import type { FakeLab } from '../testing/fake-lab';
import { settle, stubPage } from '../testing/page-stub';
import { useLabWindow } from './lab-window';
import type { LabWindow } from './lab-window';
import type { MemoryWindow } from '../../core/contract';

let lab: FakeLab;
let scope: EffectScope;
const args = ref<{ address: number; length: number; since: number } | null>(null);

beforeEach(async () => {
  lab = stubPage().lab;
  args.value = { address: 0x1f80_0000, length: 4, since: 0 };
  await useLab().connect();
  lab.asked.length = 0;
  scope = effectScope();
});
afterEach(() => {
  scope.stop();
  vi.unstubAllGlobals();
});

const open = (): LabWindow<MemoryWindow> => scope.run(() => useLabWindow('memory.read', args)) as LabWindow<MemoryWindow>;
const readsAsked = (): number[] => lab.asked.filter(({ name }) => name === 'memory.read').map((each) => (each.args as { address: number }).address);
async function moveTo(address: number): Promise<void> {
  args.value = { address, length: 4, since: 0 };
  await nextTick();
}

describe('a window of the lab', () => {
  it('asks at once and keeps the reply plain', async () => {
    const window = open();
    expect(window.pending.value).toBe(true);
    await settle();
    expect(Array.from(window.value.value?.bytes ?? [])).toEqual(Array.from('hell', (c) => c.charCodeAt(0)));
    expect(isReactive(window.value.value)).toBe(false);
    expect(window.pending.value).toBe(false);
  });

  it('never has two requests in flight, and skips arguments that were left behind', async () => {
    lab.hold = true;
    open();
    for (const address of [0x100, 0x200, 0x300]) await moveTo(address);
    await settle();
    expect(readsAsked()).toEqual([0x1f80_0000]);
    lab.release();
    await settle();
    expect(readsAsked()).toEqual([0x1f80_0000, 0x300]);
  });

  it('drops a reply to arguments that no longer hold', async () => {
    lab.hold = true;
    const window = open();
    await moveTo(0x1f81_0000);
    lab.release();
    await settle();
    expect(window.value.value).toBeNull();
    lab.release();
    await settle();
    expect(window.value.value?.address).toBe(0x1f81_0000);
  });

  it('asks again when the lab changed, and once more for a change while it waits', async () => {
    const window = open();
    await settle();
    lab.hold = true;
    lab.change({ cycle: 10 });
    await nextTick();
    lab.change({ cycle: 20 });
    lab.change({ cycle: 30 });
    await nextTick();
    expect(readsAsked()).toHaveLength(2);
    lab.hold = false;
    lab.release();
    await settle();
    expect(readsAsked()).toHaveLength(3);
    expect(window.pending.value).toBe(false);
  });

  it('forgets everything when another session is loaded', async () => {
    const window = open();
    await settle();
    lab.hold = true;
    lab.emit('loaded', { ...lab.status, version: 50 });
    await nextTick();
    expect(window.value.value).toBeNull();
  });

  it('tells a failure with its remedy and recovers', async () => {
    let fails = true;
    lab.handlers['memory.read'] = ({ address }) => {
      if (fails) throw new FakeRefusal('no such place', 'Look elsewhere.');
      return { address, bytes: new Uint8Array(4), kinds: new Uint8Array(4), changed: new Uint8Array(4), cache: new Uint8Array(4), other: null };
    };
    const window = open();
    await settle();
    expect(window.error.value).toEqual({ message: 'no such place', remedy: 'Look elsewhere.' });
    fails = false;
    window.refresh();
    await settle();
    expect(window.error.value).toBeNull();
    expect(window.value.value?.address).toBe(0x1f80_0000);
  });

  it('does not ask without arguments, nor after its scope ended', async () => {
    args.value = null;
    open();
    await settle();
    expect(readsAsked()).toEqual([]);
    scope.stop();
    await moveTo(0x100);
    await settle();
    expect(readsAsked()).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { newSession } from '../../session/session';
import { Lab } from '../lab';
import { boardView } from './board-view';

describe('the board', () => {
  it('shows of a peripheral how it is wired, as the device tree has it', () => {
    const view = boardView(Lab.begin(newSession({ name: 'board', profile: 'linux-6.1' })));
    const peripherals = view.parts.find((part) => part.id === 'hardware')?.parts ?? [];
    const wiring = (id: string) => peripherals.find((part) => part.id === id)?.facts.filter((fact) => ['Device tree', 'Interrupt', 'Request lines'].includes(fact.label)).map((fact) => fact.value);
    expect(wiring('codec')).toEqual(['codec@43c10000, dmalab,audio-codec', '27 (GIC 62)', 'tx 2, rx 3']);
    expect(wiring('sampler')).toEqual(['sampler@43c20000, dmalab,sampler', '28 (GIC 63)', 'rx 3']);
    expect(wiring('slcr')).toEqual(['slcr@f8000000, xlnx,zynq-slcr']);
    expect(wiring('gicd')).toEqual([]);
    expect(peripherals.find((part) => part.id === 'pl330')?.facts.find((fact) => fact.label === 'Interrupts')?.value).toMatch(/^17 \(GIC 45\), 18 \(GIC 46\), .*25 \(GIC 75\)$/);
  });
});

/** A stand-in for the dmaengine: descriptors in every state, a provider that keeps its residue to itself. */
import type { DmaChannelView, DmaDescriptorView, DmaDeviceView } from '../../core/contract';

const STEPS = ['prepare', 'submit', 'issue', 'callback'] as const;

const descriptor = (cookie: number, state: DmaDescriptorView['state'], steps: number, fields: Partial<DmaDescriptorView> = {}): DmaDescriptorView => ({
  address: 0x0108_2000 + 0x40 * cookie, cookie: state === 'prepared' ? 0 : cookie, state, kind: 'memcpy', from: 0x1f80_0000, to: 0x1f81_0000, bytes: 1600, period: null, residue: state === 'completed' ? 0 : 1600, callback: 'on_done', called: steps > 3 ? 1 : 0,
  steps: STEPS.slice(0, steps).map((step, i) => ({ step, entry: 300 + 10 * cookie + i, at: 12_000 + 900 * cookie + 210 * i, place: `demo: demo_copy demo.c:${40 + 6 * i}` })), ...fields,
});

const channel = (fields: Partial<DmaChannelView>): DmaChannelView => ({ address: 0x0108_1000, name: 'dma0chan0', clients: 0, client: '', used: 1, last: 1, thread: null, descriptors: [], ...fields });

export const fakeDmaengine: DmaDeviceView[] = [
  {
    address: 0x0108_0000, name: 'dma0', device: 'f8003000.dmac',
    capabilities: ['MEMCPY', 'XOR', 'SLAVE', 'CYCLIC'].map((name) => ({ name, has: name !== 'XOR' })), facts: [{ name: 'Residue by', value: 'burst' }],
    channels: [
      channel({
        clients: 1, used: 7, last: 3, thread: 0,
        descriptors: [descriptor(4, 'running', 3, { residue: 640 }), descriptor(5, 'issued', 3), descriptor(6, 'submitted', 2), descriptor(7, 'prepared', 1), descriptor(3, 'completed', 4), descriptor(2, 'terminated', 3)],
      }),
      channel({ address: 0x0108_1100, name: 'dma0chan1', clients: 1, client: 'stream@43c00000', thread: 1 }),
      channel({ address: 0x0108_1200, name: 'dma0chan2' }),
    ],
  },
  { address: 0x0109_0000, name: 'dma1', device: 'softdma', capabilities: ['MEMCPY', 'XOR', 'SLAVE', 'CYCLIC'].map((name) => ({ name, has: name === 'XOR' })), facts: [{ name: 'Most XOR sources', value: '16' }], channels: [channel({ name: 'dma1chan0', clients: 1, used: 2, descriptors: [descriptor(2, 'issued', 3, { kind: 'xor', residue: null })] })] },
];

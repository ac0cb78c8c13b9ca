/** What the devices on request lines tell becomes findings: for each rule what makes it, and what nearly does. */
import { beforeAll, describe, expect, it } from 'vitest';
import { AUDIO_CODEC, CODEC_CTRL } from '../devices/audio-codec-registers';
import { SAMPLER } from '../devices/sampler';
import { STREAM_FIFO } from '../devices/stream-fifo';
import { ZynqBench } from './dmaengine/zynq-bench';

const BASE = { stream: STREAM_FIFO, codec: AUDIO_CODEC, sampler: SAMPLER } as const;
type Write = readonly [device: keyof typeof BASE, register: string, value: number];
/** Writes, a run of so many cycles, and so on. */
type Deed = Write | number;

let bench: ZynqBench;
beforeAll(() => {
  bench = new ZynqBench();
});

function doAll(deeds: readonly Deed[]): string[] {
  const before = bench.kernel.findings.length;
  const { clock } = bench.machine;
  for (const deed of deeds) {
    if (typeof deed === 'number') clock.run(clock.now + deed);
    else write(deed);
  }
  ([['stream', 'CTRL', 128], ['codec', 'CTRL', 256], ['sampler', 'CTRL', 8]] as const).forEach(write);
  return bench.kernel.findings.slice(before).map((one) => `${one.rule}: ${one.message}`);
}

function write([device, register, value]: Write): void {
  const region = bench.machine.map.list().find((one) => one.name === device);
  if (region?.kind !== 'mmio') throw new Error(device);
  const registers: Readonly<Record<string, { readonly offset: number }>> = BASE[device].registers;
  region.target.write(registers[register].offset, 4, value, 0);
}

const frame: Write = ['codec', 'TX_DATA', 1];
const { TX_EN, RX_EN, TX_DMA, RX_DMA, TX_LIMITED, DRAIN } = CODEC_CTRL;

describe('findings of devices on request lines', () => {
  it.each<[string, readonly Deed[], readonly Deed[], RegExp]>([
    ['codec-underrun', [frame, ['codec', 'CLOCK', 1000], ['codec', 'CTRL', TX_EN], 2500], [frame, frame, ['codec', 'CTRL', TX_EN | DRAIN], 2500], /^Frame \d+ was due and the FIFO of 16 was empty\. The device raises no requests/],
    ['codec-underrun', [['codec', 'CTRL', TX_EN | TX_DMA], 1500], [frame, frame, ['codec', 'CTRL', TX_EN | TX_DMA], 1500], /Its burst request has been open for \d+\.\d µs, and no channel takes it/],
    ['codec-underrun', [['codec', 'TX_LIMIT', 100], ...Array.from({ length: 2 }, () => frame), ['codec', 'CTRL', TX_EN | TX_DMA | TX_LIMITED], ['codec', 'TX_LIMIT', 0], 3500], [], /The driver has made ready 0 frames \(TX_LIMIT\) and no more/],
    ['codec-overrun', [['codec', 'CTRL', RX_EN], 17500], [['codec', 'CTRL', RX_EN], 900], /^Frame \d+ came and the FIFO of 16 was full/],
    ['sampler-overrun', [['sampler', 'INTERVAL', 100], ['sampler', 'CTRL', 1], 6550], [['sampler', 'CTRL', 1], 6350], /^Sample \d+ came and the FIFO of 64 was full\. READY was said 22\.1 µs ago, but its interrupt is not enabled/],
    ['fifo-overrun', [['stream', 'CTRL', 10], 1750], [['stream', 'CTRL', 10 | 64], 1750], /^Word \d+ came and the FIFO of 16 was full/],
    ['request-line-taken', [['codec', 'CTRL', RX_DMA], ['sampler', 'CTRL', 2]], [['codec', 'CTRL', RX_DMA], ['codec', 'CTRL', 0], ['sampler', 'CTRL', 2]], /^The sampler wants request line 3, which the codec has/],
  ])('%s: %#', (rule, wrong, near, message) => {
    expect(doAll(near)).toEqual([]);
    const found = doAll(wrong);
    expect(found).toHaveLength(1);
    expect(found[0].startsWith(`${rule}: `)).toBe(true);
    expect(found[0].slice(rule.length + 2)).toMatch(message);
  });
});

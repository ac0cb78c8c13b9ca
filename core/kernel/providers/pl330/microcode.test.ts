import { describe, expect, it } from 'vitest';
import { Pl330Rig } from '../../../controllers/pl330/pl330-rig';
import { Random } from '../../../random';
import { listingText, microcode, REQUEST_BYTES } from './microcode';

const memcpy = (bytes: number, from = 0x10_0000, to = 0x200_0000) => microcode({ kind: 'memcpy', from, to, bytes }, 0);

/** "LP1 24 [LD ST]" and so on, of what follows the first three moves. */
function shorthand(bytes: number): string {
  const words = listingText(memcpy(bytes)).filter((text) => !/^DMAMOV [SD]AR$/.test(text)).map((text) =>
    text.replace(/^DMAMOV /, '').replace(/^DMALP_(\d) (\d+)$/, 'LP$1 $2 [').replace(/^DMALPENDA_\d bjmpto_\w+$/, ']').replace(/^DMALDA$/, 'LD').replace(/^DMASTA$/, 'ST').replace(/^DMA/, ''));
  return words.join(' ');
}

/** As measured on Linux 6.1. */
const MEASURED: readonly (readonly [number, string])[] = [
  [1, 'CCR 0x4001 LD ST'],
  [3, 'CCR 0x4001 LP1 2 [ LD ST ]'],
  [8, 'CCR 0x3dc0f7 CCR 0x1c007 LD ST'],
  [64, 'CCR 0x3dc0f7 CCR 0x1dc077 LD ST'],
  [100, 'CCR 0x14005 LP1 24 [ LD ST ]'],
  [128, 'CCR 0x3dc0f7 LD ST'],
  [192, 'CCR 0x3dc0f7 LD ST CCR 0x1dc077 LD ST'],
  [1600, 'CCR 0x3dc0f7 LP1 11 [ LD ST ] CCR 0x1dc077 LD ST'],
  [4095, 'CCR 0x4001 LP0 14 [ LP1 255 [ LD ST ] ] LP1 254 [ LD ST ]'],
  [4096, 'CCR 0x3dc0f7 LP1 31 [ LD ST ]'],
  [32768, 'CCR 0x3dc0f7 LP1 255 [ LD ST ]'],
  [65536, 'CCR 0x3dc0f7 LP0 1 [ LP1 255 [ LD ST ] ]'],
  [100000, 'CCR 0x3dc0f7 LP0 2 [ LP1 255 [ LD ST ] ] LP1 12 [ LD ST ] CCR 0xdc037 LD ST'],
];

describe('microcode of mem-to-mem transfers', () => {
  it.each(MEASURED)('of %i bytes is that of the kernel', (bytes, program) => expect(shorthand(bytes)).toBe(`${program} SEV 0 END`));

  it('is spelt as the kernel does, addresses left out', () => {
    expect(listingText(memcpy(4096))).toEqual(['DMAMOV CCR 0x3dc0f7', 'DMAMOV SAR', 'DMAMOV DAR', 'DMALP_1 31', 'DMALDA', 'DMASTA', 'DMALPENDA_1 bjmpto_2', 'DMASEV 0', 'DMAEND']);
    expect(listingText(memcpy(65536)).filter((text) => text.includes('END'))).toEqual(['DMALPENDA_1 bjmpto_2', 'DMALPENDA_0 bjmpto_6', 'DMAEND']);
    expect(listingText(memcpy(64), true)[1]).toBe('DMAMOV SAR 0x100000');
  });

  it('takes the addresses into account', () => {
    expect(listingText(memcpy(4096, 0x10_0004))[0]).toBe('DMAMOV CCR 0x14005');
    expect(listingText(memcpy(4096, 0x10_0000, 0x200_0002))[0]).toBe('DMAMOV CCR 0xc003');
  });

  it('repeats the body when both counters are full, in hexadecimal jumps, and says when it has no room', () => {
    const code = memcpy(2 ** 24);
    expect(listingText(code).slice(3, 9)).toEqual(['DMALP_0 255', 'DMALP_1 255', 'DMALDA', 'DMASTA', 'DMALDA', 'DMASTA']);
    expect(code.tooLong).toBe(false);
    const odd = memcpy(2 ** 24 - 1);
    expect(odd.bytes.length).toBeGreaterThan(REQUEST_BYTES);
    expect(odd.tooLong).toBe(true);
    expect(listingText(odd)).toContain('DMALPENDA_0 bjmpto_fa');
  });

  it('refuses no bytes', () => expect(() => memcpy(0)).toThrow('at least 1 byte, not 0'));

  it('copies exactly the bytes asked for', () => {
    const random = new Random(330);
    const lengths = [1, 2, 127, 129, 255, 257, 4095, 4104, 32776, 65537, ...Array.from({ length: 24 }, (_, i) => 1 + random.below(2 ** (1 + (i % 15))))];
    for (const bytes of lengths) expect(copied(bytes, random.below(8), random.below(8)), `${bytes} bytes`).toBe('exactly');
  }, 60_000);

  it('copies as many as there are passes, up to 16 MiB', () => {
    const random = new Random(24);
    for (const bytes of [2 ** 24, 2 ** 24 - 1, ...Array.from({ length: 200 }, () => 1 + random.below(2 ** 24))]) expect(moved(memcpy(bytes).bytes), `${bytes} bytes`).toBe(bytes);
  });
});

/** Bytes that a program loads: loops carried out in arithmetic. */
function moved(bytes: readonly number[]): number {
  let at = 0;
  let burst = 0;
  const run = (): number => {
    let sum = 0;
    for (;;) {
      const code = bytes[at];
      if (code === 0xbc) {
        if (bytes[at + 1] === 1) burst = ((bytes[at + 2] >> 4) + 1) << ((bytes[at + 2] >> 1) & 7);
        at += 6;
      } else if (code === 0x20 || code === 0x22) {
        const times = bytes[at + 1] + 1;
        at += 2;
        sum += times * run();
      } else if (code === 0x38 || code === 0x3c) {
        at += 2;
        return sum;
      } else if (code === 0x34 || code === 0x00) return sum;
      else {
        if (code === 0x04) sum += burst;
        at += 1;
      }
    }
  };
  return run();
}

function copied(bytes: number, fromOffset: number, toOffset: number): string {
  const rig = new Pl330Rig({ journal: false });
  const [from, to] = [0x10_0000 + fromOffset, 0x200_0000 + toOffset];
  const data = rig.fill(from - 16, bytes + 32).slice(16, 16 + bytes);
  rig.memory.write(to - 16, new Uint8Array(bytes + 32).fill(0xee), 0, bytes + 32);
  const { bytes: program } = microcode({ kind: 'memcpy', from, to, bytes }, 0);
  rig.memory.write(0x1000, Uint8Array.from(program), 0, program.length);
  rig.write(0x20, 1);
  rig.go(0, 0x1000);
  if (!rig.settle(4_000_000)) return 'did not end';
  if (!rig.lines[0]) return 'no interrupt';
  const result = rig.memory.bytes(to - 16, bytes + 32);
  if (result.slice(0, 16).some((byte) => byte !== 0xee) || result.slice(16 + bytes).some((byte) => byte !== 0xee)) return 'wrote beside it';
  return data.every((byte, i) => byte === result[16 + i]) ? 'exactly' : 'other bytes';
}

describe('microcode of transfers with a device', () => {
  const transfer = { kind: 'peripheral', direction: 'to-device', from: 0x1000, to: 0x4000_0000, bytes: 64, width: 4, burst: 4, requestLine: 2 } as const;

  it('waits for a burst request each time, and forgets stale ones', () => {
    expect(listingText(microcode(transfer, 3))).toEqual(['DMAMOV CCR 0xd0035', 'DMAMOV SAR', 'DMAMOV DAR', 'DMALP_1 3', 'DMAFLUSHP 2', 'DMAWFPB 2', 'DMALDB', 'DMASTPB 2', 'DMALPENDA_1 bjmpto_7', 'DMASEV 3', 'DMAEND']);
  });

  it('goes in singles when the burst is one, the other way with DMALDP', () => {
    const listing = listingText(microcode({ ...transfer, direction: 'from-device', burst: 1, bytes: 4 }, 0));
    expect(listing.slice(3)).toEqual(['DMAFLUSHP 2', 'DMAWFPS 2', 'DMALDPS 2', 'DMASTS', 'DMASEV 0', 'DMAEND']);
    expect(listing[0]).toBe('DMAMOV CCR 0x14004');
  });

  it('ends with a shorter burst', () => expect(listingText(microcode({ ...transfer, bytes: 24 }, 0)).slice(3)).toEqual(['DMAFLUSHP 2', 'DMAWFPB 2', 'DMALDB', 'DMASTPB 2', 'DMAMOV CCR 0x50015', 'DMAFLUSHP 2', 'DMAWFPB 2', 'DMALDB', 'DMASTPB 2', 'DMASEV 0', 'DMAEND']));

  it.each([[{ width: 3 }, 'width'], [{ burst: 17 }, 'burst must be 1 to 16'], [{ bytes: 30 }, 'no multiple of the width']])('refuses %o', (change, message) => expect(() => microcode({ ...transfer, ...change }, 0)).toThrow(message));
});

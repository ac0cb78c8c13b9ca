/** What a user types into "Go to": an address, the name of a range, or either with an offset. */
import type { RegionView } from '../../../core/contract';

export interface Target {
  readonly address: number;
  /** Bytes to select: the whole range when it was named without offset. */
  readonly bytes: number;
  readonly name: string;
}

export type TargetResult = { readonly target: Target } | { readonly problem: string };

export function allTargets(regions: readonly RegionView[]): Target[] {
  return regions.flatMap((region) => [
    ...region.marks.map((mark) => ({ address: mark.base, bytes: mark.bytes, name: mark.name })),
    { address: region.base, bytes: 1, name: region.name },
  ]);
}

/** Understands `0x1000`, `1000` (hex), `src`, `src+0x40`, `dst - 16` (an offset without 0x is decimal). */
export function findTarget(text: string, regions: readonly RegionView[]): TargetResult {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'Type an address or a name.' };
  const whole = baseOf(trimmed, regions);
  if (whole !== null) return { target: whole };
  const parts = /^(.+?)\s*([+-])\s*(0x[0-9a-f]+|\d+)$/i.exec(trimmed);
  const base = parts === null ? null : baseOf(parts[1], regions);
  if (parts === null || base === null) return { problem: `'${trimmed}' is neither a hexadecimal address nor a name in this memory.` };
  const address = base.address + (parts[2] === '-' ? -1 : 1) * Number(parts[3]);
  if (address < 0 || address > 0xffff_ffff) return { problem: `'${trimmed}' lies outside of the 4 GiB address space.` };
  return { target: { address, bytes: 1, name: base.name } };
}

function baseOf(text: string, regions: readonly RegionView[]): Target | null {
  const targets = allTargets(regions);
  const exact = targets.find((target) => target.name === text) ?? targets.find((target) => target.name.toLowerCase() === text.toLowerCase());
  if (exact !== undefined) return exact;
  const digits = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(text.replaceAll('_', ''));
  return digits === null ? null : { address: parseInt(digits[1], 16), bytes: 1, name: '' };
}

/**
 * Typing over memory: digits collect in a draft until it is committed as one write, or dropped. A byte of which only
 * the high digit was typed keeps its low digit.
 */
import type { HexPane } from './hex-layout';

export interface HexDraft {
  readonly address: number;
  readonly bytes: readonly number[];
  /** The last byte waits for its low digit. */
  readonly half: boolean;
}

/** One write request takes no more. */
export const MOST_DRAFT = 4096;

/** The byte that the next sign goes to. */
export function caretOf(draft: HexDraft): number {
  return draft.address + draft.bytes.length - (draft.half ? 1 : 0);
}

/** `sign` typed at `address` over `old`, the byte that stands there; null when it cannot be typed. */
export function typeSign(draft: HexDraft | null, pane: HexPane, sign: string, address: number, old: number): HexDraft | null {
  const begun = draft ?? { address, bytes: [], half: false };
  if (begun.bytes.length >= MOST_DRAFT && !begun.half) return null;
  if (pane === 'ascii') return typeCharacter(begun, sign);
  if (!/^[0-9a-fA-F]$/.test(sign)) return null;
  const digit = parseInt(sign, 16);
  if (!begun.half) return { ...begun, bytes: [...begun.bytes, digit * 16 + (old & 15)], half: true };
  const last = begun.bytes[begun.bytes.length - 1];
  return { ...begun, bytes: [...begun.bytes.slice(0, -1), (last & 0xf0) + digit], half: false };
}

function typeCharacter(draft: HexDraft, sign: string): HexDraft | null {
  const code = sign.charCodeAt(0);
  if (sign.length !== 1 || code < 0x20 || code > 0x7e) return null;
  return { ...draft, bytes: [...draft.bytes, code], half: false };
}

/** Takes the last digit or sign back; null when nothing is left. */
export function eraseSign(draft: HexDraft): HexDraft | null {
  const bytes = draft.bytes.slice(0, -1);
  return bytes.length === 0 ? null : { ...draft, bytes, half: false };
}

/** What the draft shows at `address`, if anything. */
export function draftByte(draft: HexDraft | null, address: number): number | null {
  return draft === null ? null : (draft.bytes[address - draft.address] ?? null);
}

import { describe, expect, it } from 'vitest';
import { caretOf, draftByte, eraseSign, MOST_DRAFT, typeSign } from './hex-edit';
import type { HexDraft } from './hex-edit';

const typed = (signs: string, pane: 'hex' | 'ascii' = 'hex', old = 0xab): HexDraft | null => {
  let draft: HexDraft | null = null;
  for (const sign of signs) draft = typeSign(draft, pane, sign, 0x1000, old);
  return draft;
};

describe('typing over memory', () => {
  it('makes a byte of two digits and goes on to the next', () => {
    const draft = typed('12F');
    expect(draft).toEqual({ address: 0x1000, bytes: [0x12, 0xfb], half: true });
    expect(caretOf(draft as HexDraft)).toBe(0x1001);
    expect(caretOf(typed('12') as HexDraft)).toBe(0x1001);
  });

  it('keeps the low digit of a byte that got one digit only', () => {
    expect(typed('1')?.bytes).toEqual([0x1b]);
  });

  it('takes characters in the text pane', () => {
    expect(typed('Hi~', 'ascii')?.bytes).toEqual([0x48, 0x69, 0x7e]);
    expect(typeSign(null, 'ascii', 'é', 0, 0)).toBeNull();
  });

  it('refuses what is no digit and what is too long', () => {
    expect(typeSign(null, 'hex', 'g', 0, 0)).toBeNull();
    const full = { address: 0, bytes: new Array<number>(MOST_DRAFT).fill(1), half: false };
    expect(typeSign(full, 'hex', '1', 0, 0)).toBeNull();
    expect(typeSign({ ...full, half: true }, 'hex', '2', 0, 0)?.bytes).toHaveLength(MOST_DRAFT);
  });

  it('takes signs back', () => {
    expect(eraseSign(typed('1234') as HexDraft)).toEqual({ address: 0x1000, bytes: [0x12], half: false });
    expect(eraseSign(typed('1') as HexDraft)).toBeNull();
  });

  it('shows the draft over what stands there', () => {
    expect(draftByte(typed('12'), 0x1000)).toBe(0x12);
    expect(draftByte(typed('12'), 0x1001)).toBeNull();
    expect(draftByte(null, 0x1000)).toBeNull();
  });
});

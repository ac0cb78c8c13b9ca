/** Shapes that arguments of several requests share. Limits are generous: they keep nonsense out, not big sessions. */
import * as v from 'valibot';

export const address = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
export const word = address;
export const cycle = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** Where time travel may lead, some 58 days: what runs on from there still has whole cycles, and is saved. */
export const moment = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 50));
export const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
export const name = v.pipe(v.string(), v.maxLength(200));
export const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
export const bytes = (most: number) => v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length >= 1 && value.length <= most, `must be 1 to ${most} bytes`);
/** A plain name in the home directory of the simulated system. */
export const fileName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/, 'must be a plain file name'));
export const sourceText = v.pipe(v.string(), v.maxLength(1_000_000));
export const nothing = v.strictObject({});

/** Marks of the ruler: whole steps of 1, 2 or 5 times a power of ten, in cycles and in seconds; and how times are written. */
import { grouped } from '../../ui/numbers';

export interface Tick {
  /** In the unit of the axis: cycles or seconds. */
  readonly at: number;
  readonly major: boolean;
}

/** The smallest nice step that leaves at least `room` pixels between two marks. */
export function niceStep(unitsPerPixel: number, room: number, least = 0): number {
  const wanted = unitsPerPixel * room;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((candidate) => candidate >= wanted * (1 - 1e-9)) ?? 10 * power;
  return Math.max(least, step);
}

/** Marks from `from` to `to`, labelled ones at least `room` pixels apart, with smaller ones between. */
export function chooseTicks(from: number, to: number, pixels: number, room: number, least = 0): { ticks: Tick[]; step: number } {
  const step = niceStep((to - from) / pixels, room, least);
  const parts = minorParts(step, least);
  const minor = step / parts;
  const ticks: Tick[] = [];
  const first = Math.ceil(from / minor - 1e-9);
  const last = Math.floor(to / minor + 1e-9);
  for (let i = first; i <= last; i++) ticks.push({ at: i * minor, major: i % parts === 0 });
  return { ticks, step };
}

/** Into how many a step is cut, so that the parts are nice too and not below `least`. */
function minorParts(step: number, least: number): number {
  const digit = Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9));
  const parts = digit === 2 ? 4 : 5;
  return step / parts >= least ? parts : least > 0 ? Math.max(1, Math.floor(step / least)) : 1;
}

const TIME_UNITS = [
  { name: 's', seconds: 1 },
  { name: 'ms', seconds: 1e-3 },
  { name: 'µs', seconds: 1e-6 },
  { name: 'ns', seconds: 1e-9 },
] as const;

/** `seconds` with the digits that `step` calls for, in the unit that suits the size of `seconds`. */
export function timeText(seconds: number, step: number): string {
  if (seconds === 0) return '0';
  const size = Math.abs(seconds);
  const unit = TIME_UNITS.find((candidate) => size >= candidate.seconds * 0.9995) ?? TIME_UNITS[3];
  const digits = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step / unit.seconds) - 1e-9)));
  const [whole, fraction] = (seconds / unit.seconds).toFixed(digits).split('.');
  return `${grouped(Number(whole))}${fraction === undefined ? '' : `.${fraction}`}\u202f${unit.name}`;
}

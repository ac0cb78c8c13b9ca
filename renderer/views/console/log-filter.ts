/** Levels of the kernel log and which lines a filter lets through. */
import type { LogLine } from '../../../core/contract';

/** By number, as in the kernel: 0 is the gravest. */
export const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'] as const;

export const LEVEL_CHOICES = [
  { upTo: 7, title: 'All levels' },
  { upTo: 6, title: 'Info and above' },
  { upTo: 4, title: 'Warnings and errors' },
  { upTo: 3, title: 'Errors' },
] as const;

export function levelName(level: number): string {
  return LEVELS.at(level) ?? String(level);
}

/** Every word of `text` must occur, in any order and case. */
export function filterLog(lines: readonly LogLine[], text: string, upTo: number): readonly LogLine[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0 && upTo >= 7) return lines;
  return lines.filter((line) => {
    const lower = line.text.toLowerCase();
    return line.level <= upTo && words.every((word) => lower.includes(word));
  });
}

/** As dmesg writes it: '[    1.234567]'. */
export function stampText(seconds: number): string {
  return `[${seconds.toFixed(6).padStart(12)}]`;
}

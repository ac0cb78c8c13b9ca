/** Which commands a typed text means, best first: every word must occur; words at the start of words count more. */
import type { Command } from './registry';

function wordScore(word: string, text: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  if (at === 0) return 4;
  return /[^\p{L}\p{N}]/u.test(text.charAt(at - 1)) ? 3 : 1;
}

function score(words: readonly string[], command: Command): number {
  const title = command.title.toLowerCase();
  const rest = `${command.group} ${command.words ?? ''}`.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const best = Math.max(wordScore(word, title) * 2, wordScore(word, rest));
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

export function searchCommands(text: string, commands: readonly Command[]): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [...commands];
  return commands
    .map((command) => ({ command, points: score(words, command) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .map(({ command }) => command);
}

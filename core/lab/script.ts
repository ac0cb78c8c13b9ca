/**
 * The shell lines that a session still has to enter. Which come next follows from the inputs: a line counts as
 * entered when it was applied as a shell input, in order, so that stepping back brings it back.
 */
import type { Input } from './input';

export class ShellScript {
  constructor(private readonly lines: readonly string[]) {}

  /** The next line after the first `applied` inputs. */
  take(inputs: readonly Input[], applied: number): string | undefined {
    return this.remaining(inputs, applied)[0];
  }

  remaining(inputs: readonly Input[], applied: number): string[] {
    let next = 0;
    for (let i = 0; i < applied; i++) {
      const { action } = inputs[i];
      if (action.type === 'shell' && next < this.lines.length && action.text === this.lines[next]) next++;
    }
    return this.lines.slice(next);
  }
}

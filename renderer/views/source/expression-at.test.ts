import { describe, expect, it } from 'vitest';
import { expressionAt } from './expression-at';

const at = (line: string, mark: string): string | null => expressionAt(line, line.indexOf(mark))?.text ?? null;

describe('expression under the pointer', () => {
  it.each([
    ['\tstate.used = count;', 'count', 'count'],
    ['\tstate.used = count;', 'used', 'state.used'],
    ['\tstate.used = count;', 'state', 'state'],
    ['x = dev->regs[2].name + 1;', 'name', 'dev->regs[2].name'],
    ['x = grid[1][i].value;', 'value', 'grid[1][i].value'],
    ['x = find(dev)->name;', 'name', null],
    ['return count;', 'return', null],
    ['pr_info("used %d", used);', 'used %d', null],
    ['used = 1; // used up', 'up', null],
    [' * the buffer holds', 'holds', null],
    ['x = 0x1f;', '1f', null],
  ])('in %s at %s', (line, mark, expression) => {
    expect(at(line, mark)).toBe(expression);
  });

  it('tells where it stands', () => {
    expect(expressionAt('\tstate.used = 1;', 8)).toEqual({ text: 'state.used', from: 1, to: 11 });
  });
});

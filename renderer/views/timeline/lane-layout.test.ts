import { describe, expect, it } from 'vitest';
import { GROUP_HEIGHT, heightOf, LANE_HEIGHT, layoutLanes, rowAtY } from './lane-layout';

const lanes = [
  { id: 'cpu', title: 'CPU', group: 'Processor' },
  { id: 'read', title: 'Read', group: 'Bus' },
  { id: 'write', title: 'Write', group: 'Bus' },
  { id: 'irq', title: 'IRQ 45', group: 'Processor' },
];
const options = { folded: new Set<string>(), isEmpty: (lane: { id: string }) => lane.id === 'read', showEmpty: false };

describe('lanes', () => {
  it('gathers groups in the order in which they first appear', () => {
    const rows = layoutLanes(lanes, { ...options, showEmpty: true });
    expect(rows.map((row) => row.key)).toEqual(['Processor', 'cpu', 'irq', 'Bus', 'read', 'write']);
    expect(heightOf(rows)).toBe(2 * GROUP_HEIGHT + 4 * LANE_HEIGHT);
  });

  it('leaves empty lanes out and says how many', () => {
    const rows = layoutLanes(lanes, options);
    expect(rows.map((row) => row.key)).toEqual(['Processor', 'cpu', 'irq', 'Bus', 'write']);
    expect(rows[3]).toMatchObject({ kind: 'group', hidden: 1 });
  });

  it('folds a group down to its heading', () => {
    const rows = layoutLanes(lanes, { ...options, folded: new Set(['Processor']) });
    expect(rows.map((row) => row.key)).toEqual(['Processor', 'Bus', 'write']);
    expect(rows[0].folded).toBe(true);
  });

  it('finds rows by y, both ways', () => {
    const rows = layoutLanes(lanes, options);
    for (const row of rows) {
      expect(rowAtY(rows, row.y)).toBe(row);
      expect(rowAtY(rows, row.y + row.height - 0.5)).toBe(row);
    }
    expect(rowAtY(rows, heightOf(rows))).toBeNull();
    expect(heightOf([])).toBe(0);
  });
});

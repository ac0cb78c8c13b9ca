import { describe, expect, it } from 'vitest';
import { GROUP_HEIGHT, heightOf, LANE_HEIGHT, layoutLanes, rowAtY } from './lane-layout';

const lanes = [
  { id: 'cpu', title: 'CPU', group: 'Processor' },
  { id: 'read', title: 'Read', group: 'Bus' },
  { id: 'write', title: 'Write', group: 'Bus' },
  { id: 'irq', title: 'IRQ 45', group: 'Processor' },
];
const open = (): boolean => false;

describe('lanes', () => {
  it('gathers groups in the order in which they first appear', () => {
    const rows = layoutLanes(lanes, open);
    expect(rows.map((row) => row.key)).toEqual(['Processor', 'cpu', 'irq', 'Bus', 'read', 'write']);
    expect(rows.map((row) => row.lane)).toEqual([-1, 0, 3, -1, 1, 2]);
    expect(heightOf(rows)).toBe(2 * GROUP_HEIGHT + 4 * LANE_HEIGHT);
  });

  it('folds a group down to its heading, which says how many lanes it has', () => {
    const rows = layoutLanes(lanes, (group) => group === 'Processor');
    expect(rows.map((row) => row.key)).toEqual(['Processor', 'Bus', 'read', 'write']);
    expect(rows[0]).toMatchObject({ kind: 'group', folded: true, members: 2 });
  });

  it('spares the heading of a lane that is alone in its group', () => {
    const rows = layoutLanes([{ id: 'user', title: 'Input', group: 'User' }, ...lanes], (group) => group === 'User');
    expect(rows[0]).toMatchObject({ kind: 'lane', key: 'user', y: 0, alone: true });
    expect(rows[1]).toMatchObject({ kind: 'group', key: 'Processor', y: LANE_HEIGHT });
  });

  it('finds rows by y, both ways', () => {
    const rows = layoutLanes(lanes, open);
    for (const row of rows) {
      expect(rowAtY(rows, row.y)).toBe(row);
      expect(rowAtY(rows, row.y + row.height - 0.5)).toBe(row);
    }
    expect(rowAtY(rows, heightOf(rows))).toBeNull();
    expect(heightOf([])).toBe(0);
  });
});

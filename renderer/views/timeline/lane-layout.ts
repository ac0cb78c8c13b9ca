/** Where lanes lie: groups one below another, each with a heading and, unless it is folded, its lanes. A lane that is alone in its group needs no heading. */

export interface LaneInfo {
  readonly id: string;
  readonly title: string;
  readonly group: string;
}

export interface LaneRow {
  readonly kind: 'group' | 'lane';
  /** Group's name or lane's id. */
  readonly key: string;
  readonly title: string;
  readonly y: number;
  readonly height: number;
  /** Index into the given lanes; -1 for headings. */
  readonly lane: number;
  /** Of headings: lanes of the group. */
  readonly members: number;
  readonly folded: boolean;
  /** Of lanes: stands without a heading. */
  readonly alone: boolean;
}

export const GROUP_HEIGHT = 18;
export const LANE_HEIGHT = 21;

export function layoutLanes(lanes: readonly LaneInfo[], isFolded: (group: string) => boolean): LaneRow[] {
  const groups = new Map<string, number[]>();
  lanes.forEach((lane, index) => {
    const members = groups.get(lane.group);
    if (members === undefined) groups.set(lane.group, [index]);
    else members.push(index);
  });
  const rows: LaneRow[] = [];
  let y = 0;
  const push = (row: Omit<LaneRow, 'y'>): void => {
    rows.push({ ...row, y });
    y += row.height;
  };
  const pushLane = (index: number, alone: boolean): void => push({ kind: 'lane', key: lanes[index].id, title: lanes[index].title, height: LANE_HEIGHT, lane: index, members: 0, folded: false, alone });
  for (const [group, members] of groups) {
    if (members.length === 1) {
      pushLane(members[0], true);
      continue;
    }
    const folded = isFolded(group);
    push({ kind: 'group', key: group, title: group, height: GROUP_HEIGHT, lane: -1, members: members.length, folded, alone: false });
    if (folded) continue;
    for (const index of members) pushLane(index, false);
  }
  return rows;
}

export function heightOf(rows: readonly LaneRow[]): number {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.y + last.height;
}

export function rowAtY(rows: readonly LaneRow[], y: number): LaneRow | null {
  return rows.find((row) => y >= row.y && y < row.y + row.height) ?? null;
}

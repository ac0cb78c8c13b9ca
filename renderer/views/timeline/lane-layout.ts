/** Where lanes lie: groups one below another, each with a heading and its lanes; empty and folded ones are left out. */

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
  /** Of headings: lanes that are not shown. */
  readonly hidden: number;
  readonly folded: boolean;
}

export const GROUP_HEIGHT = 20;
export const LANE_HEIGHT = 22;

export function layoutLanes(lanes: readonly LaneInfo[], options: { folded: ReadonlySet<string>; isEmpty: (lane: LaneInfo) => boolean; showEmpty: boolean }): LaneRow[] {
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
  for (const [group, members] of groups) {
    const shown = options.showEmpty ? members : members.filter((index) => !options.isEmpty(lanes[index]));
    const folded = options.folded.has(group);
    push({ kind: 'group', key: group, title: group, height: GROUP_HEIGHT, lane: -1, hidden: members.length - shown.length, folded });
    if (folded) continue;
    for (const index of shown) push({ kind: 'lane', key: lanes[index].id, title: lanes[index].title, height: LANE_HEIGHT, lane: index, hidden: 0, folded: false });
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

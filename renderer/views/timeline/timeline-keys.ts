/** Keys of the timeline while it has the focus, by `KeyboardEvent.code`. The key sheet shows the first two of each. */
export type TimelineAct = 'zoomIn' | 'zoomOut' | 'earlier' | 'later' | 'previous' | 'next' | 'laneUp' | 'laneDown' | 'zoomToSelection' | 'fit' | 'goTo' | 'forget';

export const TIMELINE_KEYS: readonly { readonly act: TimelineAct; readonly title: string; readonly keys: readonly string[] }[] = [
  { act: 'previous', title: 'Previous entry of the lane', keys: ['ArrowLeft'] },
  { act: 'next', title: 'Next entry of the lane', keys: ['ArrowRight'] },
  { act: 'laneUp', title: 'Lane above', keys: ['ArrowUp'] },
  { act: 'laneDown', title: 'Lane below', keys: ['ArrowDown'] },
  { act: 'zoomIn', title: 'Zoom in', keys: ['KeyW', 'Equal', 'NumpadAdd'] },
  { act: 'zoomOut', title: 'Zoom out', keys: ['KeyS', 'Minus', 'NumpadSubtract'] },
  { act: 'earlier', title: 'Move to earlier', keys: ['KeyA'] },
  { act: 'later', title: 'Move to later', keys: ['KeyD'] },
  { act: 'zoomToSelection', title: 'Zoom to what is selected', keys: ['KeyF'] },
  { act: 'fit', title: 'The whole run', keys: ['Digit0', 'Home'] },
  { act: 'goTo', title: 'Take the lab to the selected cycle', keys: ['Enter'] },
  { act: 'forget', title: 'Select nothing', keys: ['Escape'] },
];

const ACT_OF = new Map(TIMELINE_KEYS.flatMap(({ act, keys }) => keys.map((key) => [key, act] as const)));
export const timelineAct = (code: string): TimelineAct | undefined => ACT_OF.get(code);

/**
 * The whole page on the stand-in lab, for a look in a browser: `npx vite renderer`, then /testing/preview.html.
 * `?theme=dark` sets the theme; `?state=empty` shows a bench with nothing on it, `?state=broken` a lab that fails.
 */
import { FakeLab, FakeRefusal } from './fake-lab';
import type { FakeHandlers } from './fake-lab';
import { fakeBoard, fakeStatus } from './fake-data';

const asked = new URLSearchParams(location.search);
const refuse = (): never => {
  throw new FakeRefusal('The lab stopped: a part of the board failed.', 'Open another session, or start the program again.');
};

const EMPTY: Partial<FakeHandlers> = {
  'lab.board': () => ({ ...fakeBoard, parts: [] }),
  'memory.regions': () => [],
  'journal.entries': ({ from }) => ({ from, length: 0, entries: [] }),
  'timeline.window': ({ from, to }) => ({ from, to, lanes: [], arrows: { fromLane: new Uint16Array(), fromAt: new Float64Array(), toLane: new Uint16Array(), toAt: new Float64Array() } }),
  'kernel.log': ({ from }) => ({ from, lost: 0, lines: [] }),
  'shell.lines': ({ from }) => ({ from, lost: 0, lines: [], prompt: '/ # ', busy: false }),
  'findings.list': () => [],
  'mappings.list': () => ({ mappings: [], bounce: null, iommu: null }),
  'pools.list': () => [],
  'dmaengine.list': () => [],
  'pages.map': () => ({ zones: [], blocks: [], more: 0 }),
  'cache.window': () => ({ levels: [], level: '', map: new Uint8Array(), addresses: new Uint32Array(), chosen: null, chosenIndex: -1, from: 0, total: 0, lines: [] }),
};
const BROKEN: Partial<FakeHandlers> = { 'lab.board': refuse, 'registers.read': refuse, 'memory.regions': refuse, 'memory.read': refuse, 'timeline.window': refuse, 'dma.state': refuse, 'dma.program': refuse, 'kernel.log': refuse, 'shell.lines': refuse, 'findings.list': refuse, 'mappings.list': refuse, 'pages.map': refuse, 'cache.window': refuse, 'dmaengine.list': refuse };

const state = asked.get('state');
const lab = new FakeLab(state === 'empty' ? EMPTY : state === 'broken' ? BROKEN : {});
if (state === 'empty') lab.status = { ...fakeStatus, sessionName: 'New session', cycle: 0, seconds: 0, journalLength: 0, journalBytes: 0, inputs: 0, canUndo: false, findings: 0, stopped: '' };
lab.settings = JSON.stringify({ version: 1, theme: asked.get('theme') ?? 'system' });
window.lab = lab;
Object.assign(window, { fakeLab: lab });
void import('../main');

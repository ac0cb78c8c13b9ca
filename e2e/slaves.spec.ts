/** Devices on request lines, as a user meets them: a serial port without and with flow control, an audio codec that runs dry, a sampler that nobody serves in time, and both done right. */
import { expect, test } from '@playwright/test';
import { LabPage } from './lab-page';

let lab: LabPage;
test.beforeAll(async () => {
  lab = await LabPage.launch();
});
test.afterAll(async () => {
  await lab.close();
  lab.removeProfile();
});
test.describe.configure({ mode: 'serial' });

async function open(name: string): Promise<void> {
  await lab.openSession(name);
  await lab.runScript();
}

async function log(): Promise<string> {
  await lab.show('Kernel log');
  return (await lab.log()).join('\n');
}

/** A register as the panel shows it: its line, and its only field when that is asked for. */
async function shown(peripheral: string, register: string): Promise<string> {
  await lab.show('Registers');
  await lab.byId('register-peripheral').selectOption({ label: peripheral });
  await lab.byId('register-filter').fill(register);
  await lab.waitForIdle();
  return (await lab.byId(`register-${register}-0`).locator('.shown').textContent()) ?? '';
}

async function finding(rule: string) {
  await lab.show('Findings');
  return lab.page.locator(`[data-testid="finding"][data-rule="${rule}"]`);
}

test('the ring runs dry: log, registers and finding say so', async () => {
  await open('audio-underrun');
  expect(await log()).toContain('underrun at frame 256');
  await expect(lab.page.getByText('underrun at frame 256', { exact: false }).first()).toBeVisible();
  expect(await shown('Audio codec', 'TX_POSITION')).toBe('0x00000400');
  expect(Number(await shown('Audio codec', 'TX_LOST'))).toBeGreaterThan(500);
  const card = await finding('codec-underrun');
  await expect(card).toHaveCount(1);
  await expect(card).toContainText('The driver has made ready 256 frames (TX_LIMIT) and no more');
  await expect(card).toContainText('Refill the period in its callback');
});

test('the finding leads to the moment: 256 frames played, none lost yet; and on again', async () => {
  const card = await finding('codec-underrun');
  await card.getByTestId('finding-travel').click();
  await lab.waitForIdle();
  expect(await shown('Audio codec', 'TX_POSITION')).toBe('0x00000100');
  expect(await shown('Audio codec', 'TX_LOST')).toBe('0x00000000');
  await lab.byId('register-filter').fill('STATUS');
  await lab.byId('register-STATUS-0').dblclick({ position: { x: 60, y: 5 } });
  await expect(lab.byId('field-STATUS-0-TX_LEVEL')).toContainText('0');
  await lab.runScript();
  expect(await shown('Audio codec', 'TX_POSITION')).toBe('0x00000400');
});

test('refilled in time: sixteen periods, no silence, nothing found', async () => {
  await open('audio-playback');
  expect(await log()).toContain('1024 frames played, 0 underruns, 0 frames of silence');
  expect(await shown('Audio codec', 'TX_PERIODS')).toBe('0x00000010');
  expect(await shown('Audio codec', 'TX_LOST')).toBe('0x00000000');
  expect(await shown('Audio codec', 'TX_SUM')).toBe('0xfe07fe00');
  await lab.show('Findings');
  await expect(lab.byId('finding')).toHaveCount(0);
});

test('the sample clock, halved by hand: the same frames take twice as long', async () => {
  const played = async (): Promise<number> => {
    const { lines } = await lab.ask('kernel.log', { from: 0 });
    const at = (text: string): number => lines.findLast((line) => line.text.includes(text))?.cycle ?? NaN;
    return (at('1024 frames played') - at('4 periods written')) / 1024;
  };
  expect(await played()).toBeCloseTo(4630, -2);
  await shown('Audio codec', 'CLOCK');
  await lab.byId('register-CLOCK-0').locator('.shown').dblclick();
  await lab.byId('register-edit').fill('9260');
  await lab.byId('register-edit').press('Enter');
  await lab.waitForIdle();
  expect(await shown('Audio codec', 'CLOCK')).toBe('0x0000242c');
  await lab.shell('insmod dsp.ko');
  await lab.shell('./play');
  expect(await played()).toBeCloseTo(9260, -2);
  expect(await shown('Audio codec', 'TX_LOST')).toBe('0x00000000');
});

test('a sampler: every block comes, none is missed', async () => {
  await open('sampler-read');
  const said = (await lab.ask('shell.lines', { from: 0 })).lines.map((line) => line.text).join('\n');
  expect(said).toContain('256 samples, 0 holes');
  expect(await shown('Sampler', 'LOST')).toBe('0x00000000');
  await lab.show('Findings');
  await expect(lab.byId('finding')).toHaveCount(0);
});

test('a sampler whose driver comes late: lost samples, and why', async () => {
  await open('sampler-overrun');
  expect(await log()).toContain('overrun: 1 samples lost so far');
  expect(Number(await shown('Sampler', 'LOST'))).toBeGreaterThan(1000);
  const card = await finding('sampler-overrun');
  await expect(card).toContainText('Sample 64 came and the FIFO of 64 was full');
  await expect(card).toContainText('no block was set up since');
});

test('a serial port: words lost without flow control, none with it', async () => {
  await open('serial-overrun');
  expect(await log()).toContain('192 bytes never came');
  expect(await shown('Serial port with FIFOs', 'ERROR')).toBe('0x00000003');
  await expect(await finding('fifo-overrun')).toContainText('Word 16 came and the FIFO of 16 was full');
  await open('serial-flow-control');
  expect(await log()).toContain('all 256 bytes came back, and they are equal');
  await lab.show('Findings');
  await expect(lab.byId('finding')).toHaveCount(0);
});

test('old periods play again: no register tells, the finding does, and leads to the bytes', async () => {
  await open('audio-stale-ring');
  expect(await shown('Audio codec', 'TX_LOST')).toBe('0x00000000');
  expect(await shown('Audio codec', 'TX_SUM')).not.toBe('0xfe07fe00');
  const card = await finding('ring-period-stale');
  await expect(card).toHaveCount(1);
  await expect(card).toContainText('dma0chan2 has sent a period of its ring a second time: 256 bytes');
  await card.getByTestId('finding-address').click();
  await lab.waitForIdle();
  await expect(lab.byId('memory-row').first()).toBeVisible();
});

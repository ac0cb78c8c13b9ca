/** The shipped sessions in C, as a user meets them: open, run, see what the shell, the log, the findings and the memory say. */
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
async function said(): Promise<string> {
  return (await lab.ask('shell.lines', { from: 0 })).lines.map((line) => line.text).join('\n');
}
async function rules(): Promise<string[]> {
  return (await lab.ask('findings.list', {})).map((finding) => finding.rule);
}

test('PL330 by hand in C: the transfer works, and its habits are told', async () => {
  await open('c-pl330-by-hand');
  expect((await lab.log()).some((line) => line.includes('dma irq test ok'))).toBe(true);
  expect(await said()).toContain('write took 0 of 1 bytes');
  expect(await rules()).toContain('unaligned-access');
  await lab.show('Source');
  await expect(lab.byId('source-file-pl330_by_hand.c')).toBeVisible();
});

test('a byte of its microcode leads to the line that put it there', async () => {
  const { base } = await lab.mark('program');
  const writer = await lab.ask('journal.writer', { address: base });
  expect(writer.value).toBe(0xbc);
  expect(writer.writer?.detail).toMatch(/put_mov pl330_by_hand\.c:\d+/);
  expect(writer.chain.map((entry) => entry.title).join('\n')).toContain('start_once');
});

test('PL330 corrected: a program gets its text back, and nothing is found wrong', async () => {
  await open('c-pl330-corrected');
  expect(await said()).toContain('25 bytes came back: moved by a DMA controller');
  expect((await lab.log()).some((line) => line.includes('40 bytes copied, and they are equal'))).toBe(true);
  expect(await rules()).toEqual([]);
});

test('the broken client dies as on real Linux 6.1, twice', async () => {
  await lab.openSession('c-client-broken');
  await lab.command('Stop where something is found wrong');
  const stopped = async (): Promise<string> => (await lab.ask('lab.status', {})).stopped;
  for (let i = 0; i < 6 && !(await stopped()).startsWith('found: '); i++) await lab.do('run.start', {});
  expect(await stopped()).toMatch(/^found: /);
  expect((await lab.log()).join('\n'), 'it has not happened yet').not.toContain('Unhandled fault');
  expect((await lab.ask('source.state', {})).contexts.flatMap(({ calls }) => calls.map(({ path }) => path))).toContain('client_broken.c');
  await lab.show('Source');
  await expect(lab.byId('source-view').locator('.cm-here')).toContainText('dma_alloc_coherent(');
  await expect(lab.byId('source-view').locator('.cm-here')).toBeInViewport();
  await lab.command('Stop where something is found wrong');
  await lab.runScript();
  const log = (await lab.log()).join('\n');
  expect(log).toContain('Unhandled fault: page domain fault (0x01b) at 0x00000090');
  expect((await lab.ask('findings.list', {})).map(({ rule, place }) => [rule, place?.path]), 'the call of the driver that led into the kernel function').toContainEqual(['kernel-oops', 'client_broken.c']);
  expect(log).toContain('PC is at dma_alloc_attrs');
  expect(log).toContain('Unhandled fault: page domain fault (0x01b) at 0x00000084');
  expect(await said()).toContain('Segmentation fault');
  expect(await rules()).toContain('kernel-oops');
});

test('the corrected client copies with the controller of the kernel', async () => {
  await open('c-client-corrected');
  expect((await lab.log()).some((line) => line.includes('25 bytes copied by dma0chan0, and they are equal'))).toBe(true);
  expect(await said()).toContain('13 bytes came back: a second text');
  expect(await rules()).toEqual([]);
});

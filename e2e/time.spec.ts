/** Time runs both ways: a step back leads to exactly the state that was left by the step forward. */
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

const cycle = async (): Promise<number> => (await lab.ask('lab.status', {})).cycle;

test('steps by beats and instructions go there and back', async () => {
  await lab.byId('step-unit').selectOption('instruction');
  await lab.byId('step-forward').click();
  await lab.waitForIdle();
  expect((await lab.ask('lab.status', {})).stopped).toBe('one instruction');
  for (const unit of ['beat', 'instruction'] as const) {
    await lab.byId('step-unit').selectOption(unit);
    const states = [await lab.state()];
    for (let i = 0; i < 3; i++) {
      await lab.byId('step-forward').click();
      await lab.waitForIdle();
      states.push(await lab.state());
    }
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(4);
    await lab.byId('step-back').click();
    await lab.waitForIdle();
    await lab.byId('step-forward').click();
    await lab.waitForIdle();
    expect(await lab.state()).toEqual(states[3]);
  }
});

test('the time shown is that of the lab', async () => {
  await lab.runScript();
  const now = await cycle();
  expect(now).toBeGreaterThan(0);
  expect((await lab.byId('cycle').textContent())?.replaceAll(/\D/g, '')).toBe(String(now));
});

test('going back and running on again gives the same state', async () => {
  const end = await lab.state();
  const now = await cycle();
  await lab.do('run.goto', { to: Math.floor(now / 2) });
  expect(await cycle()).toBe(Math.floor(now / 2));
  expect(await lab.state()).not.toEqual(end);
  await lab.do('run.goto', { to: now });
  expect(await lab.state()).toEqual(end);
});

test('undo takes back the last input, redo brings it again', async () => {
  const { inputs } = await lab.ask('lab.status', {});
  const end = await lab.state();
  await lab.shell('echo 1 > /dev/ax_dma');
  const after = await lab.state();
  await lab.byId('session-name').click();
  await expect(lab.byId('undo')).toHaveAttribute('title', /echo 1 > \/dev\/ax_dma$/);
  await lab.press('Control+Z');
  await expect(lab.byId('notice').filter({ hasText: /^Taken back: shell: echo 1 > \/dev\/ax_dma$/ })).toBeVisible();
  await expect(lab.byId('redo')).toHaveAttribute('title', /echo 1 > \/dev\/ax_dma$/);
  expect((await lab.ask('lab.status', {})).inputs).toBe(inputs);
  expect(await lab.state()).toEqual(end);
  await lab.press('Control+Shift+Z');
  await lab.do('run.start', {});
  expect(await lab.state()).toEqual(after);
});

test('a breakpoint stops the run before its instruction', async () => {
  const state = await lab.ask('dma.program', { controller: 'pl330', thread: 1 });
  const address = state.lines[1]?.address ?? 0;
  await lab.do('dma.breakpoint', { address, on: true });
  await lab.shell('echo 1 > /dev/ax_dma');
  expect((await lab.ask('lab.status', {})).stopped).toBe('breakpoint');
  const threads = (await lab.ask('dma.state', { controller: 'pl330' })).threads;
  expect(threads[1]?.pc).toBe(address);
  await lab.do('dma.breakpoint', { address, on: false });
  await lab.press('F5');
  expect((await lab.ask('lab.status', {})).idle).toBe(true);
});

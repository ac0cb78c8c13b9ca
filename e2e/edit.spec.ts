/** What the user changes by hand is a write on the bus, with the effect that it has there. */
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

async function register(name: string, index = 0): Promise<number> {
  const { groups } = await lab.ask('registers.read', { peripheral: 'pl330', since: 0 });
  const found = groups.flatMap((group) => group.registers).find((one) => one.name === name && one.index === index);
  if (found === undefined) throw new Error(`no register ${name}`);
  return found.value;
}

async function edit(name: string, text: string): Promise<void> {
  await lab.show('Registers');
  await lab.byId('register-filter').fill(name);
  await lab.byId(`register-${name}-0`).getByRole('button', { name: `Change ${name}` }).click();
  await lab.byId('register-edit').fill(text);
  await lab.byId('register-edit').press('Enter');
  await lab.waitForIdle();
}

test('a register that is edited changes the lab', async () => {
  const before = await register('INTEN');
  await lab.command('Mark changes from now on');
  await edit('INTEN', '0x00');
  expect(before).not.toBe(0);
  expect(await register('INTEN')).toBe(0);
  await expect(lab.byId('register-INTEN-0')).toContainText('0x00000000');
  await expect(lab.byId('register-INTEN-0')).toContainText('changed');
});

test('without its interrupt enabled the driver never hears of the end', async () => {
  await lab.shell('echo 1 > /dev/ax_dma');
  expect((await lab.log()).some((line) => line.includes('dma irq test ok'))).toBe(false);
  expect(await lab.bytes((await lab.mark('dst')).base, 1600)).toEqual(await lab.bytes((await lab.mark('src')).base, 1600));
});

test('undo takes back the command, then the edit', async () => {
  await lab.byId('session-name').click();
  await lab.press('Control+Z');
  expect(await register('INTEN')).toBe(0);
  await lab.press('Control+Z');
  expect(await register('INTEN')).not.toBe(0);
  await lab.shell('echo 1 > /dev/ax_dma');
  expect((await lab.log()).some((line) => line.includes('dma irq test ok'))).toBe(true);
});

test('a run stops behind the beat that writes the selected byte, and undo takes the wish back', async () => {
  const { base } = await lab.mark('dst');
  await lab.goToMemory('dst+40');
  await lab.press('Alt+b');
  expect((await lab.ask('stops.list', {})).writes).toEqual([{ address: base + 40, bytes: 1, label: '' }]);
  await lab.shell('echo 1 > /dev/ax_dma');
  const stopped = async (): Promise<string> => (await lab.ask('lab.status', {})).stopped;
  for (let i = 0; i < 4 && !(await stopped()).includes('pl330'); i++) await lab.do('run.start', {});
  expect(await stopped()).toMatch(/^0x[0-9a-f]{8} written by pl330/);
  const [written, later] = await Promise.all([lab.bytes(base + 40, 1), lab.bytes(base + 1000, 1)]);
  const source = (await lab.mark('src')).base;
  expect([written, later]).toEqual([await lab.bytes(source + 40, 1), [0]]);
  await lab.byId('session-name').click();
  await lab.press('Control+Z');
  await lab.goToMemory('dst+40');
  await lab.press('Alt+b');
  expect((await lab.ask('stops.list', {})).writes).toEqual([]);
  await lab.press('Control+Z');
  expect((await lab.ask('stops.list', {})).writes).toHaveLength(1);
  await lab.press('Control+Y');
  expect((await lab.ask('stops.list', {})).writes).toEqual([]);
});

test('a value that is none is refused where it was typed', async () => {
  await lab.show('Registers');
  await lab.byId('register-filter').fill('INTEN');
  await lab.byId('register-INTEN-0').getByRole('button', { name: 'Change INTEN' }).click();
  await lab.byId('register-edit').fill('many');
  await lab.byId('register-edit').press('Enter');
  await expect(lab.byId('register-INTEN-0').getByRole('alert')).toContainText('0x1f');
  await lab.byId('register-edit').press('Escape');
});

test('bytes that are typed into memory are there, and their writer is the user', async () => {
  const { base } = await lab.mark('src');
  await lab.goToMemory('src');
  await lab.byId('memory-grid').focus();
  await lab.page.keyboard.type('c0de');
  await expect(lab.byId('memory-typed')).toHaveText('2 bytes typedEnter writes, Esc forgets.');
  await lab.press('Enter');
  await expect(lab.byId('memory-typed')).toBeHidden();
  expect(await lab.bytes(base, 2)).toEqual([0xc0, 0xde]);
  const { writer, chain } = await lab.ask('journal.writer', { address: base + 1 });
  expect(writer?.initiator).toBe('user');
  expect(chain.at(-1)?.kind).toBe('input');
});

test('what cannot be gone to or found is said below its field, and goes with the cursor', async () => {
  await lab.byId('memory-goto').fill('nowhere');
  await lab.press('Enter');
  await expect(lab.byId('memory-view').getByRole('alert')).toHaveText("'nowhere' is neither a hexadecimal address nor a name in this memory.");
  await lab.goToMemory('src');
  await expect(lab.byId('memory-view').getByRole('alert')).toBeHidden();
  await lab.byId('memory-find').fill('12 34 56 78 9a bc');
  await lab.press('Enter');
  await expect(lab.byId('memory-found')).toContainText('Not found');
  await lab.byId('memory-grid').focus();
  await lab.press('ArrowDown');
  await expect(lab.byId('memory-found')).toBeHidden();
});

/** What the page may not do, tried from inside the page. */
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

test('the page has no Node, only the bridge', async () => {
  const seen = await lab.page.evaluate(() => ({
    node: [typeof (globalThis as { require?: unknown }).require, typeof (globalThis as { process?: unknown }).process, typeof (globalThis as { Buffer?: unknown }).Buffer],
    bridge: Object.keys((window as unknown as { lab: object }).lab).sort(),
  }));
  expect(seen).toEqual({ node: ['undefined', 'undefined', 'undefined'], bridge: ['on', 'openDropped', 'request'] });
  const preferences = await lab.app.evaluate(({ BrowserWindow }) => {
    const { sandbox, contextIsolation, nodeIntegration, webSecurity } = (BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
});

test('text is never run as a program, and nothing is fetched', async () => {
  const tried = await lab.page.evaluate(async () => {
    const broken = new Set<string>();
    const bothReported = new Promise<void>((done) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        if (broken.add(event.effectiveDirective).size === 2) done();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    const fetched = await fetch('file:///etc/hostname').then(() => 'fetched', () => 'refused');
    await bothReported;
    return { injected: 'injected' in window, fetched, broken: [...broken].sort() };
  });
  expect(tried).toEqual({ injected: false, fetched: 'refused', broken: ['connect-src', 'script-src-elem'] });
});

test('the window stays the only one and stays on its page', async () => {
  const before = lab.page.url();
  const opened = await lab.page.evaluate(() => {
    const other = window.open('about:blank');
    const link = document.createElement('a');
    link.href = 'https://example.invalid/';
    document.body.append(link);
    link.click();
    link.remove();
    return other !== null;
  });
  expect(opened).toBe(false);
  await lab.ask('lab.status', {});
  expect(lab.page.url()).toBe(before);
  expect(lab.app.windows()).toHaveLength(1);
});

test('permissions are denied', async () => {
  expect(await lab.page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe('denied');
  expect(await lab.page.evaluate(() => Notification.requestPermission())).toBe('denied');
});

test('a request outside the contract or with wrong arguments is refused in words', async () => {
  expect(await lab.answerTo('app.quit', {})).toMatchObject({ ok: false, code: 'unknown-request' });
  expect(await lab.answerTo('memory.read', { address: -1, length: 16, since: 0 })).toMatchObject({ ok: false, code: 'bad-arguments', message: expect.stringContaining('address') });
  expect(await lab.answerTo('app.openShipped', { name: 'nothing' })).toMatchObject({ ok: false, code: 'file', remedy: expect.stringContaining('pl330-char-driver') });
});

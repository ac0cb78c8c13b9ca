/** No serious finding of axe in any view, light and dark. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { LabPage } from './lab-page';

let lab: LabPage;
test.beforeAll(async () => {
  lab = await LabPage.launch();
  await lab.runScript();
});
/** Looking at every element of every view takes its time. */
test.setTimeout(300_000);
test.afterAll(async () => {
  await lab.close();
  lab.removeProfile();
});

const VIEWS = { Board: 'board', Program: 'program', Memory: 'memory', Timeline: 'timeline', Registers: 'registers', Writer: 'writer', Findings: 'findings', Shell: 'shell', 'Kernel log': 'log', Caches: 'cache', 'DMA mappings': 'mappings', Pages: 'pages', dmaengine: 'dmaengine', Source: 'source' };

async function serious(part = 'body'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: lab.page }).setLegacyMode(true).include(part).analyze();
  return violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

for (const theme of ['light', 'dark']) {
  test(`views in ${theme}`, async () => {
    if ((await lab.page.locator('html').getAttribute('data-theme')) !== theme) await lab.command('Light or dark');
    await expect(lab.page.locator('html')).toHaveAttribute('data-theme', theme);
    await lab.goToMemory('dst');
    expect(await serious(), 'the whole window').toEqual([]);
    for (const [title, id] of Object.entries(VIEWS)) {
      await lab.show(title);
      expect(await serious(`[data-testid=${id}-view]`), title).toEqual([]);
    }
  });

  test(`dialogs in ${theme}`, async () => {
    for (const title of ['Keys', 'Sessions that come with the bench', 'Go to cycle']) {
      await lab.command(title);
      await expect(lab.page.getByRole('dialog')).toBeVisible();
      expect(await serious('[role=dialog]'), title).toEqual([]);
      await lab.press('Escape');
    }
  });
}

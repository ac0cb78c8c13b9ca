/** The little of a browser page that stores and windows need, for tests that run without a DOM. */
import { createPinia, setActivePinia } from 'pinia';
import { vi } from 'vitest';
import { FakeLab } from './fake-lab';
import type { FakeHandlers } from './fake-lab';

export function stubPage(overrides: Partial<FakeHandlers> = {}): { lab: FakeLab; root: { dataset: Record<string, string> } } {
  const root = { dataset: {} as Record<string, string> };
  const lab = new FakeLab(overrides);
  vi.stubGlobal('document', { documentElement: root });
  vi.stubGlobal('window', { lab, matchMedia: () => ({ matches: false, addEventListener: () => undefined }), addEventListener: () => undefined });
  setActivePinia(createPinia());
  return { lab, root };
}

/** Lets everything that is due now happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** What the program remembers of its looks between starts: theme, layout, and a slot per view. Saved a moment after a change. */
import { defineStore } from 'pinia';
import { ref, shallowRef, watch } from 'vue';
import { request } from '../lab-client';
import { useNotices } from './notices';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Raised when older settings can no longer be read. */
const VERSION = 1;
const QUIET = 400;

interface Kept {
  version: number;
  theme: Theme;
  layout: unknown;
  views: Record<string, unknown>;
}

/** Settings from text; what is missing or spoilt gets its default. */
export function parseSettings(text: string): Kept {
  const fresh: Kept = { version: VERSION, theme: 'system', layout: null, views: {} };
  let read: Partial<Kept> | null;
  try {
    read = text === '' ? null : (JSON.parse(text) as Partial<Kept> | null);
  } catch {
    return fresh;
  }
  if (typeof read !== 'object' || read === null || read.version !== VERSION) return fresh;
  return {
    version: VERSION,
    theme: THEMES.find((theme) => theme === read.theme) ?? 'system',
    layout: read.layout ?? null,
    views: typeof read.views === 'object' && read.views !== null ? read.views : {},
  };
}

export const useSettings = defineStore('settings', () => {
  const theme = ref<Theme>('system');
  const dark = ref(false);
  const layout = shallowRef<unknown>(null);
  const views = shallowRef<Record<string, unknown>>({});
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(): void {
    dark.value = theme.value === 'dark' || (theme.value === 'system' && system.matches);
    document.documentElement.dataset['theme'] = dark.value ? 'dark' : 'light';
  }
  system.addEventListener('change', show);
  watch(theme, show, { immediate: true, flush: 'sync' });

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const kept: Kept = { version: VERSION, theme: theme.value, layout: layout.value, views: views.value };
    await request('app.saveSettings', { settings: JSON.stringify(kept) }).catch((failure: unknown) => useNotices().failure(failure));
  }

  function save(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), QUIET);
  }

  async function load(): Promise<void> {
    const { settings } = await request('app.loadSettings', {}).catch((failure: unknown) => {
      useNotices().failure(failure);
      return { settings: '' };
    });
    const kept = parseSettings(settings);
    theme.value = kept.theme;
    layout.value = kept.layout;
    views.value = kept.views;
    show();
    window.addEventListener('pagehide', () => {
      if (timer !== undefined) void write();
    });
  }

  function setTheme(next: Theme): void {
    theme.value = next;
    save();
  }

  function setLayout(next: unknown): void {
    layout.value = next;
    save();
  }

  /** A view's own slot. */
  function setView(name: string, state: unknown): void {
    views.value = { ...views.value, [name]: state };
    save();
  }

  return { theme, dark, layout, views, load, setTheme, setLayout, setView };
});

/** Start of the page: settings and the lab's state first, so that nothing jumps and views ask once, then the frame. */
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { loadOtherViews } from './frame/view-loading';
import { busy } from './idle';
import { listenForPort } from './lab-client';
import { useLab } from './stores/lab';
import { useNotices } from './stores/notices';
import { useSettings } from './stores/settings';
import './theme/tokens.css';
import './theme/base.css';
import './ui/view-chrome.css';
import './theme/dock.css';

async function start(): Promise<void> {
  const done = busy();
  listenForPort(window);
  const app = createApp(App);
  app.use(createPinia());
  app.config.errorHandler = (failure) => {
    console.error(failure);
    useNotices().failure(failure);
  };
  try {
    await Promise.all([useSettings().load(), useLab().connect()]);
    app.mount('#app');
  } finally {
    done();
  }
}

void start().then(loadOtherViews);

/** What the kernel or the shell wrote goes into a file that the user chooses. */
import type { Transcript } from '../../../core/contract';
import { useLab } from '../../stores/lab';
import { useNotices } from '../../stores/notices';
import { grouped } from '../../ui/numbers';

export async function saveText(of: Transcript): Promise<void> {
  const saved = await useLab().run('app.saveText', { of });
  if (saved !== null) useNotices().add({ severity: 'info', message: `${grouped(saved.lines)} lines saved`, remedy: saved.path });
}

/**
 * The application's side of the contract: which session lies on the bench, its file, saving, recovery, settings.
 * Requests of the lab go on to the engine host. Opening never touches the open session before the new one stands.
 */
import type { Arguments, Events, LabStatus, Replies, RequestName } from '../core/contract';
import type { Lab } from '../core/lab/lab';
import { LabRefusal } from '../core/lab/refusal';
import { parseSession } from '../core/session/session';
import type { Session } from '../core/session/session';
import { DEFAULT_SESSION, SHIPPED_SESSIONS } from '../core/session/shipped';
import type { RequestHandler } from './answer';
import { EngineHost } from './engine-host';
import type { HostedLab } from './engine-host';
import { FileProblem } from './problem';
import type { Found, Recovery } from './recovery';
import { readSession, refuseForeignTarget, sessionNameOf, withSuffix, writeSession } from './session-files';
import { SESSION_SUFFIX } from './session-suffix';
import type { LastSession, Settings } from './settings';
import { writeTextFile } from './text-file';

/** What replaying may take before the window is answered, in milliseconds; a longer one is shown on its way. */
const FIRST_REPLAY = 300;

export type BenchLab = HostedLab & Pick<Lab, 'toSession' | 'markSaved' | 'session' | 'replayMatches' | 'bytesMoved' | 'transcript'>;

export interface Dialogs {
  openPath(): Promise<string | null>;
  savePath(suggested: string, kind: 'session' | 'text'): Promise<string | null>;
  /** What to do with unsaved work. */
  unsaved(name: string): Promise<'save' | 'discard' | 'cancel'>;
}

export interface BenchParts {
  readonly settings: Settings;
  readonly recovery: Recovery;
  readonly dialogs: Dialogs;
  /** `replayAtOnce`: cycles of replaying before it returns, where the session has a past; the rest is left to who runs the lab. */
  readonly openLab: (session: Session, replayAtOnce?: number) => BenchLab;
  readonly send: <E extends keyof Events>(event: E, payload: Events[E]) => void;
  readonly log: (where: string, fault: unknown) => void;
  /** Time of day for the user, ISO. */
  readonly today: () => string;
}

type AppRequest = Extract<RequestName, `app.${string}`>;
type AppHandlers = { readonly [K in AppRequest]: (args: Arguments<K>) => Replies[K] | Promise<Replies[K]> };

export class Bench implements RequestHandler {
  readonly host: EngineHost;
  private lab: BenchLab;
  private file: string | null = null;
  /** Unsaved although the lab sees no change: recovered work, or a save that failed. */
  private owed = false;
  /** Versions go on rising when another lab comes. */
  private versionBase = 0;
  private keptVersion = -1;
  private left: Found | null = null;
  /** Why the wanted session is not the one that lies here. */
  private notOpened: unknown = null;
  /** Until the first session stands where it was left, requests wait. */
  private standing: Promise<void> | null;

  /** @param first the session to begin with, unless it cannot be opened; none is the default one. */
  constructor(
    private readonly parts: BenchParts,
    private readonly first?: LastSession,
  ) {
    this.lab = this.firstLab();
    this.host = new EngineHost(
      this.lab,
      () => parts.send('changed', this.status()),
      (fault) => this.runFailed(fault),
    );
    this.standing = this.host.settle(FIRST_REPLAY).then(() => {
      this.standing = null;
    });
  }

  get title(): string {
    return this.lab.session.title;
  }

  bytesMoved(): { read: number; written: number } {
    return this.lab.bytesMoved();
  }

  /** Every status that leaves the process: the lab's, with what only the application knows. */
  status(): LabStatus {
    return this.complete(this.host.status());
  }

  async handle<K extends RequestName>(name: K, args: Arguments<K>): Promise<Replies[K]> {
    if (this.standing !== null) await this.standing;
    if (isAppRequest(name)) return await this.app[name](args as never);
    const reply: unknown = this.host.handle(name, args);
    return (isStatus(reply) ? this.complete(reply) : reply) as Replies[K];
  }

  /** Tells what came of the start: settings, the first session, and work that a crash left behind. Requests waited, so the session is news to nobody. */
  async begin(): Promise<void> {
    const { settings, recovery, send } = this.parts;
    await this.standing;
    if (settings.problem !== null)
      send('notice', { severity: 'warning', message: `Layout and settings were reset: ${settings.problem}.`, remedy: 'The old file was put aside with the ending .damaged.' });
    this.tellReplay();
    if (this.notOpened !== null) this.tellNotOpened(this.notOpened);
    else if (this.first !== undefined) await this.remember(this.first);
    const { found, problems } = recovery.find();
    this.left = found;
    if (found !== null) send('recovery', { name: found.session.name, savedAt: found.savedAt });
    for (const problem of problems)
      send('notice', { severity: 'warning', message: `Unsaved work of an earlier run cannot be read: ${problem}.`, remedy: 'It was put aside in the folder "recovery".' });
  }

  /** Keep unsaved work for the case of a crash; called every few seconds. */
  async autosave(): Promise<void> {
    const { unsaved, version } = this.status();
    if (!unsaved) {
      if (this.keptVersion !== -1) this.parts.recovery.drop();
      this.keptVersion = -1;
    } else if (version !== this.keptVersion) {
      this.keptVersion = version;
      await this.parts.recovery.keep(this.lab.toSession(false), this.file, this.parts.today());
    }
  }

  /** Before the session is left. @returns false when the user wants to stay. */
  async mayLeave(): Promise<boolean> {
    if (!this.status().unsaved) return true;
    const choice = await this.parts.dialogs.unsaved(this.lab.session.name);
    if (choice === 'save') return (await this.save()) !== null;
    return choice === 'discard';
  }

  /** A clean end: nothing to recover. */
  end(): void {
    this.parts.recovery.drop();
  }

  private readonly app: AppHandlers = {
    'app.sessions': () => ({ shipped: SHIPPED_SESSIONS.map(({ name, subject, title, summary }) => ({ name, subject, title, summary })), recent: this.parts.settings.recent() }),
    'app.openShipped': async ({ name }) => {
      const session = shippedSession(name);
      if (!(await this.mayLeave())) return this.status();
      this.load(session, null);
      await this.remember({ kind: 'shipped', name });
      return this.status();
    },
    'app.open': async ({ path }) => {
      const chosen = path ?? (await this.parts.dialogs.openPath());
      if (chosen === null) return null;
      const session = readSession(chosen);
      if (!(await this.mayLeave())) return null;
      this.load(session, chosen);
      await this.remember({ kind: 'file', path: chosen });
      return this.status();
    },
    'app.setUp': ({ profile, seed, options }) => {
      const session = this.lab.toSession(false);
      // What was taken back stays away.
      const inputs = session.inputs.slice(0, session.position?.inputs);
      this.load({ ...session, inputs, profile, seed, options, position: undefined, journal: undefined }, this.file);
      this.owed = true;
      this.parts.send('changed', this.status());
      return this.status();
    },
    'app.save': () => this.save(),
    'app.saveAs': ({ path }) => this.saveAs(path),
    'app.saveText': async ({ of, path }) => {
      const { name } = this.lab.session;
      const chosen = path ?? (await this.parts.dialogs.savePath(of === 'shell' ? `${name}-shell.txt` : `${name}-log.txt`, 'text'));
      if (chosen === null) return null;
      return await writeTextFile(chosen, this.lab.transcript(of), path === undefined);
    },
    'app.recover': ({ accept }) => this.recover(accept),
    'app.loadSettings': () => ({ settings: this.parts.settings.view }),
    'app.saveSettings': async ({ settings }) => {
      await this.parts.settings.setView(settings);
      return { saved: true };
    },
  };

  private firstLab(): BenchLab {
    const { openLab } = this.parts;
    try {
      if (this.first?.kind === 'shipped') return openLab(shippedSession(this.first.name), 0);
      if (this.first?.kind === 'file') {
        const lab = openLab(readSession(this.first.path), 0);
        this.file = this.first.path;
        return lab;
      }
    } catch (fault) {
      this.notOpened = fault;
    }
    return openLab(shippedSession(DEFAULT_SESSION), 0);
  }

  private tellNotOpened(fault: unknown): void {
    const remedy = fault instanceof Error && 'remedy' in fault ? ` ${String(fault.remedy)}` : '';
    this.parts.send('notice', { severity: 'error', message: `${fault instanceof Error ? fault.message : String(fault)}.${remedy}`, remedy: 'The default session was opened instead.' });
  }

  private load(session: Session, file: string | null): void {
    const next = this.parts.openLab(session);
    this.versionBase = this.status().version + 1;
    this.lab.running = false;
    this.lab = next;
    this.file = file;
    this.owed = false;
    this.host.use(next);
    this.loaded();
  }

  private loaded(): void {
    this.parts.send('loaded', this.status());
    this.tellReplay();
  }

  private tellReplay(): void {
    if (this.lab.replayMatches === false) {
      this.parts.send('notice', {
        severity: 'warning',
        message: 'This session does not replay as it was recorded: the journal differs.',
        remedy: 'It was made by a program whose models behave otherwise. Save it to record it anew.',
      });
    }
  }

  private save(): Promise<LabStatus | null> {
    return this.file === null ? this.saveAs(undefined) : this.write(this.file);
  }

  private async saveAs(path: string | undefined): Promise<LabStatus | null> {
    const chosen = path ?? (await this.parts.dialogs.savePath(this.file ?? this.lab.session.name + SESSION_SUFFIX, 'session'));
    if (chosen === null) return null;
    const target = withSuffix(chosen);
    if (path !== undefined) refuseForeignTarget(target);
    return this.write(target);
  }

  /** What changes while the file is being written counts as unsaved again. */
  private async write(path: string): Promise<LabStatus> {
    const { lab } = this;
    const session = { ...lab.toSession(), name: sessionNameOf(path) };
    lab.markSaved();
    try {
      await writeSession(path, session);
    } catch (fault) {
      this.owed = true;
      throw fault;
    }
    if (this.lab === lab) {
      lab.session = { ...lab.session, name: session.name };
      this.file = path;
      this.owed = false;
    }
    await this.remember({ kind: 'file', path });
    await this.autosave();
    this.parts.send('changed', this.status());
    return this.status();
  }

  private async recover(accept: boolean): Promise<LabStatus> {
    const { left } = this;
    if (left === null) throw new LabRefusal('there is nothing to recover', 'Open a session instead.');
    if (accept) {
      this.load(left.session, left.file);
      this.owed = true;
      await this.autosave();
      this.parts.send('changed', this.status());
    }
    this.parts.recovery.forget(left);
    this.left = null;
    return this.status();
  }

  /** Only convenience: a failure is told, but the request itself has succeeded. */
  private async remember(last: LastSession): Promise<void> {
    try {
      await this.parts.settings.setLast(last);
    } catch (fault) {
      this.parts.log('settings', fault);
      this.parts.send('notice', { severity: 'warning', message: 'The list of recent files cannot be written.', remedy: 'Check the disk that holds your settings.' });
    }
  }

  private runFailed(fault: unknown): void {
    this.parts.log('run', fault);
    this.parts.send('notice', { severity: 'error', message: 'The run ended because of a fault in the program.', remedy: 'Save the session under another name; the fault is in the log.' });
  }

  private complete(status: LabStatus): LabStatus {
    return { ...status, file: this.file, unsaved: status.unsaved || this.owed, version: status.version + this.versionBase };
  }
}

function isAppRequest(name: RequestName): name is AppRequest {
  return name.startsWith('app.');
}

function isStatus(reply: unknown): reply is LabStatus {
  return typeof reply === 'object' && reply !== null && 'sessionName' in reply && 'version' in reply;
}

function shippedSession(name: string): Session {
  const shipped = SHIPPED_SESSIONS.find((one) => one.name === name);
  if (shipped === undefined) throw new FileProblem(`no session named "${name.slice(0, 60)}" ships with this program`, `There are: ${SHIPPED_SESSIONS.map((one) => one.name).join(', ')}.`);
  return parseSession(shipped.text, name);
}

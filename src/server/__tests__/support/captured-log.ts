import Transport from 'winston-transport';

/** Symbol of winston under which a record has its final text. */
const MESSAGE = Symbol.for('message');
const LINES_TO_KEEP = 2_000;

/** Keeps what NocoBase logs: to look for secrets in it, and to show it when a test fails. */
export class CapturedLog {
  lines: string[] = [];

  /** Options for NocoBase's `Application`: its own log and that of requests, in full detail. */
  options() {
    const options = () => ({ level: 'trace', transports: [this.transport()] });
    return { system: options(), request: options() };
  }

  /** Everything logged since the start or the last {@link clear}, as one text. */
  get text(): string {
    return this.lines.join('\n');
  }

  clear() {
    this.lines = [];
  }

  private transport() {
    const keep = (line: string) => {
      this.lines.push(line);
      if (this.lines.length > LINES_TO_KEEP * 2) this.lines = this.lines.slice(-LINES_TO_KEEP);
    };
    return new (class extends Transport {
      override log(record: Record<string | symbol, unknown>, done: () => void) {
        keep(String(record[MESSAGE] ?? JSON.stringify(record)));
        done();
      }
    })();
  }
}

import { checkFault, type Fault } from './fault';

interface ArmedFault extends Fault {
  left: number;
  pattern: RegExp;
}

export class Faults {
  private armed: ArmedFault[] = [];

  /** All of them or, when one is wrong, none. @throws ConfigError */
  add(faults: Fault[]): void {
    const armed = faults.map(checkFault).map((fault) => ({
      ...fault,
      left: fault.times ?? Number.POSITIVE_INFINITY,
      pattern: new RegExp(fault.match),
    }));
    this.armed.push(...armed);
  }

  /** The first fault that applies to this request, counted as used. */
  take(endpoint: string, url: string): Fault | undefined {
    if (this.armed.length === 0) return undefined;
    const fault = this.armed.find(
      ({ match, pattern, left, probability = 1 }) =>
        left > 0 &&
        (match === endpoint || (!isEndpointName(match) && pattern.test(url))) &&
        Math.random() < probability,
    );
    if (fault) fault.left -= 1;
    return fault;
  }

  list(): Array<Fault & { left: number | null }> {
    return this.armed.map(({ pattern: _, left, ...fault }) => ({
      ...fault,
      left: Number.isFinite(left) ? left : null,
    }));
  }

  clear(): void {
    this.armed = [];
  }
}

/** `user/get` names one endpoint; read as a pattern it would hit `user/getuserinfo` as well. */
const isEndpointName = (match: string): boolean => /^[a-z0-9_]+(\/[a-z0-9_]+)*$/.test(match);

import http from 'node:http';

export interface Request {
  method?: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

interface Response {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

/**
 * A client that costs little itself, so that what it measures is the server: connections are kept, nothing is parsed.
 */
export class HttpClient {
  /** The server ends a silent connection after 5 s; ours must go first. */
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 256, timeout: 2_000, scheduling: 'lifo' });

  /** @param origin such as `http://127.0.0.1:13000` */
  constructor(readonly origin: string) {}

  send({ method = 'GET', path, headers, body }: Request): Promise<Response> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${this.origin}${path}`,
        {
          method,
          agent: this.agent,
          headers: {
            ...headers,
            ...(payload !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(payload),
            }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      request.on('error', (error: NodeJS.ErrnoException) => {
        // A kept connection that the server was just closing: nothing was sent.
        if (request.reusedSocket && error.code === 'ECONNRESET')
          this.send({ method, path, headers, body }).then(resolve, reject);
        else reject(error);
      });
      request.end(payload);
    });
  }

  /**
   * @param again what an answer says after which the request is sent once more, at most five times
   * @throws Error with the start of the answer unless the status is the expected one
   */
  async expect(status: number, request: Request, again?: string): Promise<Response> {
    for (let left = 5; ; left -= 1) {
      const { status: answered, text, headers } = await this.send(request);
      if (answered === status) return { status, text, headers };
      if (left > 0 && again && text.includes(again)) continue;
      throw new Error(`${request.path}: ${answered} ${text.slice(0, 400)}`);
    }
  }

  close(): void {
    this.agent.destroy();
  }
}

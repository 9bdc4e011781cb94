/**
 * A real nginx and a real Caddy, to try the lines that our documentation gives people for theirs. Each has a port and a
 * folder of its own; the services of the system are left alone.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stopProcess } from '../nocobase/process';
import { freePort, isPortTaken } from '../ports';
import { canInstall, installPackages } from './debian';

/** Where the programs are usually found; `NGINX_PATH` and `CADDY_PATH` come first. */
const PROGRAMS = {
  nginx: [process.env.NGINX_PATH, '/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx'],
  caddy: [process.env.CADDY_PATH, '/usr/bin/caddy', '/usr/local/bin/caddy', '/opt/homebrew/bin/caddy'],
};

export type WebServerName = keyof typeof PROGRAMS;

/** How long one may take to listen, in milliseconds. */
const START_TIME = 30_000;

export interface WebServer {
  /** Such as `http://127.0.0.1:40003`. */
  origin: string;
  /** What it has written so far: its complaints. */
  log(): string;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

function find(name: WebServerName): string | undefined {
  return PROGRAMS[name].find((file) => file !== undefined && fs.existsSync(file));
}

/**
 * Makes sure that both programs are there; on Debian as root they are installed.
 *
 * @throws Error that says what to install.
 */
export function ensureWebServers(): void {
  const missing = () => (Object.keys(PROGRAMS) as WebServerName[]).filter((name) => !find(name));
  if (missing().length > 0 && canInstall()) installPackages(...missing());
  if (missing().length > 0) {
    throw new Error(
      `The tests of the web servers' settings need ${missing().join(' and ')}. Install it (Debian: apt-get install nginx caddy), or set NGINX_PATH and CADDY_PATH.`,
    );
  }
}

/**
 * Starts a web server on a free port of the loopback interface.
 *
 * @param lines what a person puts inside `server { }` of nginx, or inside the `{ }` of a site of Caddy
 * @param atTheTop lines for the global options of Caddy, without the braces around them
 * @throws Error with what the server wrote, when it does not accept the lines or does not listen
 */
export async function startWebServer(name: WebServerName, lines: string, atTheTop = ''): Promise<WebServer> {
  const program = find(name);
  if (!program) throw new Error(`There is no ${name} here; ensureWebServers() says what to do.`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `auth-wecom-${name}-`));
  const port = await freePort();
  const logFile = path.join(folder, 'log');
  const child = COMMANDS[name](program, folder, port, { lines, atTheTop }, fs.openSync(logFile, 'a'));
  const log = () => fs.readFileSync(logFile, 'utf8');
  const stop = async () => {
    await stopProcess(child);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    await listening(child, port);
  } catch (error) {
    const said = log();
    await stop();
    throw new Error(`${name} ${error instanceof Error ? error.message : error}\n${said}`);
  }
  return { origin: `http://127.0.0.1:${port}`, log, stop };
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  for (const deadline = Date.now() + START_TIME; Date.now() < deadline; ) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}`);
    if (await isPortTaken(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`does not listen after ${START_TIME / 1000} s`);
}

type Config = { lines: string; atTheTop: string };
type Start = (program: string, folder: string, port: number, config: Config, log: number) => ChildProcess;

const COMMANDS: Record<WebServerName, Start> = {
  nginx(program, folder, port, { lines }, log) {
    const config = path.join(folder, 'nginx.conf');
    // Workers of root's nginx run as somebody who may not enter the folder.
    const user = process.getuid?.() === 0 ? 'user root;' : '';
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    fs.writeFileSync(
      config,
      `daemon off;
pid ${folder}/pid;
error_log stderr;
${user}
worker_processes 1;
events {}
http {
  access_log off;
  ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
${lines}
  }
}
`,
    );
    return spawn(program, ['-p', folder, '-c', config, '-e', 'stderr'], {
      detached: true,
      stdio: ['ignore', log, log],
    });
  },

  caddy(program, folder, port, { lines, atTheTop }, log) {
    const config = path.join(folder, 'Caddyfile');
    // No port for its administration, and no certificates.
    const global = `{\n  admin off\n  auto_https off\n${atTheTop}\n}\n`;
    fs.writeFileSync(config, `${global}http://:${port} {\nbind 127.0.0.1\n${lines}\n}\n`);
    const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    return spawn(program, ['run', '--config', config, '--adapter', 'caddyfile'], {
      detached: true,
      stdio: ['ignore', log, log],
      env,
    });
  },
};

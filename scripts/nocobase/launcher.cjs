/**
 * Runs one NocoBase command (`install`, `start`, `upgrade`, ...) in this process, in the folder it was copied to.
 *
 * `nocobase start` itself puts pm2, a shell and yarn between us and the server; a test or a demo that must leave
 * nothing running wants the server as its direct child. So this does what `nocobase` does before it starts the
 * server (environment, index.html, plugin links) and then loads the server here.
 *
 * Plain JavaScript: it runs with `--preserve-symlinks` inside the link farm, where no TypeScript loader is set up.
 *
 * @see node_modules/@nocobase/cli-v1/bin/index.js, src/commands/start.js
 */
const cli = require('@nocobase/cli-v1/src/util');
const { syncPluginSymlinks } = require('@nocobase/utils/plugin-symlink');

// The starter holds an IPC channel: when it dies, in whatever way, its server must not outlive it.
if (process.channel) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 10_000).unref();
  });
  process.channel.unref();
}

async function main() {
  cli.initEnv();
  cli.generateAppDir();
  // The server asks for the plugin packages before it links them, and Node remembers a missing module.
  await syncPluginSymlinks();
  require('@nocobase/app/lib/index.js');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

import { processIo } from './cli-io.ts';
import { readEnv } from './env.ts';
import { runCli } from './run-cli.ts';

process.exitCode = await runCli(process.argv.slice(2), processIo(readEnv()));
// A command that has returned is done: sockets kept alive by a peer must not hold the process.
process.exit();
